import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** The repository. */
export const ROOT = new URL('../../..', import.meta.url).pathname;

/** What is published, in the order in which it depends. */
export const PUBLISHED = [
  'packages/core',
  'packages/client',
  'packages/elements',
  'packages/verify',
  'server',
] as const;

const PATH = [join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter);

/** Runs a program, one of `node_modules/.bin` first; answers what it printed, and throws it where it failed. */
export async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd,
      env: { ...process.env, PATH, FORCE_COLOR: '0' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}
