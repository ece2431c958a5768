import { readFile } from 'node:fs/promises';
import { StartError } from './start-error.js';

/** Reads a secret that an installation keeps in a file. White space around it does not count. @throws StartError */
export async function readSecret(file: string, variable: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(`the file of ${variable} cannot be read (${cause.code})`, { cause });
  });
  const secret = text.trim();
  if (secret) return secret;
  throw new StartError(`the file of ${variable} is empty`);
}
