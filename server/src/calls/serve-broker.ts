import { ConsultError } from '@consult/core';
import type { Log } from '../deps.js';
import { problemOf, refusalOf, retryAfterOf, STATUS } from '../http/errors.js';
import { createAddressOf } from '../http/node-address.js';
import { listen } from '../http/node-listen.js';
import { createNodeServer, drain } from '../http/node-server.js';
import { createUpgradeRouter } from '../http/upgrade-router.js';
import { createFlexibleLimiter } from '../limits/flexible-limiter.js';
import { type Broker, BROKER_PATH, BROKER_ROUTE, createBroker } from './broker.js';
import type { BrokerInstallation } from './broker-config.js';
import { readBrokerSecret } from './broker-secret.js';
import { createSeal, type Seal } from './broker-tickets.js';
import { BROKER_HEALTH, END_BYTES, readEnd } from './remote-broker.js';

/** A broker that listens. */
export interface RunningBroker {
  /** Where, e.g. `http://127.0.0.1:8081`. */
  readonly address: string;
  size(): ReturnType<Broker['size']>;
  /** Takes nothing new and says goodbye to the sockets. Running calls go on: their media does not pass here. */
  stop(): Promise<void>;
}

/** Runs a broker alone: sockets of PeerJS, a health check, and the word that a call is over. Nothing else is there. */
export async function serveBroker(installation: BrokerInstallation, log: Log): Promise<RunningBroker> {
  const { url, secretFile, origins, transport, limits, beatMs } = installation;
  const seal = createSeal(await readBrokerSecret(secretFile));
  const limiter = createFlexibleLimiter({ limits });
  let isStopping = false;
  const stopping = () => isStopping;
  const broker = createBroker({
    seal,
    limits: transport,
    origins,
    log,
    address: () => url.href,
    now: () => Date.now(),
    monotonic: () => performance.now(),
  });
  const addressOf = createAddressOf(installation.proxies);
  const server = createNodeServer({
    app: {
      async fetch(request, { address }) {
        try {
          const path = `${request.method} ${new URL(request.url).pathname}`;
          if (path === 'GET /healthz' || path === `GET ${BROKER_PATH}${BROKER_HEALTH}`)
            return health(stopping());
          const wait = await limiter.take('requests-per-address', address);
          if (wait > 0) throw new ConsultError('too-many-requests', { retryAfter: wait });
          if (path === `POST ${BROKER_PATH}end`) return await end(request, broker, seal);
          throw new ConsultError('not-found');
        } catch (error) {
          return refuse(error, log);
        }
      },
    },
    upgrade: createUpgradeRouter({
      routes: new Map([[BROKER_ROUTE, broker.upgrade]]),
      deps: { limiter, log, stopping },
      addressOf,
    }),
    addressOf,
    limits: transport,
  });
  const address = await listen(server, installation);
  const beat = setInterval(() => broker.ping(), beatMs);
  log.info({ address }, 'ready');

  return {
    address,
    size: () => broker.size(),
    async stop() {
      isStopping = true;
      clearInterval(beat);
      broker.close();
      await drain(server, transport.drainMs, () => broker.terminate());
    },
  };
}

function health(stopping: boolean) {
  if (stopping) throw new ConsultError('unavailable');
  return Response.json({ status: 'ok' }, { headers: HEADERS });
}

/** The server tells it; nobody else can write such a text. */
async function end(request: Request, broker: Broker, seal: Seal) {
  if (Number(request.headers.get('Content-Length') ?? Infinity) > END_BYTES)
    throw new ConsultError('too-large');
  const call = readEnd(seal, broker.address, await request.text(), Date.now());
  if (call === undefined) throw new ConsultError('signed-out');
  broker.end(call);
  return new Response(null, { status: 204, headers: HEADERS });
}

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

function refuse(error: unknown, log: Log) {
  const code = refusalOf(error);
  if (code === 'failed') log.error({ name: (error as Error).name }, 'request-failed');
  const wait = retryAfterOf(error);
  return new Response(JSON.stringify(problemOf(code)), {
    status: STATUS[code],
    headers: {
      ...HEADERS,
      'Content-Type': 'application/problem+json',
      ...(wait !== undefined && { 'Retry-After': wait }),
    },
  });
}
