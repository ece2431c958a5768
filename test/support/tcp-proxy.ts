import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** How the proxy treats what passes. `drop`: bytes vanish and nobody is told, as on a dead radio link. */
export type ProxyMode = 'pass' | 'drop' | 'refuse';

/** A network between a browser and a server that a test can spoil. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections stand now. */
  readonly open: number;
  /** Bytes that passed towards the server since the start. */
  readonly sent: number;
  mode(mode: ProxyMode): void;
  /** Holds every chunk back for so many ms, in both directions. */
  delay(ms: number): void;
  /** Cuts all connections with a reset, as a restarted router does. */
  cut(): void;
  /** Calls back once the next chunk towards the server that contains `text` has been let through. */
  afterSending(text: string, then: () => void): void;
  close(): Promise<void>;
}

/** Opens a proxy on a free port of the loopback to `target` there. */
export async function openTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const watches = new Set<{ text: string; then: () => void }>();
  let mode: ProxyMode = 'pass';
  let delay = 0;
  let sent = 0;

  const pipe = (from: Socket, to: Socket, outward: boolean) => {
    from.on('data', (chunk) => {
      if (mode === 'drop') return;
      if (delay) setTimeout(() => to.writable && to.write(chunk), delay);
      else to.write(chunk);
      if (outward) notice(chunk);
    });
    from.on('end', () => mode !== 'drop' && to.end());
  };
  const notice = (chunk: Buffer) => {
    sent += chunk.length;
    for (const watch of watches) {
      if (!chunk.includes(watch.text)) continue;
      watches.delete(watch);
      watch.then();
    }
  };

  const server = createServer((near) => {
    if (mode === 'refuse') return void near.resetAndDestroy();
    const far = connect(target, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    pipe(near, far, true);
    pipe(far, near, false);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on('error', () => undefined); // a cut is what we are here for
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    get open() {
      return pairs.size;
    },
    get sent() {
      return sent;
    },
    mode: (next) => void (mode = next),
    delay: (ms) => void (delay = ms),
    cut() {
      for (const [near, far] of pairs) {
        near.resetAndDestroy();
        far.destroy();
      }
    },
    afterSending: (text, then) => void watches.add({ text, then }),
    close() {
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
