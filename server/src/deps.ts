import type {
  Actor,
  AgeRules,
  EsiaLevel,
  FileLimits,
  FileType,
  IdKind,
  ProductionCalendar,
  QuietHours,
} from '@consult/core';
import type { Anchor } from '@consult/core/chain';
import type { Brokers } from './calls/brokers.js';
import type { CallStore } from './calls/call-store.js';
import type { IceServers } from './calls/ice-servers.js';
import type { ReadinessStore } from './calls/readiness-store.js';
import type { ChatStore } from './chats/chat-store.js';
import type { RenderConclusion, Signer } from './conclusions/conclusion-sheet.js';
import type { ConclusionStore } from './conclusions/conclusion-store.js';
import type { ConsentStore } from './consents/consent-store.js';
import type { Print } from './documents/print-job.js';
import type { Feed } from './feed/feed.js';
import type { ByteStore } from './files/byte-store.js';
import type { FileStore } from './files/file-store.js';
import type { Resumable } from './files/resumable.js';
import type { Scanner } from './files/scanner.js';
import type { DeliveryStore, NoticeStore, PushStore } from './notices/notice-store.js';
import type { OwnDataStore } from './own-data/own-data-store.js';
import type { PeopleStore } from './people/people-store.js';
import type { JournalStore } from './requests/journal-store.js';
import type { RequestStore } from './requests/request-store.js';
import type { SlotStore } from './slots/slot-store.js';
import type { RecordStore } from './records/record-store.js';
import type { SearchStore } from './search/search-store.js';
import type { ReadLogout } from './sessions/logout-token.js';
import type { SessionStore } from './sessions/session-store.js';

/** All that is kept, behind one door. Opened by `db/open-stores` in Node and by the page server in a page. */
export interface Stores {
  /** The database's life: a new one after a restore from a backup. */
  readonly epoch: string;
  readonly chats: ChatStore;
  readonly calls: CallStore;
  readonly readiness: ReadinessStore;
  readonly conclusions: ConclusionStore;
  readonly files: FileStore;
  readonly search: SearchStore;
  readonly people: PeopleStore;
  readonly consents: ConsentStore;
  readonly slots: SlotStore;
  readonly requests: RequestStore;
  readonly journal: JournalStore;
  readonly records: RecordStore;
  readonly sessions: SessionStore;
  readonly notices: NoticeStore;
  readonly deliveries: DeliveryStore;
  readonly pushes: PushStore;
  readonly ownData: OwnDataStore;
  /** Where the audit's chain of hashes stands, to be kept elsewhere; `null` before anything has happened. */
  anchor(): Promise<Anchor | null>;
  /** Waits for the writes under way, then closes the file. */
  close(): Promise<void>;
}

/** Who a bearer token stands for. @throws ConsultError `signed-out`, `account-ended`, `account-simplified` */
export type Identify = (token: string) => Promise<Identity>;

export interface Identity extends Actor {
  /** When the token runs out, ms UTC: sockets opened with it close then. */
  readonly expiresAt: number;
}

/** Counts uses. A port: Node keeps it with rate-limiter-flexible, a page in plain memory. */
export interface Limiter {
  /** Takes one use of `rule` by `key`. Answers 0 when there was one left, else how many ms to wait. */
  take(rule: LimitRule, key: string): Promise<number>;
}

/** What is counted; each has a row in the configuration. */
export type LimitRule =
  | 'requests-per-address'
  | 'writes-per-person'
  | 'writes-per-chat'
  | 'tickets-per-person'
  | 'exports-per-person'
  | 'searches-per-person'
  | 'typing-per-person'
  | 'rings-per-person'
  | 'call-tickets-per-person'
  | 'ice-checks-per-person'
  | 'signals-per-person'
  | 'anonymous-requests-per-phone'
  | 'anonymous-requests-per-address';

/** Structured log lines of ids and codes only: never names, texts, bodies or tokens. */
export interface Log {
  info(fields: LogFields, event: string): void;
  warn(fields: LogFields, event: string): void;
  error(fields: LogFields, event: string): void;
}

/** The only things a log line may hold. */
export interface LogFields {
  readonly requestId?: string;
  readonly method?: string;
  /** The route's pattern, never the path with its ids. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly code?: string;
  /** The class of an unexpected error; never its message: database errors carry parameters. */
  readonly name?: string;
  readonly person?: string;
  readonly chat?: string;
  readonly call?: string;
  readonly delivery?: string;
  readonly count?: number;
  /** Where the audit's chain of hashes stands: the newest row's number is the `count`. */
  readonly hash?: string;
  /** The server's own address, told once when it listens. */
  readonly address?: string;
}

