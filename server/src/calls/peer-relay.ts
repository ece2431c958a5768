import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { ExpressPeerServer } from 'peer';
import type { WebSocketServer } from 'ws';

/** A place among the peers: what is said here goes on to whom it is meant for. */
export interface PeerPlace {
  /** Takes a frame that was judged. */
  say(text: string): void;
  /** Nothing is heard or said any more, from this moment on. */
  leave(): void;
}

/** The PeerJS broker as a thing that passes frames on, and nothing else: it has no socket, no port and no timer. */
export interface PeerRelay {
  /** `hear` is told what the broker says to this peer, `OPEN` first. The id must be free. */
  join(peer: string, hear: (text: string) => void): PeerPlace;
}

const KEY = 'peerjs';

/**
 * Puts `peer` behind something that looks like a WebSocket server and is none, so that a real socket is never in its hands:
 * it would read frames that nobody has judged, and with an id that is taken it leaves the old socket able to speak
 * (`_configureWS` of 1.0.2). Its HTTP endpoints (`/id`, `/peers`) hang on an Express host that never listens.
 */
export function createPeerRelay(onError: (error: Error) => void): PeerRelay {
  const door = new EventEmitter();
  const peers = ExpressPeerServer(createServer(), {
    path: '/',
    key: KEY,
    allow_discovery: false,
    concurrent_limit: Number.MAX_SAFE_INTEGER, // the broker counts
    createWebSocketServer: () => door as WebSocketServer,
  });
  peers.on('error', onError); // without a listener it would end the process
  withoutTimers(() => express().use(peers)); // it starts when it is mounted

  return {
    join(peer, hear) {
      let here = true;
      const line = Object.assign(new EventEmitter(), {
        send: (text: string) => void (here && hear(text)),
        close: () => undefined,
      });
      const query = new URLSearchParams({ id: peer, token: peer, key: KEY });
      door.emit('connection', line, { url: `/?${query}` });
      return {
        say: (text) => void (here && line.emit('message', text)),
        leave() {
          here = false;
          line.emit('close');
        },
      };
    },
  };
}

/**
 * `peer` arms two timers when it starts, and each arms itself again without end: for peers that are silent and for frames
 * whose receiver is not there. The broker looks after both, and they would keep the process; there is no `close()`.
 */
function withoutTimers(start: () => void) {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (() => undefined) as unknown as typeof setTimeout;
  try {
    start();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}
