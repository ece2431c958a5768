import { connect, type Socket } from 'node:net';
import { ConsultError } from '@consult/core';
import type { Antivirus, ClamdAddress } from './antivirus.js';

/**
 * How long clamd may be silent, in ms: longer than it looks at one document (its MaxScanTime is two minutes), so that one
 * which takes it too long gets an answer. The rest is for one that reloads its database.
 */
const PATIENCE = 150_000;

/** Asks clamd over its socket, by INSTREAM (clamd(8)): each chunk goes with its length before it, and a zero ends them. */
export const clamdAntivirus = (address: ClamdAddress): Antivirus => ({
  async scan(bytes, signal) {
    const socket = connect(address);
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('silent')));
    const giveUp = () => void socket.destroy(new Error('given up'));
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    const [sent, said] = [send(socket, bytes), hear(socket)];
    try {
      await Promise.race([sent, said]); // it may answer before it has heard all
      const verdict = verdictOf(await said);
      if (verdict === 'clean') await sent; // of what it has not heard it knows nothing
      return verdict;
    } catch (error) {
      if (isBrokenOff(error)) return 'unsure'; // whatever it said before is lost with the line
      throw new ConsultError('unavailable', { cause: error });
    } finally {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      await Promise.allSettled([sent, said]);
    }
  },
});

/** Whatever stops it, the bytes are let go. */
async function send(socket: Socket, bytes: ReadableStream<Uint8Array>) {
  const reader = bytes.getReader();
  try {
    await write(socket, Buffer.from('zINSTREAM\0'));
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(next.value.byteLength);
      await write(socket, Buffer.concat([length, next.value]));
    }
    await write(socket, Buffer.alloc(4));
  } finally {
    await reader.cancel().catch(() => undefined);
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

/** Longer than its StreamMaxLength, or it stumbled: then it says something else, or nothing. */
function verdictOf(said: string) {
  if (/: OK\0?$/.test(said)) return 'clean';
  return / FOUND\0?$/.test(said) ? 'infected' : 'unsure';
}

/** Whether it was there, and hung up in the middle of the document. */
const isBrokenOff = (error: unknown) =>
  /^(ECONNRESET|EPIPE)$/.test((error as NodeJS.ErrnoException).code ?? '');
