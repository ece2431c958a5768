import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import { type Broker, BROKER_ROUTE, createBroker } from '../../../server/src/calls/broker.js';
import type { BrokerGrant } from '../../../server/src/calls/broker-port.js';
import { createSeal, type Seal } from '../../../server/src/calls/broker-tickets.js';
import {
  CONFIG_DEFAULTS,
  TRANSPORT_DEFAULTS,
  type TransportConfig,
} from '../../../server/src/config-defaults.js';
import type { Log, LogFields, ServerConfig } from '../../../server/src/deps.js';
import { createFeed } from '../../../server/src/feed/create-feed.js';
import { createFeedSockets } from '../../../server/src/feed/socket.js';
import { createNodeServer } from '../../../server/src/http/node-server.js';
import { createUpgradeRouter } from '../../../server/src/http/upgrade-router.js';
import { createMemoryLimiter } from '../../../server/src/limits/memory-limiter.js';

export const PORTAL = 'https://portal.example';

/** A frame as the broker sends it. */
export interface Frame {
  readonly type: string;
  readonly src?: string;
  readonly dst?: string;
  readonly payload?: unknown;
}

/** A page at the broker. */
export interface Page {
  readonly socket: WebSocket;
  /** What it has heard, `OPEN` first. */
  readonly heard: Frame[];
  readonly id: string;
  say(frame: unknown): void;
  /** Resolves with the code the socket is closed with. */
  readonly closed: Promise<number>;
}

/** The broker and the live feed behind one listening server. */
export interface BrokerRig {
  readonly broker: Broker;
  readonly port: number;
  readonly clock: { now: number };
  readonly logged: { readonly fields: LogFields; readonly event: string }[];
  /** A way in for one side of a call; changes what is given. */
  grant(call: string, side: 'doctor' | 'patient', changes?: Partial<BrokerGrant>): BrokerGrant;
  /** Tries to get in; answers the status of the refusal, or 101 and leaves at once. */
  knock(id: string, token: string, options?: ClientOptions): Promise<number>;
  /** As `knock`, with the problem's code. */
  refusal(id: string, token: string, options?: ClientOptions): Promise<string>;
  /** Gets in with a fresh ticket and waits for `OPEN`. */
  enter(grant: BrokerGrant): Promise<Page>;
  /** Both sides of a call. */
  pair(call: string): Promise<{ doctor: Page; patient: Page }>;
  /** A live feed of the same server, whose frames are kept. */
  feed(): Promise<{ socket: WebSocket; frames: unknown[]; hint(revision: number): void }>;
  close(): Promise<void>;
}

export async function openBrokerRig(
  changes: Partial<TransportConfig> = {},
  seal: Seal = createSeal(),
  { at = 0, origin = PORTAL }: { readonly at?: number; readonly origin?: string } = {},
): Promise<BrokerRig> {
  const settings: ServerConfig = {
    ...CONFIG_DEFAULTS,
    origins: [origin],
    limits: { ...CONFIG_DEFAULTS.limits, 'requests-per-address': { uses: 1e6, windowMs: 1_000 } },
  };
  const limits = { ...TRANSPORT_DEFAULTS, ...changes };
  const clock = { now: Date.UTC(2026, 10, 27, 9) };
  const now = () => clock.now;
  const logged: { fields: LogFields; event: string }[] = [];
  const note = (fields: LogFields, event: string) => void logged.push({ fields, event });
  const log: Log = { info: note, warn: note, error: note };
  const broker = createBroker({
    seal,
    limits,
    origins: settings.origins,
    log,
    address: () => 'https://consult.example/v1/broker/',
    now,
    monotonic: now,
  });
  const feed = createFeed({ epoch: 'epoch_1', config: settings, now });
  const sockets = createFeedSockets({ ...limits, feed, config: settings, monotonic: now });
  const addressOf = () => '127.0.0.1';
  const server = createNodeServer({
    app: { fetch: () => new Response(null, { status: 404 }) },
    upgrade: createUpgradeRouter({
      routes: new Map([
        ['/v1/feed', sockets.upgrade],
        [BROKER_ROUTE, broker.upgrade],
      ]),
      deps: { limiter: createMemoryLimiter(settings, now), log },
      addressOf,
    }),
    addressOf,
    limits,
  });
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const open = (id: string, token: string, options: ClientOptions = { origin }) => {
    const query = new URLSearchParams({ key: 'peerjs', id, token, version: '1.5.5' });
    return new WebSocket(`ws://127.0.0.1:${port}${BROKER_ROUTE}?${query}`, options);
  };

  const rig: BrokerRig = {
    broker,
    port,
    clock,
    logged,
    grant: (call, side, given) => ({
      call,
      peer: `${call}-${side}`,
      partner: `${call}-${side === 'doctor' ? 'patient' : 'doctor'}`,
      side,
      expiresAt: clock.now + 30_000,
      ...given,
    }),
    knock: (id, token, options) => knock(open(id, token, options)).then(({ status }) => status),
    refusal: (id, token, options) => knock(open(id, token, options)).then(({ code }) => code),
    enter: (grant) => enter(open(grant.peer, broker.issue(grant)), grant.peer),
    async pair(call) {
      const doctor = await rig.enter(rig.grant(call, 'doctor'));
      const patient = await rig.enter(rig.grant(call, 'patient'));
      return { doctor, patient };
    },
    async feed() {
      const identity = {
        person: 'per_1',
        role: 'patient' as const,
        organisation: null,
        level: 'confirmed' as const,
        session: 'sid_1',
        expiresAt: clock.now + 86_400_000,
      };
      const { ticket } = feed.issueTicket(identity, origin);
      const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/feed?ticket=${ticket}`, { origin });
      const frames: unknown[] = [];
      socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
      await once(socket, 'message');
      return { socket, frames, hint: () => feed.beat() };
    },
    async close() {
      broker.terminate();
      sockets.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return rig;
}

/** Waits for `OPEN`. */
async function enter(socket: WebSocket, id: string): Promise<Page> {
  const heard: Frame[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as Frame));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'message');
  const say = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return { socket, heard, id, say, closed };
}

function knock(socket: WebSocket) {
  return new Promise<{ status: number; code: string }>((resolve, reject) => {
    socket.on('unexpected-response', (request, answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += String(chunk)));
      answer.on('end', () => {
        const { code } = JSON.parse(body) as { code: string };
        resolve({ status: answer.statusCode!, code });
        request.destroy();
      });
    });
    socket.on('open', () => {
      resolve({ status: 101, code: 'in' });
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

/** What a page of ours says while it connects. */
export const offer = (dst: string, connectionId = 'mc_1') => ({
  type: 'OFFER',
  dst,
  payload: {
    type: 'media',
    connectionId,
    sdp: { type: 'offer', sdp: 'v=0\r\n' },
    metadata: { call: 'call_1' },
  },
});
export const answer = (dst: string) => ({
  type: 'ANSWER',
  dst,
  payload: { type: 'media', connectionId: 'mc_1', sdp: { type: 'answer', sdp: 'v=0\r\n' } },
});
export const candidate = (dst: string) => ({
  type: 'CANDIDATE',
  dst,
  payload: {
    type: 'media',
    connectionId: 'mc_1',
    candidate: { candidate: 'candidate:1 1 udp 1 127.0.0.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 },
  },
});
