import { afterEach, describe, expect, it } from 'vitest';
import type { ProbeFinding } from '@consult/core';
import { createDeskReadiness } from '../../packages/client/src/desk-readiness.js';
import { openDesk } from '../../packages/client/src/staff.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses } from '../support/house.js';
import { aCheck } from './support/a-check.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const MINUTE = 60_000;
const OK: ProbeFinding = { probe: 'microphone', result: 'ok', cause: null };
const BUSY: ProbeFinding = { probe: 'camera', result: 'failed', cause: 'device-busy' };

async function aDesk(wishes: Parameters<Awaited<ReturnType<typeof aHouse>>['aChat']>[0] = {}) {
  const house = await aHouse();
  const chat = await house.aChat(wishes);
  const tells = (...findings: ProbeFinding[]) =>
    house.call('patient', 'PUT', `/v1/chats/${chat.id}/readiness`, { findings });
  const asked = () =>
    house.network.exchanges.filter(({ method, path }) => method === 'GET' && path.endsWith('/readiness'))
      .length;
  return { house, chat, tells, asked };
}

describe('the desk tells of the patient’s devices', () => {
  it('that nobody has checked them, and asks only when somebody watches', async () => {
    const { house, chat, asked } = await aDesk();
    const desk = openDesk(aTab(house, 'doctor'), chat.id);
    await until(desk.state, ({ status }) => status === 'ready');
    expect(asked()).toBe(0);
    const known = await until(desk.readiness, ({ status }) => status === 'ready');
    expect(known).toMatchObject({ checkedAt: null, readiness: 'unknown', findings: [] });
    desk.close();
  });

  it('how they were when they were checked', async () => {
    const { house, chat, tells } = await aDesk();
    await tells(OK, BUSY);
    const desk = openDesk(aTab(house, 'doctor'), chat.id);
    const known = await until(desk.readiness, ({ status }) => status === 'ready');
    expect(known).toMatchObject({ checkedAt: house.clock.now(), readiness: 'limited', findings: [OK, BUSY] });
    desk.close();
  });

  it('what a check in the patient’s page has sent, and nothing that shows more', async () => {
    const { house, chat } = await aDesk();
    const { check } = await aCheck({ house, chatId: chat.id, refuses: { camera: ['NotReadableError'] } });
    await check.run();
    const desk = openDesk(aTab(house, 'doctor'), chat.id);
    const known = await eventually(async () => {
      const { report } = await house.call<{ report: { findings: object[] } | null }>(
        'doctor',
        'GET',
        `/v1/chats/${chat.id}/readiness`,
      );
      expect(report).not.toBeNull();
      return report!;
    });
    expect(known.findings).toHaveLength(16);
    expect(Object.keys(known.findings[0]!).sort()).toEqual(['cause', 'probe', 'result']);
    expect((await until(desk.readiness, ({ status }) => status === 'ready')).readiness).toBe('limited');
    desk.close();
  });

  it('of another chat only once that one is told', async () => {
    const { house, chat } = await aDesk();
    const other = await house.aChat();
    const { check } = await aCheck({ house });
    await check.run(['browser']);
    const puts = () =>
      house.network.exchanges.filter(({ method }) => method === 'PUT').map(({ path }) => path);
    expect(puts()).toEqual([]);
    check.tell(chat.id);
    await eventually(() => expect(puts()).toEqual([`/v1/chats/${chat.id}/readiness`]));
    check.tell(other.id);
    await eventually(() => expect(puts()).toContain(`/v1/chats/${other.id}/readiness`));
  });

  it('anew when the patient comes', async () => {
    const { house, chat, tells } = await aDesk();
    const doctor = aTab(house, 'doctor');
    const desk = openDesk(doctor, chat.id);
    const stop = desk.readiness.subscribe(() => undefined);
    await until(doctor.connection, ({ state }) => state === 'live');
    await until(desk.readiness, ({ status }) => status === 'ready');
    await tells(OK);
    const patient = aTab(house, 'patient', { network: house.anotherNetwork() });
    patient.connection.subscribe(() => undefined);
    await until(desk.readiness, ({ readiness }) => readiness === 'ready');
    stop();
    desk.close();
  });

  it('every now and then from a quarter of an hour before, and not earlier', async () => {
    const { house, chat, asked } = await aDesk({ state: 'scheduled' });
    const doctor = aTab(house, 'doctor', { live: null, tuning: { pollEvery: [60_000, 60_000] } });
    const handle = doctor.chat(chat.id);
    await until(handle.state, ({ status }) => status === 'ready');
    const path = `/v1/chats/${chat.id}`;
    const early = createDeskReadiness(doctor, path, chat.id, handle.state, 5);
    await until(early, ({ status }) => status === 'ready');
    const stop = early.subscribe(() => undefined);
    const before = asked();
    await house.clock.advance(46 * MINUTE);
    await eventually(() => expect(asked()).toBeGreaterThan(before + 3));
    stop();
    handle.close();
  });

  it('what it knew while the network fails, and why there is nothing where it is not theirs', async () => {
    const { house, chat, tells } = await aDesk();
    await tells(OK);
    const doctor = aTab(house, 'doctor');
    const handle = doctor.chat(chat.id);
    const known = createDeskReadiness(doctor, `/v1/chats/${chat.id}`, chat.id, handle.state, 5);
    const stop = known.subscribe(() => undefined);
    await until(known, ({ readiness }) => readiness === 'ready');
    house.network.failNext('/readiness', 'unreachable', 3);
    const failures = () =>
      house.network.exchanges.filter(({ path, status }) => /readiness/.test(path) && !status);
    await eventually(() => expect(failures().length).toBeGreaterThan(2));
    expect(known.value.status).toBe('ready');
    stop();
    handle.close();

    const stranger = openDesk(aTab(house, 'surgeon'), chat.id);
    const nothing = await until(stranger.readiness, ({ status }) => status === 'failed');
    expect(nothing).toMatchObject({ problem: 'not-found', checkedAt: null });
    stranger.close();
  });
});
