import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program of the system under test, as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** What it has printed so far, both streams. */
  readonly output: () => string;
  /** Ends it at once, as a power switch does to a process. */
  kill(): Promise<void>;
  /** Asks it to end and waits until it has; answers its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts a Node program with just this environment (and PATH).
 *
 * @param through - A command that starts it in turn, e.g. one that limits or watches it, with its arguments.
 */
export function startProgram(
  file: string,
  env: Record<string, string>,
  through: readonly string[] = [],
): Program {
  const [command = process.execPath, ...rest] = [...through, process.execPath, file];
  const child = spawn(command, rest, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  return {
    child,
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** Waits until `url` answers with success; a program that ends before that is reported with what it printed. */
export async function untilReady(url: string, program: Program, patience = 20_000): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (program.child.exitCode !== null)
      throw new Error(`ended with ${program.child.exitCode}: ${program.output()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer: ${program.output()}`);
}
