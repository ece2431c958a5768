import { once } from 'node:events';
import type { FeedTicket } from '@consult/core/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Bearer } from '../../support/token-desk.js';
import { buildServer, openServerRig, PORTAL, type ServerRig } from './server-program.js';

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
beforeAll(async () => void (built = await buildServer()));
afterAll(() => built.remove());
beforeEach(async () => void (rig = await openServerRig(built.file)));
afterEach(() => rig.close());

/** Tests that start the process several times. */
const PATIENCE = 60_000;

const patient: Bearer = { person: 'per_1', role: 'patient' };

const ask = (address: string, token: string, method: string, path: string) =>
  fetch(address + path, { method, headers: { Authorization: `Bearer ${token}`, Origin: PORTAL } });

/** A page's socket, from its greeting on; when and how it ends is told by `ended`. */
async function aSocket(address: string, token: string) {
  const answer = await ask(address, token, 'POST', '/v1/feed-tickets');
  const { ticket } = (await answer.json()) as FeedTicket;
  const url = `${address.replace('http', 'ws')}/v1/feed?ticket=${ticket}`;
  const socket = new WebSocket(url, { origin: PORTAL });
  const ended = once(socket, 'close').then(([code]) => ({ code: code as number, at: Date.now() }));
  await once(socket, 'message');
  return { ended };
}

const logOut = async (address: string, ended: { sid?: string; sub?: string }) =>
  fetch(`${address}/v1/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: await rig.desk.logoutTokenFor(ended) }),
  });

describe('The server’s process', { timeout: PATIENCE }, () => {
  it('closes the open pages of a session within two seconds, and refuses it after a restart too', async () => {
    const first = await rig.start();
    const token = await rig.desk.tokenFor(patient);
    const { ended } = await aSocket(first.address, token);
    const asked = Date.now();
    expect((await logOut(first.address, { sid: 'sid_per_1' })).status).to.equal(200);
    const { code, at } = await ended;
    expect(code).to.equal(4401);
    expect(at - asked).to.be.lessThan(2000);
    await first.program.kill();

    const second = await rig.start();
    const refused = await ask(second.address, token, 'GET', '/v1/me');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).to.deep.equal([
      401,
      'account-ended',
    ]);
    const again = await rig.desk.tokenFor({ ...patient, session: 'sid_new' });
    expect((await ask(second.address, again, 'GET', '/v1/me')).status).to.equal(200);
  });

  it('believes no logout token twice, not even after a restart', async () => {
    const first = await rig.start();
    const logout_token = await rig.desk.logoutTokenFor({ sub: 'per_1' });
    const send = (address: string) =>
      fetch(`${address}/v1/backchannel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token }),
      });
    expect((await send(first.address)).status).to.equal(200);
    await first.program.kill();
    const second = await rig.start();
    expect((await send(second.address)).status).to.equal(400);
  });

  it('closes a page within two seconds of the end of its token', async () => {
    const { address } = await rig.start();
    const token = await rig.desk.tokenFor({ ...patient, life: 2 });
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number };
    const { ended } = await aSocket(address, token);
    const { code, at } = await ended;
    expect(code).to.equal(4401);
    expect(at - exp * 1000).to.be.within(0, 2000);
  });
});
