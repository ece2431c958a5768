import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { BrokerPort } from '../../../server/src/calls/broker-port.js';
import { readInstallation } from '../../../server/src/config.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import type { Log, Stores } from '../../../server/src/deps.js';
import { type RunningServer, serve } from '../../../server/src/serve.js';
import { openTokenDesk, type TokenDesk } from '../../support/token-desk.js';
import { PORTAL } from './broker-rig.js';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
let desk: TokenDesk;
let stores: Stores;
let server: RunningServer | undefined;
let broker: BrokerPort;

async function start(env: Record<string, string> = {}) {
  const installation = readInstallation({
    CONSULT_PORT: '0',
    CONSULT_DATA: folder,
    CONSULT_JWKS_URL: desk.jwksUrl,
    CONSULT_ISSUER: desk.issuer,
    CONSULT_ORIGINS: PORTAL,
    ...env,
  });
  server = await serve(installation, stores, silent, (deps) => {
    broker = deps.brokers.of('call_1');
    return Promise.resolve();
  });
  return server.address;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-broker-'));
  desk = await openTokenDesk();
  stores = await openStores(folder);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await stores.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a place as a page does that was told where the broker is. */
function enter(address: string, call = 'call_1') {
  const peer = `${call}-doctor`;
  const expiresAt = Date.now() + 30_000;
  const token = broker.issue({ call, peer, partner: `${call}-patient`, side: 'doctor', expiresAt });
  const url = new URL('peerjs', address.replace('http', 'ws'));
  url.search = String(new URLSearchParams({ key: 'peerjs', id: peer, token }));
  const socket = new WebSocket(url, { origin: PORTAL });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  return new Promise<{ socket: WebSocket; closed: Promise<number> }>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('message', () => resolve({ socket, closed }));
  });
}

describe('The server with its broker inside', () => {
  it('names its own address in the absence of another, and is the broker there', async () => {
    const address = await start();
    expect(broker.address).to.equal(`${address}/v1/broker/`);
    const { closed } = await enter(broker.address);
    broker.end('call_1');
    expect(await closed).to.equal(1000);
  });

  it('names the public address it was given', async () => {
    const address = await start({ CONSULT_BROKER_URL: 'https://consult.example/v1/broker' });
    expect(broker.address).to.equal('https://consult.example/v1/broker/');
    const { socket } = await enter(`${address}/v1/broker/`);
    socket.terminate();
  });

  it('shows nothing of PeerJS over HTTP, to a stranger or to somebody signed in', async () => {
    const address = await start();
    const { socket } = await enter(broker.address);
    const headers = { Authorization: `Bearer ${await desk.tokenFor({ person: 'per_1', role: 'patient' })}` };
    for (const path of ['', '/', '/peerjs', '/peerjs/id', '/peerjs/peers', '/peers', '/id', '/end']) {
      const signedIn = await fetch(`${address}/v1/broker${path}`, { headers });
      expect([path, signedIn.status]).to.deep.equal([path, 404]);
      const stranger = await fetch(`${address}/v1/broker${path}`);
      expect([path, stranger.status]).to.deep.equal([path, 401]);
    }
    for (const path of ['/peerjs', '/peerjs/id', '/peerjs/peers', '/id', '/peers'])
      expect([path, (await fetch(address + path)).status]).to.deep.equal([path, 404]);
    socket.terminate();
  });

  it('stops at once with pages at the broker, and tells them to come back', async () => {
    await start();
    const { closed } = await enter(broker.address);
    const begun = performance.now();
    await server!.stop();
    expect(performance.now() - begun).to.be.lessThan(3_000);
    expect(await closed).to.equal(1012);
  });

  it('stops in its time with a page that does not answer', async () => {
    await start({ CONSULT_DRAIN_MS: '500' });
    const { socket, closed } = await enter(broker.address);
    socket.pause();
    const begun = performance.now();
    await server!.stop();
    expect(performance.now() - begun).to.be.within(400, 3_000);
    socket.resume();
    await closed;
  });
});
