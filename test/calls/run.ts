import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end and answers what it printed; throws with what it complained about. */
export async function run(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(command, args);
  return stdout;
}
