import { ID_BYTES, idOf, type Actor } from '@consult/core';
import type { FeedFrame } from '@consult/core/wire';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { SqlJsStatic } from 'sql.js';
import { createApp } from './app.js';
import { endDueCalls } from './calls/call-service.js';
import { createIceServers, type IceConfig } from './calls/ice-servers.js';
import { oneBroker } from './calls/brokers.js';
import { createPageBroker, type PageBroker } from './calls/page-broker.js';
import { CONFIG_DEFAULTS } from './config-defaults.js';
import { printInPage, renderInPage } from './conclusions/render-page.js';
import { moveDue } from './consultations/clock.js';
import { openPageStores } from './db/sqlite/open-page.js';
import type { Deps, Log, ServerConfig } from './deps.js';
import type { RenderConclusion, Signer } from './conclusions/conclusion-sheet.js';
import { whenLater } from './feed/attendance.js';
import { createFeed } from './feed/create-feed.js';
import type { Visitor } from './feed/feed.js';
import type { Antivirus } from './files/antivirus.js';
import { memoryByteStore } from './files/byte-memory.js';
import type { ByteStore } from './files/byte-store.js';
import type { FileDeps } from './files/file-service.js';
import type { Resumable } from './files/resumable.js';
import { createScanner } from './files/scanner.js';
import { sweepFiles, SWEEP_GRACE } from './files/sweep.js';
import { lapseDueOffers } from './requests/clock.js';
import { createIdentify } from './identity/create-identify.js';
import type { PortalTrust } from './identity/portal-keys.js';
import { createMemoryLimiter } from './limits/memory-limiter.js';
import type { Channel } from './notices/channel.js';
import { remindDue } from './notices/notice-service.js';
import { emptyOutbox } from './notices/outbox.js';
import { tellOverdue } from './own-data/overdue.js';
import { endRepresentations, settleRepresentations } from './people/people-service.js';
import { watchPresence } from './presence/presence-service.js';
import { createReadLogout, LOGOUT_EVENT } from './sessions/logout-token.js';

/** How to open the server in a page. */
export interface PageServerOptions {
  /** ms UTC; default: the page's clock. */
  readonly now?: () => number;
  /** SQLite, as `initSqlJs` of `sql.js` answers it. */
  readonly sqlJs: SqlJsStatic;
  /** A database made by {@link PageServer.closeAndExport}; default: an empty one. */
  readonly database?: Uint8Array | undefined;
  /** The documents' bytes that go with the database; default: none yet. Another server's are at its `deps.bytes`. */
  readonly bytes?: ByteStore | undefined;
  /** Default: pdfmake's build for browsers. */
  readonly renderConclusion?: RenderConclusion;
  /** Default: documents are unsigned. */
  readonly signer?: Signer | undefined;
  /** Looks at what is uploaded before anybody may open it; default: none, as in an installation without one. */
  readonly antivirus?: Antivirus | undefined;
  /** Resumable uploads, where this process has a place for them; a page has none. */
  readonly resumable?: ((deps: FileDeps) => Resumable) | undefined;
  /** What differs from the defaults. */
  readonly config?: Partial<ServerConfig>;
  /** Default: silent but for failures, which go to the console. */
  readonly log?: Log;
  /** Where TURN and STUN are; default: nowhere, as in an installation that names none. */
  readonly ice?: Partial<IceConfig>;
  /** By which notices leave; default: by none, as in an installation that names none. */
  readonly channels?: readonly Channel[];
  /** Runs `run` after `ms`; default: a timer. */
  readonly later?: (run: () => void, ms: number) => void;
}

/** Hears one live feed, as a socket would. */
export interface LiveListener {
  readonly ticket: string;
  onFrame(frame: FeedFrame): void;
  onClose(code: number | undefined): void;
}

/**
 * The reference server without a network: the same app, rules, SQL and feed, in a page or in any process.
 * Hand `fetch` and `live` to a client and it talks to this server as to a far one.
 */
