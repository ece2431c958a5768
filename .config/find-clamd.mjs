// Finds the antivirus of this machine. Depends on nothing, so that it can run before `npm ci`.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';

/**
 * The path of clamd; `undefined` where there is none. `CONSULT_CLAMD_PROGRAM` wins.
 * @returns {string | undefined}
 */
export function findClamd() {
  const folders = [
    ...(env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ];
  const places = folders.filter(Boolean).map((folder) => join(folder, 'clamd'));
  return [env.CONSULT_CLAMD_PROGRAM, ...places].find((path) => path && existsSync(path));
}
