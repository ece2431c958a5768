import { connect, type Socket } from 'node:net';
import { ConsultError } from '@consult/core';
import type { Antivirus, ClamdAddress } from './antivirus.js';

/** How long clamd may be silent, in ms. A document takes it milliseconds; the wait is for one that reloads its database. */
const PATIENCE = 60_000;

/** Asks clamd over its socket, by INSTREAM (clamd(8)): each chunk goes with its length before it, and a zero ends them. */
export const clamdAntivirus = (address: ClamdAddress): Antivirus => ({
  async scan(bytes, signal) {
    const socket = connect(address);
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('silent')));
    const giveUp = () => void socket.destroy(new Error('given up'));
    signal.addEventListener('abort', giveUp);
    try {
      const said = hear(socket);
      said.catch(() => undefined); // it is awaited below, unless sending fails first
      await Promise.race([send(socket, bytes), said]);
      return verdictOf(await said);
    } catch (error) {
      throw new ConsultError('unavailable', { cause: error });
    } finally {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      await bytes.cancel().catch(() => undefined);
    }
  },
});

async function send(socket: Socket, bytes: ReadableStream<Uint8Array>) {
  await write(socket, Buffer.from('zINSTREAM\0'));
  const reader = bytes.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(next.value.byteLength);
      await write(socket, Buffer.concat([length, next.value]));
    }
    await write(socket, Buffer.alloc(4));
  } finally {
    reader.releaseLock();
  }
}

const write = (socket: Socket, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));

/** All that is said until the line is closed. */
async function hear(socket: Socket): Promise<string> {
  let said = '';
  for await (const part of socket) said += String(part);
  return said;
}

function verdictOf(said: string) {
  if (/: OK\0?$/.test(said)) return 'clean';
  if (/ FOUND\0?$/.test(said)) return 'infected';
  throw new Error('no verdict');
}
