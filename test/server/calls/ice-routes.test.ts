import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { IceServersAnswer } from '@consult/core/wire';
import { createIceServers } from '../../../server/src/calls/ice-servers.js';
import { closeHouses, NOON } from '../../support/house.js';
import { anApp } from '../app/app-rig.js';

afterEach(closeHouses);

const MINUTE = 60_000;

describe('somebody who checks their line before a call', () => {
  it('is given the servers a call would use, for two minutes and in nobody’s name', async () => {
    const iceServers = createIceServers({
      stunUrls: ['stun:turn.clinic.example'],
      turnUrls: ['turn:turn.clinic.example'],
      turnSecret: 'secret',
    });
    const { ask } = await anApp({}, { iceServers });
    const answer = await ask('POST', '/v1/ice-servers', { as: 'patient' });
    expect(answer.status).toBe(201);
    const { iceServers: servers, iceExpiresAt, now } = (await answer.json()) as IceServersAnswer;
    expect([now, iceExpiresAt]).toEqual([NOON, NOON + 2 * MINUTE]);
    expect(servers.map(({ urls }) => urls)).toEqual([
      ['stun:turn.clinic.example'],
      ['turn:turn.clinic.example'],
    ]);
    const { username, credential } = servers[1]!;
    expect(username).toMatch(new RegExp(`^${(NOON + 2 * MINUTE) / 1000}:cal_[0-9a-f]{32}$`));
    expect(credential).toBe(createHmac('sha1', 'secret').update(username!).digest('base64'));
    const again = (await (
      await ask('POST', '/v1/ice-servers', { as: 'patient' })
    ).json()) as IceServersAnswer;
    expect(again.iceServers[1]!.username).not.toBe(username);
  });

  it('learns that there are none', async () => {
    const { ask } = await anApp();
    const answer = await ask('POST', '/v1/ice-servers', { as: 'doctor' });
    expect(await answer.json()).toEqual({ now: NOON, iceServers: [], iceExpiresAt: null });
  });
});
