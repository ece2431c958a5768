import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ConsultError, type ErrorCode } from '@consult/core';
import type { Deps } from '../deps.js';
import { problemOf, refusalOf, retryAfterOf, STATUS } from './errors.js';

/** Takes over a connection that asks to become a WebSocket. What it throws is answered as a problem, before any 101. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

/** What the router needs from outside. */
export interface UpgradeRouterOptions {
  /** Who takes which path, e.g. `/v1/feed`. */
  readonly routes: ReadonlyMap<string, UpgradeHandler>;
  readonly deps: Pick<Deps, 'limiter' | 'log' | 'stopping'>;
  /** The client's network address, as for requests. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** The one listener of the HTTP server's `upgrade`: counts, finds the path's handler, and answers for all that is refused. */
export function createUpgradeRouter({ routes, deps, addressOf }: UpgradeRouterOptions) {
  return async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', destroyed); // an emitter without this listener would end the process
    const route = pathOf(request);
    const handler = routes.get(route);
    try {
      if (deps.stopping?.()) throw new ConsultError('unavailable');
      const wait = await deps.limiter.take('requests-per-address', addressOf(request));
      if (wait > 0) throw new ConsultError('too-many-requests', { retryAfter: wait });
      if (!handler) throw new ConsultError('not-found');
      socket.off('error', destroyed);
      await handler(request, socket, head);
    } catch (error) {
      socket.on('error', destroyed);
      const code = refusalOf(error);
      const fields = { route: handler ? route : '*', code, status: STATUS[code] };
      if (code === 'failed') deps.log.error({ ...fields, name: (error as Error).name }, 'upgrade-failed');
      else deps.log.info(fields, 'upgrade-refused');
      refuse(socket, code, retryAfterOf(error));
    }
  };
}

function destroyed(this: Duplex) {
  this.destroy();
}

/** The path without the query, which holds a ticket and must not reach the log. */
const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0]!;

function refuse(socket: Duplex, code: ErrorCode, wait: string | undefined) {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemOf(code));
  const head = [
    `HTTP/1.1 ${STATUS[code]} ${code}`,
    'Connection: close',
    'Cache-Control: no-store',
    ...(wait === undefined ? [] : [`Retry-After: ${wait}`]),
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
