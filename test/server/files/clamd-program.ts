import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eicar } from '../../support/papers.js';
import { eventually } from '../../support/eventually.js';
import { aFolder } from '../db/stores.js';
import { freePort } from '../../support/free-port.js';

/** A clamd of our own, which knows one signature and no network. */
export interface ClamdProgram {
  readonly socket: { readonly path: string };
  readonly tcp: { readonly host: string; readonly port: number };
  stop(): Promise<void>;
}

const { findClamd } = (await import(new URL('../../../.config/find-clamd.mjs', import.meta.url).href)) as {
  findClamd(): string | undefined;
};

/** Starts clamd. @throws where this machine has none: these tests are about the real one. */
export async function startClamd(folder = aFolder()): Promise<ClamdProgram> {
  const program = findClamd();
  if (!program) throw new Error('These tests need clamd (Debian: sudo apt-get install clamav-daemon).');
  const database = join(folder, 'signatures');
  const path = join(folder, 'clamd.sock');
  const tcp = { host: '127.0.0.1', port: await freePort() };
  mkdirSync(database, { recursive: true });
  const signature = Buffer.from(eicar(), 'latin1').toString('hex');
  writeFileSync(join(database, 'eicar.ndb'), `Consult.Test.Eicar:0:*:${signature}\n`);
  const settings = [
    `DatabaseDirectory ${database}`,
    `LocalSocket ${path}`,
    `TCPSocket ${tcp.port}`,
    `TCPAddr ${tcp.host}`,
    'Foreground yes',
    'StreamMaxLength 30M',
    ...(process.getuid?.() === 0 ? ['User root'] : []),
  ];
  writeFileSync(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const child = spawn(program, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  await eventually(() => answers(path));
  return {
    socket: { path },
    tcp,
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function answers(path: string) {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
