import { readSecret } from '../secret-file-node.js';
import { StartError } from '../start-error.js';
import { SECRET_BYTES } from './broker-tickets.js';

/** Reads what server and TURN server share. @throws StartError */
export async function readTurnSecret(file: string): Promise<string> {
  return readSecret(file, 'CONSULT_TURN_SECRET_FILE');
}

/** Reads what server and broker share. @throws StartError */
export async function readBrokerSecret(file: string): Promise<Uint8Array> {
  const secret = Buffer.from(await readSecret(file, 'CONSULT_BROKER_SECRET_FILE'));
  if (secret.length >= SECRET_BYTES) return secret;
  throw new StartError(
    `the secret in the file of CONSULT_BROKER_SECRET_FILE is too short: ${SECRET_BYTES} characters at least, e.g. by \`openssl rand -hex 32\``,
  );
}