/** What an installation decides. Every limit has a name here and a default in `config-defaults`. */
export interface ServerConfig extends FileLimits, AgeRules {
  /** Pages allowed to call (CORS) and to open the feed, e.g. `https://portal.example`. */
  readonly origins: readonly string[];
  /** ESIA levels let in (manual §4.1). */
  readonly levels: readonly EsiaLevel[];
  readonly bodyBytes: number;
  /** The same for the text of a consent that is published. */
  readonly consentDocumentBytes: number;
  readonly frameBytes: number;
  /** Live feeds of a person, and of one browser of theirs. */
  readonly socketsPerPerson: number;
  readonly socketsPerFamily: number;
  readonly ticketMs: number;
  readonly beatMs: number;
  readonly textLength: number;
  readonly openEarlyMs: number;
  readonly missedAfterMs: number;
  /** What may be sent, by what is in it. */
  readonly fileTypes: readonly FileType[];
  /** Pixels of a picture. */
  readonly pixels: number;
  /** How long an upload waits for the message that carries it, in ms. */
  readonly uploadLifeMs: number;
  /** Uploads of one person at the same time. */
  readonly uploadsPerPerson: number;
  /** Whether a file stays shut while the antivirus cannot be asked; else it passes, with a warning in the log. */
  readonly scanFailClosed: boolean;
  /** How often an antivirus may be unsure of a file before it is shut for good. */
  readonly scanTries: number;
  /** How long a call rings, may try to connect, and is at the very most, in ms. */
  readonly ringMs: number;
  readonly connectMs: number;
  readonly callMs: number;
  /** What the pages of one call may leave for one another, and how long one of it may be, in bytes of its JSON. */
  readonly signalsPerCall: number;
  readonly signalBytes: number;
  /** Whether the two may connect while it rings. */
  readonly callsWarm: boolean;
  /** Whether all of a call goes through TURN, so that neither side learns the other's address. */
  readonly relayOnly: boolean;
  /** Whether one may apply without an account. */
  readonly anonymousRequests: boolean;
  /** How long a time that was offered is kept for the answer, in ms; never beyond its beginning. */
  readonly offerHoldMs: number;
  /** How long a request is the operator's who works on it, in ms. */
  readonly lockMs: number;
  /** Refusals before a request may be annulled. */
  readonly refusalsToAnnul: number;
  /** Days one request may wish for, and how far ahead they may lie. */
  readonly wishes: number;
  readonly wishAhead: number;
  /** Working days until the registry telephones, and calendar days until a consultation is given. */
  readonly callDays: number;
  readonly consultDays: number;
  /** The public key of web push (VAPID, RFC 8292); `null`: nothing is pushed. */
  readonly pushKey: string | null;
  /** The push services the server may call, e.g. `updates.push.services.mozilla.com` or `*.notify.windows.com`. */
  readonly pushHosts: readonly string[];
  /** Browsers of one person that are told; another one takes the place of the oldest. */
  readonly pushBrowsersPerPerson: number;
  /** When nobody is disturbed. */
  readonly quietHours: QuietHours;
  /** Which days are working days. */
  readonly calendar: ProductionCalendar;
  /** Uses and the window in ms they refill in, per rule. */
  readonly limits: Readonly<Record<LimitRule, { readonly uses: number; readonly windowMs: number }>>;
}

/** Everything the app needs from outside. Built once, in `main` or in the page server, and handed down as one argument. */
export interface Deps {
  readonly stores: Stores;
  /** Where the bytes of documents lie; the stores know which is whose. */
  readonly bytes: ByteStore;
  readonly feed: Feed;
  /** Where the two sides of a call find one another. */
  readonly brokers: Brokers;
  /** What pages need to find a way to one another through firewalls. */
  readonly iceServers: IceServers;
  /** Prints documents of every sort. */
  readonly print: Print;
  readonly renderConclusion: RenderConclusion;
  /** Absent where the installation signs nothing: its documents say so. */
  readonly signer?: Signer | undefined;
  readonly identify: Identify;
  /** What the portal's logout token says. */
  readonly readLogout: ReadLogout;
  readonly limiter: Limiter;
  readonly log: Log;
  readonly config: ServerConfig;
  /** ms UTC. */
  now(): number;
  newId(kind: IdKind): string;
  /** Runs `run` after `ms`. A process may end before that. */
  later(run: () => void, ms: number): void;
  /** Looks for threats in what was uploaded. Absent: the installation has none, and files are clean at once. */
  readonly scanner?: Scanner | undefined;
  /** Uploads that outlive a broken line. Absent where there is nowhere to keep half of one, as in a page. */
  readonly resumable?: Resumable | undefined;
  /** Whether the server is about to end; the health check says so. Absent where nothing stops it, as in a page. */
  stopping?(): boolean;
}
