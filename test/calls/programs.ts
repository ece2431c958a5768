import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that the street keeps running until it is taken down. */
export interface Running {
  readonly child: ChildProcess;
  output(): string;
  stop(): Promise<void>;
}

/** Starts a command and waits until it has printed `ready`; rejects with what it printed where it ended before. */
export async function keepRunning(
  [command, ...args]: readonly [string, ...string[]],
  ready: RegExp,
): Promise<Running> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const answers = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += String(chunk);
        if (ready.test(output)) resolve();
      });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${output}`)));
  });
  await answers;
  return {
    child,
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
