// One program of `npm start`: a process whose log goes to a file and whose troubles are told.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** How long a program may take to answer at first: the demonstration is written meanwhile. */
const PATIENCE = 60_000;
/** How long a program may take to end by itself: the server lets answers under way leave first. */
const FAREWELL = 15_000;

/**
 * Starts `file`. It is no member of our process group: a terminal's Ctrl-C comes to us alone, and we tell it once.
 *
 * @param {{ name: string, file: string, env: Record<string, string>, log: string, health: string, cwd: string }} what
 */
export function startProgram({ name, file, env, log, health, cwd }) {
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    cwd,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createWriteStream(log, { flags: 'a', mode: 0o600 });
  lines.on('error', () => undefined); // a full disk is the program's own trouble, and it tells
  child.stdout.pipe(lines, { end: false });
  child.stderr.pipe(lines, { end: false });
  let lastWord = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastWord = line.trim() || lastWord;
  });

  let leaving = false;
  const ended = new Promise((done) => {
    child.once('error', ({ message }) => done(message));
    child.once('close', (code, signal) =>
      done(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    );
  });

  return {
    name,
    log,
    /** Resolves when it answers. */
    async ready() {
      const until = Date.now() + PATIENCE;
      while (Date.now() < until) {
        const answer = await fetch(health, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
        if (answer?.ok || leaving) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`The ${name} does not answer at ${health}; its log is ${log}`);
    },
    /** Rejects when it ends though nobody asked it to. */
    async unasked() {
      const how = await ended;
      if (leaving) return new Promise(() => undefined);
      throw new Error(lastWord ? `The ${name} ${how}: ${lastWord}` : `The ${name} ${how}; its log is ${log}`);
    },
    /** Asks it to end, then insists; resolves when it is gone. */
    async stop() {
      leaving = true;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), FAREWELL);
      await ended;
      clearTimeout(insist);
    },
    /** Ends it at once. */
    kill: () => child.kill('SIGKILL'),
  };
}
