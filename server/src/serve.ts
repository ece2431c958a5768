import { hash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ID_BYTES, idOf } from '@consult/core';
import { createRemoteJWKSet } from 'jose';
import { createApp } from './app.js';
import { BROKER_PATH, BROKER_ROUTE, type Broker, createBroker } from './calls/broker.js';
import { type BrokerFleet, createBrokerFleet } from './calls/broker-fleet-node.js';
import { type Brokers, oneBroker } from './calls/brokers.js';
import { readBrokerSecret, readTurnSecret } from './calls/broker-secret.js';
import { createSeal } from './calls/broker-tickets.js';
import { createIceServers, type IceServers } from './calls/ice-servers.js';
import { remoteBroker } from './calls/remote-broker.js';
import { openDocuments, type Documents } from './conclusions/documents-node.js';
import type { Installation } from './config.js';
import type { Deps, Log, Stores } from './deps.js';
import { whenLater } from './feed/attendance.js';
import { createFeed } from './feed/create-feed.js';
import { createFeedSockets } from './feed/socket.js';
import { folderByteStore } from './files/byte-folder.js';
import { clamdAntivirus } from './files/clamd.js';
import { createScanner } from './files/scanner.js';
import { tusUploads } from './files/tus-uploads.js';
import { createAddressOf } from './http/node-address.js';
import { listen } from './http/node-listen.js';
import { createNodeServer, drain } from './http/node-server.js';
import { createUpgradeRouter, type UpgradeHandler } from './http/upgrade-router.js';
import { createIdentify } from './identity/create-identify.js';
import type { PortalTrust } from './identity/portal-keys.js';
import { createFlexibleLimiter } from './limits/flexible-limiter.js';
import { warnOfCalendar } from './requests/calendar-warning.js';
import type { Channel } from './notices/channel.js';
import { openChannels } from './notices/open-channels-node.js';
import { emptyOutbox, type OutboxDeps } from './notices/outbox.js';
import { tellAnchor } from './records/anchor.js';
import { settleRepresentations } from './people/people-service.js';
import { watchPresence } from './presence/presence-service.js';
import { createReadLogout } from './sessions/logout-token.js';
import { oneAtATime, startTimers } from './timers.js';

/** Where in the data folder the bytes of documents lie, and where those do that are not whole yet. */
const FILES_FOLDER = 'files';
const UPLOADS_FOLDER = 'uploads';

/** A server that listens. */
export interface RunningServer {
  /** Where, e.g. `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Takes nothing new, ends what is under way, says goodbye to the sockets. The stores stay open. */
  stop(): Promise<void>;
}

/** What the two sides of a call find one another by. */
type Lines = Pick<Deps, 'brokers' | 'iceServers'>;

/** Everything the app needs, as Node has it. */
export function createDeps(
  installation: Installation,
  stores: Stores,
  log: Log,
  documents: Documents,
  lines: Lines,
  stopping: () => boolean,
): Deps {
  const { server: config, portal } = installation;
  const now = () => Date.now();
  const trust: PortalTrust = { ...portal, keys: createRemoteJWKSet(portal.jwks), now };
  const random = randomFrom(512 * ID_BYTES);
  const deps: Deps = {
    stores,
    bytes: folderByteStore(join(installation.data, FILES_FOLDER)),
    print: documents.print,
    renderConclusion: documents.renderConclusion,
    signer: documents.signer,
    log,
    config,
    now,
    stopping,
    newId: (kind) => idOf(kind, random()),
    feed: createFeed({ epoch: stores.epoch, config, now }),
    ...lines,
    later: whenLater,
    limiter: createFlexibleLimiter(config),
    identify: createIdentify({
      ...trust,
      levels: config.levels,
      isEnded: stores.sessions.isEnded,
      digest: (token) => hash('sha256', token, 'base64'),
    }),
    readLogout: createReadLogout(trust),
  };
  const { clamd, data } = installation;
  const scanner = clamd ? createScanner(deps, clamdAntivirus(clamd)) : undefined;
  const withScanner = { ...deps, scanner };
  return { ...withScanner, resumable: tusUploads(withScanner, join(data, UPLOADS_FOLDER)) };
}

/** Random bytes for ids, fetched many at a time: each fetch costs as much as 60 ids. */
function randomFrom(bytes: number) {
  let pool = randomBytes(0);
  return () => {
    if (pool.length === 0) pool = randomBytes(bytes);
    const taken = pool.subarray(0, ID_BYTES);
    pool = pool.subarray(ID_BYTES);
    return taken;
  };
}

