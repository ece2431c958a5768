import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Carried } from './env.js';
import { problemOf, STATUS } from './errors.js';
import type { AddressOf } from './node-address.js';
import { keepPace, type PaceLimits } from './node-pace.js';

/** How long and how large a request may be before the app sees it. */
export interface TransportLimits extends PaceLimits {
  readonly headerBytes: number;
  readonly headersMs: number;
}

/** What is listened with. */
export interface NodeServerOptions {
  readonly app: {
    fetch(request: Request, env: Required<Carried>): Response | Promise<Response>;
  };
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
  readonly addressOf: AddressOf;
  readonly limits: TransportLimits;
}

/** The app behind Node's HTTP server. */
export function createNodeServer({ app, upgrade, addressOf, limits }: NodeServerOptions): Server {
  const listener = getRequestListener((request, bindings) => {
    const incoming = bindings.incoming as IncomingMessage;
    return app.fetch(request, {
      address: addressOf(incoming),
      // Who stops reading destroys nothing: the rest is drained when the answer is out.
      body: () => incoming.iterator({ destroyOnReturn: false }),
    });
  });
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: Math.max(limits.requestMs, limits.uploadMs),
      connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
    },
    (request, answer) => {
      keepPace(request, answer, limits);
      // A Request of the Fetch standard cannot be a TRACE, so the app never gets to refuse it.
      if (request.method !== 'TRACE') return void listener(request, answer);
      answer.writeHead(STATUS['not-found'], {
        'Content-Type': 'application/problem+json',
        Connection: 'close',
      });
      answer.end(JSON.stringify(problemOf('not-found')));
    },
  );
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
  return server;
}

/** Stops accepting, lets the requests under way end, and after `patience` ms ends what is left; `onLate` ends the rest. */
export async function drain(server: Server, patience: number, onLate: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection goes idle only after its last answer; `close` has looked just once.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => {
    server.closeAllConnections();
    onLate(); // upgraded connections are no longer the HTTP server's
  }, patience);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
