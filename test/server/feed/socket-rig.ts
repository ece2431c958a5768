import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import { CONFIG_DEFAULTS, TRANSPORT_DEFAULTS } from '../../../server/src/config-defaults.js';
import type { Identity, Log, LogFields, ServerConfig } from '../../../server/src/deps.js';
import { createFeed } from '../../../server/src/feed/create-feed.js';
import type { Feed } from '../../../server/src/feed/feed.js';
import { createFeedSockets, type FeedSockets } from '../../../server/src/feed/socket.js';
import { createNodeServer } from '../../../server/src/http/node-server.js';
import { createUpgradeRouter } from '../../../server/src/http/upgrade-router.js';
import { createMemoryLimiter } from '../../../server/src/limits/memory-limiter.js';

export const PORTAL = 'https://portal.example';

/** The feed behind a real, listening server. */
export interface SocketRig {
  readonly feed: Feed;
  readonly sockets: FeedSockets;
  readonly server: Server;
  readonly port: number;
  readonly clock: { now: number };
  readonly logged: { readonly fields: LogFields; readonly event: string }[];
  ticket(person?: Partial<Identity>, origin?: string | null): string;
  /** Opens a socket and waits for `hello`; `frames` is what it hears after that. */
  open(person?: Partial<Identity>): Promise<{ socket: WebSocket; frames: unknown[] }>;
  /** Tries to open one; answers the status of the refusal, or 101. */
  knock(path: string, options?: ClientOptions): Promise<number>;
  close(): Promise<void>;
}

export async function openSocketRig(
  config: Partial<ServerConfig> = {},
  transport: Partial<typeof TRANSPORT_DEFAULTS> = {},
): Promise<SocketRig> {
  const settings: ServerConfig = { ...CONFIG_DEFAULTS, origins: [PORTAL], ...config };
  const limits = { ...TRANSPORT_DEFAULTS, ...transport };
  const clock = { now: Date.UTC(2026, 4, 12, 9) };
  const now = () => clock.now;
  const logged: { fields: LogFields; event: string }[] = [];
  const note = (fields: LogFields, event: string) => void logged.push({ fields, event });
  const log: Log = { info: note, warn: note, error: note };
  const feed = createFeed({ epoch: 'epoch_1', config: settings, now });
  const sockets = createFeedSockets({ ...limits, feed, config: settings, monotonic: now });
  const addressOf = () => '127.0.0.1';
  const server = createNodeServer({
    app: { fetch: () => Response.json({ still: 'here' }) },
    upgrade: createUpgradeRouter({
      routes: new Map([['/v1/feed', sockets.upgrade]]),
      deps: { limiter: createMemoryLimiter(settings, now), log },
      addressOf,
    }),
    addressOf,
    limits,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = (path: string) => `ws://127.0.0.1:${port}${path}`;

  const ticket: SocketRig['ticket'] = (person = {}, origin = PORTAL) =>
    feed.issueTicket(
      {
        person: 'per_1',
        role: 'patient',
        organisation: null,
        level: 'confirmed',
        session: 'sid_1',
        expiresAt: clock.now + 600_000,
        ...person,
      },
      origin,
    ).ticket;

  return {
    feed,
    sockets,
    server,
    port,
    clock,
    logged,
    ticket,
    async open(person) {
      const socket = new WebSocket(url(`/v1/feed?ticket=${ticket(person)}`), { origin: PORTAL });
      const frames: unknown[] = [];
      await once(socket, 'message');
      socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
      return { socket, frames };
    },
    knock: (path, options = { origin: PORTAL }) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url(path), options);
        socket.on('unexpected-response', (request, answer) => {
          resolve(answer.statusCode!);
          request.destroy();
        });
        socket.on('open', () => {
          resolve(101);
          socket.terminate();
        });
        socket.on('error', reject);
      }),
    async close() {
      sockets.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