export interface PageServer {
  /** What to write before a path; nothing listens there. */
  readonly origin: string;
  readonly deps: Deps;
  /** Where PeerJS in this page finds the other side; see `BrokerSocket`. */
  readonly broker: PageBroker;
  fetch(request: Request): Promise<Response>;
  /** Opens a live feed with a ticket fetched by `POST /v1/feed-tickets`, as the WebSocket does. */
  live(listener: LiveListener): { close(): void };
  /** An access token of the portal this server trusts, good for ten minutes. */
  tokenFor(actor: Actor): Promise<string>;
  /** What that portal sends to `POST /v1/backchannel-logout` when a session, or all of a person, has ended. */
  logoutTokenFor(ended: { readonly sid?: string; readonly sub?: string }): Promise<string>;
  /** Makes the moves that have come due, reminds, sends, scans and sweeps, and closes the feeds whose token has run out. */
  tick(): Promise<void>;
  /** Closes it and answers its database, to open others with. */
  closeAndExport(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** `.invalid` is nobody's (RFC 2606 §2): a request that escaped the page would find no one. */
const ORIGIN = 'https://consult.invalid';
const ISSUER = 'https://portal.invalid';
const AUDIENCE = 'consult';
const TOKEN_LIFE_S = 10 * 60;
/** How often what has run out is looked for, in ms. */
const WATCH_MS = 1_000;
const PAGE_OUTBOX = {
  frame: { portal: `${ISSUER}/`, domain: 'portal.invalid' },
  owner: 'page',
  leaseMs: 60_000,
};

/** Composes the server over SQLite in memory. */
export async function openPageServer(options: PageServerOptions): Promise<PageServer> {
  const { now = Date.now, log = failuresOnly } = options;
  const config: ServerConfig = { ...CONFIG_DEFAULTS, origins: [], ...options.config };
  const stores = openPageStores(options.sqlJs, options.database);
  const portal = await openPortal(now);
  const trust: PortalTrust = {
    keys: portal.keys,
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ['ES256'],
    now,
  };
  const broker = createPageBroker({ address: `${ORIGIN}/v1/broker/`, now });
  let closed = false;
  // What was put off is not for a server that is no more: its database is closed.
  const later: Deps['later'] = (run, ms) => (options.later ?? whenLater)(() => closed || run(), ms);
  const feed = createFeed({ epoch: stores.epoch, config, now, later });
  const bare: Deps = {
    stores,
    bytes: options.bytes ?? memoryByteStore(now),
    feed,
    brokers: oneBroker(broker),
    iceServers: createIceServers({ stunUrls: [], turnUrls: [], ...options.ice }),
    later,
    print: printInPage,
    renderConclusion: options.renderConclusion ?? renderInPage,
    signer: options.signer,
    identify: createIdentify({ ...trust, levels: config.levels, isEnded: stores.sessions.isEnded }),
    readLogout: createReadLogout(trust),
    limiter: createMemoryLimiter(config, now),
    log,
    config,
    now,
    newId: (kind) => idOf(kind, crypto.getRandomValues(new Uint8Array(ID_BYTES))),
  };
  const scanner = options.antivirus && createScanner(bare, options.antivirus);
  const scanned: Deps = { ...bare, scanner };
  const deps: Deps = { ...scanned, resumable: options.resumable?.(scanned) };
  watchPresence(deps);
  await settleRepresentations(deps);
  const app = createApp(deps);
  const timers = [
    setInterval(() => feed.beat(), config.beatMs),
    setInterval(() => feed.closeExpired(), WATCH_MS),
  ];
  for (const timer of timers) if (typeof timer === 'object') timer.unref(); // in Node a server that was forgotten must not keep the process

  const hangUp = () => {
    closed = true;
    timers.forEach(clearInterval);
    feed.close();
  };
  return {
    origin: ORIGIN,
    deps,
    broker,
    fetch: async (request) => app.fetch(request),
    live: (listener) => openLive(deps, listener),
    tokenFor: portal.tokenFor,
    logoutTokenFor: portal.logoutTokenFor,
    async tick() {
      await moveDue(deps);
      await lapseDueOffers(deps);
      await remindDue(deps);
      await endDueCalls(deps);
      await emptyOutbox({ ...deps, ...PAGE_OUTBOX, channels: options.channels ?? [] });
      await sweepFiles(deps, now() - SWEEP_GRACE);
      await scanner?.retry();
      await endRepresentations(deps);
      await tellOverdue(deps);
      feed.closeExpired();
      feed.beat();
    },
    closeAndExport() {
      hangUp();
      return stores.closeAndExport();
    },
    close() {
      hangUp();
      return stores.close();
    },
  };
}

/** A portal reduced to what the server sees of it: a key, and tokens signed with it. */
async function openPortal(now: () => number) {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const header = { alg: 'ES256', kid: 'page', typ: 'JWT' };
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'page', alg: 'ES256' }] });
  return {
    keys,
    logoutTokenFor(ended: { readonly sid?: string; readonly sub?: string }) {
      const seconds = Math.floor(now() / 1000);
      return new SignJWT({ ...ended, events: { [LOGOUT_EVENT]: {} } })
        .setProtectedHeader({ ...header, typ: 'logout+jwt' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setJti(crypto.randomUUID())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 120)
        .sign(privateKey);
    },
    tokenFor({ person, role, organisation, level, session }: Actor) {
      const seconds = Math.floor(now() / 1000);
      return new SignJWT({ sid: session, role, org: organisation, acr: level })
        .setProtectedHeader(header)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(person)
        .setJti(crypto.randomUUID())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + TOKEN_LIFE_S)
        .sign(privateKey);
    },
  };
}

/** A socket without a network. Like one, it opens, delivers and closes in later turns, never within a call. */
function openLive({ feed }: Pick<Deps, 'feed'>, { ticket, onFrame, onClose }: LiveListener) {
  let leave: (() => void) | undefined;
  let open = true;
  const end = (code: number) => {
    if (!open) return;
    open = false;
    onClose(code);
  };

  queueMicrotask(() => {
    if (!open) return;
    let visitor: Visitor;
    try {
      visitor = feed.redeem(ticket, null);
    } catch {
      return end(ABNORMAL); // a browser is not told why an upgrade was refused
    }
    leave = feed.join(visitor, {
      send: (text) => queueMicrotask(() => open && onFrame(JSON.parse(text) as FeedFrame)),
      close: (code) => queueMicrotask(() => end(code)),
    });
  });

  return {
    close() {
      open = false;
      leave?.();
    },
  };
}

/** RFC 6455 §7.1.5: how a socket ends that never opened. */
const ABNORMAL = 1006;

const failuresOnly: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, event) => console.error(event, fields),
};
