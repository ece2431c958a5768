import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Rig } from './rig.js';

/** Arguments of Node for a server whose memory is measured. */
export const MEASURED = [
  '--expose-gc',
  '--import',
  new URL('answer-memory.mjs', `file://${process.cwd()}/test/bench/`).href,
];

/** The memory the process holds after a collection, in bytes. */
export async function memoryOf(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [{ rss }] = (await once(child, 'message')) as [{ rss: number }];
  return rss;
}

/** Starts the bare relay and speaks to it. */
export async function openFloorRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-floor-'));
  const child = fork('test/bench/floor-server.mjs', [join(folder, 'floor.db')], {
    execArgv: MEASURED,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const address = `ws://127.0.0.1:${line.toString().split(' ')[1]!.trim()}`;
  const sockets: WebSocket[] = [];
  const connect = async (path: string) => {
    const socket = new WebSocket(address + path, { perMessageDeflate: false });
    sockets.push(socket);
    await once(socket, 'open');
    return socket;
  };

  const waiting = new Map<string, () => void>();
  const writer = async () => {
    const socket = await connect('/write');
    socket.on('message', (data: Buffer) => {
      const { ack } = JSON.parse(data.toString()) as { ack: string };
      waiting.get(ack)?.();
      waiting.delete(ack);
    });
    return (text: string) =>
      new Promise<void>((resolve) => {
        const key = crypto.randomUUID();
        waiting.set(key, resolve);
        socket.send(JSON.stringify({ key, text }));
      });
  };
  const send = await writer();

  return {
    name: 'floor',
    send,
    async watch(seen) {
      const socket = await connect('/read');
      socket.on('message', (data: Buffer) => seen((JSON.parse(data.toString()) as { text: string }).text));
    },
    async flood(count, inFlight) {
      // Each of them on a connection of its own, as people are, and as they are with us.
      const writers = await Promise.all(Array.from({ length: inFlight }, writer));
      const start = performance.now();
      let left = count;
      await Promise.all(
        writers.map(async (write) => {
          while (left-- > 0) await write(`Болит уже ${left} дней`);
        }),
      );
      return (count * 1000) / (performance.now() - start);
    },
    async idle(count) {
      const before = await memoryOf(child);
      for (let n = 0; n < count; n++) await connect('/idle');
      return ((await memoryOf(child)) - before) / count;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}