/** Listens. @throws StartError where the port cannot be had. */
export async function serve(
  installation: Installation,
  stores: Stores,
  log: Log,
  before: (deps: Deps) => Promise<void> = () => Promise.resolve(),
): Promise<RunningServer> {
  const { transport, server: config } = installation;
  let stopping = false;
  const documents = openDocuments(installation.signer, transport.documentMs);
  let address = '';
  const { brokers, local, fleet } = await openBrokers(installation, log, () => address);
  const iceServers = await openIceServers(installation.ice);
  const channels = await openChannels(installation.notices, config);
  const deps = createDeps(installation, stores, log, documents, { brokers, iceServers }, () => stopping);
  await settleRepresentations(deps);
  await before(deps);
  await tellAnchor(deps);
  watchPresence(deps);

  const sockets = createFeedSockets({
    feed: deps.feed,
    config,
    bufferBytes: transport.bufferBytes,
    deadMs: transport.deadMs,
    monotonic: () => performance.now(),
  });
  const addressOf = createAddressOf(installation.proxies);
  const routes = new Map<string, UpgradeHandler>([['/v1/feed', sockets.upgrade]]);
  if (local) routes.set(BROKER_ROUTE, local.upgrade);
  const server = createNodeServer({
    app: createApp(deps),
    upgrade: createUpgradeRouter({ routes, deps, addressOf }),
    addressOf,
    limits: transport,
  });
  address = await listen(server, installation);
  const outbox = createOutbox(deps, installation, channels);
  warnOfCalendar(deps);
  const stopTimers = startTimers(deps, transport, outbox.empty, (share) => {
    sockets.ping(share);
    if (share > 0) return;
    local?.ping();
    void fleet?.look();
  });
  void fleet?.look();
  log.info({ address }, 'ready');

  return {
    address,
    async stop() {
      stopping = true;
      stopTimers();
      deps.feed.close();
      local?.close();
      const onLate = () => {
        sockets.terminate();
        local?.terminate();
      };
      await Promise.all([drain(server, transport.drainMs, onLate), deps.scanner?.stop(), outbox.stop()]);
      await tellAnchor(deps).catch((error: unknown) =>
        log.error({ name: (error as Error).name }, 'anchor-failed'),
      );
      await documents.close();
    },
  };
}

/** The ICE servers, with the secret they share with the TURN server. */
async function openIceServers({ secret, secretFile, ...urls }: Installation['ice']): Promise<IceServers> {
  return createIceServers({ ...urls, turnSecret: secretFile ? await readTurnSecret(secretFile) : secret });
}

/** The brokers of calls: one in this process, or those elsewhere that have the same secrets. `own` is known once it listens. */
async function openBrokers(
  { broker: { urls, secretFiles }, server: config, transport: limits }: Installation,
  log: Log,
  own: () => string,
): Promise<{ readonly brokers: Brokers; readonly local?: Broker; readonly fleet?: BrokerFleet }> {
  const now = () => Date.now();
  if (secretFiles.length) {
    const seals = await Promise.all(
      secretFiles.map(async (file) => createSeal(await readBrokerSecret(file))),
    );
    const remotes = urls.map(({ href: address }, at) =>
      remoteBroker({ seal: seals[at] ?? seals[0]!, address, log, now, later: whenLater }),
    );
    if (remotes.length === 1) return { brokers: oneBroker(remotes[0]!) };
    const fleet = createBrokerFleet(remotes);
    return { brokers: fleet, fleet };
  }
  const local = createBroker({
    seal: createSeal(),
    limits,
    origins: config.origins,
    log,
    address: () => urls[0]?.href ?? `${own()}${BROKER_PATH}`,
    now,
    monotonic: () => performance.now(),
  });
  return { brokers: oneBroker(local), local };
}

/** The outbox of this process. Stopping waits for what is being sent, so that none of it is sent twice. */
function createOutbox(
  deps: Deps,
  { notices: { portal, mail, push }, transport }: Installation,
  channels: readonly Channel[],
) {
  const sender = mail?.from ?? push?.subject ?? '';
  const outbox: OutboxDeps = {
    ...deps,
    channels,
    frame: { portal: portal?.href ?? '', domain: sender.slice(sender.indexOf('@') + 1) },
    owner: randomUUID(),
    leaseMs: transport.leaseMs,
  };
  let round: Promise<unknown> = Promise.resolve();
  return {
    empty: oneAtATime(deps.log, 'outbox-failed', () => (round = emptyOutbox(outbox))),
    async stop() {
      await Promise.race([
        round.catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, transport.drainMs).unref()),
      ]);
      for (const channel of channels) channel.close?.();
    },
  };
}
