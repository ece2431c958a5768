import { FEED_CLOSE } from '@consult/core/wire';
import { ConsultError } from '@consult/core';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { ServerConfig } from '../deps.js';
import type { UpgradeHandler } from '../http/upgrade-router.js';
import { BEAT_SHARES, type Feed, type FeedPeer, type Visitor } from './feed.js';

/** What the sockets need from outside. */
export interface FeedSocketsOptions {
  readonly feed: Feed;
  readonly config: Pick<ServerConfig, 'frameBytes' | 'origins'>;
  /** Bytes that may wait for a slow reader before it is let go. */
  readonly bufferBytes: number;
  /** How long a socket may be silent before it counts as dead, in ms. */
  readonly deadMs: number;
  /** ms on a clock that does not jump. */
  monotonic(): number;
}

/** The feed's WebSockets of this process. */
export interface FeedSockets {
  /** Takes `/v1/feed?ticket=…`. Origin and ticket are checked before the 101. */
  readonly upgrade: UpgradeHandler;
  /** Asks every socket, or one of the `BEAT_SHARES`, for a sign of life; drops those that have given none for `deadMs`. */
  ping(share?: number): void;
  /** Drops all that are left, without a closing handshake. */
  terminate(): void;
}

/** Puts `ws` behind the feed. */
export function createFeedSockets({ feed, config, ...options }: FeedSocketsOptions): FeedSockets {
  const { bufferBytes, deadMs, monotonic } = options;
  /** When each socket was last heard of, and with which share it is asked. */
  const heard = new Map<WebSocket, { at: number; readonly share: number }>();
  let accepted = 0;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false, // a bomb and 300 kB a socket, for frames of a few hundred bytes
    maxPayload: config.frameBytes,
    maxFragments: 16,
    closeTimeout: CLOSE_TIMEOUT_MS,
  } as ServerOptions);

  const accept = (visitor: Visitor, socket: WebSocket) => {
    const life = { at: monotonic(), share: accepted++ % BEAT_SHARES };
    heard.set(socket, life);
    const leave = feed.join(visitor, peerOf(socket, bufferBytes));
    socket.on('pong', () => (life.at = monotonic()));
    socket.on('message', () => socket.close(FEED_CLOSE.policy)); // the client says nothing here
    socket.on('error', () => undefined); // a broken frame; `close` follows
    socket.on('close', () => {
      heard.delete(socket);
      leave();
    });
  };

  return {
    upgrade(request, socket, head) {
      const { origin } = request.headers;
      if (origin === undefined || !config.origins.includes(origin)) throw new ConsultError('origin-refused');
      const ticket = new URLSearchParams(request.url?.split('?', 2)[1]).get('ticket') ?? '';
      const visitor = feed.redeem(ticket, origin);
      server.handleUpgrade(request, socket, head, (opened) => accept(visitor, opened));
    },
    ping(share) {
      const now = monotonic();
      for (const [socket, life] of heard) {
        if (share !== undefined && share !== life.share) continue;
        if (now - life.at > deadMs) socket.terminate();
        else socket.ping();
      }
    },
    terminate() {
      for (const socket of heard.keys()) socket.terminate();
    },
  };
}

const CLOSE_TIMEOUT_MS = 5_000;

/** A peer refuses a frame when too much is waiting already; the feed then lets it go, and it asks the log when it is back. */
const peerOf = (socket: WebSocket, bufferBytes: number): FeedPeer => ({
  send(text) {
    if (socket.bufferedAmount > bufferBytes) throw new ConsultError('unavailable');
    socket.send(text);
  },
  close: (code) => socket.close(code),
});
