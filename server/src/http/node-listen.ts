import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../start-error.js';

/** Listens, and answers where, e.g. `http://127.0.0.1:8080`. @throws StartError where the port cannot be had. */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new StartError(reasonNotToListen(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
  const taken = server.address() as AddressInfo;
  return `http://${taken.family === 'IPv6' ? `[${taken.address}]` : taken.address}:${taken.port}`;
}

function reasonNotToListen({ code = 'failed' }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is taken; choose another by CONSULT_PORT`;
  if (code === 'EACCES') return `port ${port} on ${host} needs rights this user has not got (CONSULT_PORT)`;
  return `cannot listen on ${host}:${port} (${code}); see CONSULT_HOST and CONSULT_PORT`;
}
