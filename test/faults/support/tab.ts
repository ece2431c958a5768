import type { Client, ClientOptions, KeptStorage, OpenLive } from '@consult/client';
import type { FeedFrame } from '@consult/core/wire';
import { WebSocket } from 'ws';
import { createClient } from '../../../packages/client/src/client.js';
import { readFrame } from '../../../packages/client/src/frames.js';
import type { Tuning } from '../../../packages/client/src/tuning.js';
import { PORTAL } from '../../server/main/server-program.js';

/** A page open in a browser, on real sockets, which can die as a page dies. */
export interface Tab {
  readonly client: Client;
  /**
   * The process of the page is killed: nothing it has begun goes on, nobody is told, and what it was about to write to
   * the storage is not written. Its locks fall, as the browser lets them.
   */
  kill(): void;
}

export interface TabWishes {
  readonly address: string;
  readonly getToken: ClientOptions['getToken'];
  /** What this browser keeps; hand the same to the next tab. */
  readonly storage: KeptStorage;
  readonly tuning?: Partial<Tuning>;
  /** Called with each request, before it leaves. */
  readonly onRequest?: (request: Request) => void;
  /** Called with each frame of the live feed. */
  readonly onFrame?: (frame: FeedFrame) => void;
}

/** The intervals of somebody who sees servers die all day. */
const QUICK: Partial<Tuning> = {
  backoff: [20, 400],
  tryEvery: 50,
  readAfter: 10,
  requestTimeout: 5000,
  helloWithin: 2000,
  socketEvery: 500,
  pollEvery: [200, 200],
};

export function openTab({ address, getToken, storage, tuning, onRequest, onFrame }: TabWishes): Tab {
  const life = new AbortController();
  const { signal } = life;
  const client = createClient(
    {
      server: address,
      getToken,
      storage: mortal(storage, signal),
      live: socketsFrom(address, signal, onFrame),
      async fetch(request) {
        if (signal.aborted) return never();
        onRequest?.(request);
        const headers = new Headers(request.headers);
        headers.set('Origin', PORTAL);
        const answer = await fetch(new Request(request, { headers, signal })).catch((error: unknown) => {
          if (signal.aborted) return never<Response>();
          throw error;
        });
        return signal.aborted ? never() : answer;
      },
    },
    { ...QUICK, ...tuning },
  );
  return {
    client,
    kill() {
      life.abort();
      client.close();
    },
  };
}

const never = <T>() => new Promise<T>(() => undefined);

/** The storage as a tab sees it: what it asks for after its death is not done. */
function mortal(storage: KeptStorage, signal: AbortSignal): KeptStorage {
  const whileAlive = async <T>(work: () => Promise<T>) => {
    if (signal.aborted) return never<T>();
    const done = await work();
    return signal.aborted ? never<T>() : done;
  };
  return {
    ...(storage.name !== undefined && { name: storage.name }),
    lasting: storage.lasting,
    get: (key) => whileAlive(() => storage.get(key)),
    set: (key, value) => whileAlive(() => storage.set(key, value)),
    delete: (key) => whileAlive(() => storage.delete(key)),
    keys: () => whileAlive(() => storage.keys()),
  };
}

/** WebSockets that name their page, as a browser's do. */
const socketsFrom =
  (address: string, signal: AbortSignal, onSeen?: (frame: FeedFrame) => void): OpenLive =>
  ({ ticket, onFrame, onClose }) => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/v1/feed?ticket=${ticket}`, {
      origin: PORTAL,
    });
    const die = () => socket.terminate();
    signal.addEventListener('abort', die);
    socket.on('error', () => undefined); // `close` follows
    socket.on('message', (data: Buffer) => {
      const frame = readFrame(data.toString());
      if (!frame || signal.aborted) return;
      onSeen?.(frame);
      onFrame(frame);
    });
    socket.on('close', (code) => {
      signal.removeEventListener('abort', die);
      if (!signal.aborted) onClose(code);
    });
    return { close: () => socket.close() };
  };
