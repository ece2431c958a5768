import { readFile } from 'node:fs/promises';
import { StartError } from '../start-error.js';
import { SECRET_BYTES } from './broker-tickets.js';

/** Reads what server and TURN server share. White space around it does not count. @throws StartError */
export async function readTurnSecret(file: string): Promise<string> {
  const secret = await readText(file, 'CONSULT_TURN_SECRET_FILE');
  if (secret) return secret;
  throw new StartError('the file of CONSULT_TURN_SECRET_FILE is empty');
}

async function readText(file: string, variable: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(`the file of ${variable} cannot be read (${cause.code})`, { cause });
  });
  return text.trim();
}

/** Reads what server and broker share. White space around it does not count. @throws StartError */
export async function readBrokerSecret(file: string): Promise<Uint8Array> {
  const secret = Buffer.from(await readText(file, 'CONSULT_BROKER_SECRET_FILE'));
  if (secret.length >= SECRET_BYTES) return secret;
  throw new StartError(
    `the secret in the file of CONSULT_BROKER_SECRET_FILE is too short: ${SECRET_BYTES} characters at least, e.g. by \`openssl rand -hex 32\``,
  );
}
