import { ESIA_LEVELS, KNOWN_FILE_TYPES, LIMITS } from '@consult/core';
import * as v from 'valibot';
import { CONFIG_DEFAULTS, TRANSPORT_DEFAULTS, type TransportConfig } from './config-defaults.js';
import { BaseUrl, flag, limit, listOf, Origin, rate, Url, whole } from './config-values.js';
import type { BrokerLimits } from './calls/broker-limits.js';
import { ICE_MEANINGS, ICE_VARIABLES, type IceInstallation, iceOf } from './calls/ice-config.js';
import { AGE_VARIABLES, agesOf } from './people/age-config.js';
import type { ServerConfig } from './deps.js';
import type { ClamdAddress } from './files/antivirus.js';
import { SIGNATURES, type Signature } from './identity/portal-keys.js';
import { LOG_LEVELS, type LogLevel } from './log/log-levels.js';
import {
  NOTICE_MEANINGS,
  NOTICE_VARIABLES,
  type NoticeInstallation,
  noticesOf,
} from './notices/notice-config.js';
import { DAYS_OFF_MEANING, DaysOff } from './requests/calendar-config.js';
import { StartError } from './start-error.js';

/** The key an installation signs with. */
export interface SignerFiles {
  /** A P12 file, and the file with its password. */
  readonly p12: string;
  readonly passwordFile: string;
}

/** Everything the environment says about one installation. */
export interface Installation {
  readonly server: ServerConfig;
  readonly transport: TransportConfig;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The folder everything is kept in. */
  readonly data: string;
  readonly portal: {
    readonly jwks: URL;
    readonly issuer: string;
    readonly audience: string;
    readonly algorithms: readonly Signature[];
  };
  /** Addresses of the proxies whose `X-Forwarded-For` is believed. */
  readonly proxies: readonly string[];
  /** The socket of clamd; `null`: there is no antivirus. */
  readonly clamd: ClamdAddress | null;
  readonly log: LogLevel;
  readonly broker: {
    /** What pages are told, each call one of them; none: the server's own address. */
    readonly urls: readonly URL[];
    /** The files with the secrets of brokers that stand alone, one for all or one each; none: the broker is in this process. */
    readonly secretFiles: readonly string[];
  };
  /** Where STUN and TURN are. */
  readonly ice: IceInstallation;
  /** The key that documents are signed with; `undefined`: they are not. */
  readonly signer: SignerFiles | undefined;
  /** By which channels notices leave. */
  readonly notices: NoticeInstallation;
  /** Fill an empty database with the demonstration, or empty and fill it anew. */
  readonly demo: 'none' | 'fill' | 'reset';
}

/** `/run/clamav/clamd.ctl` or `host:3310`. */
const Clamd = v.pipe(
  v.string(),
  v.regex(/^(\/[^\0]+|[\w.-]+:\d{1,5})$/),
  v.transform((text): ClamdAddress => {
    if (text.startsWith('/')) return { path: text };
    const [host, port] = text.split(':') as [string, string];
    return { host, port: Number(port) };
  }),
);

/** What the server and a broker that stands alone both read, and read alike. */
export const BROKER_VARIABLES = {
  CONSULT_HOST: v.optional(v.pipe(v.string(), v.regex(/^[\w.:-]+$/)), '127.0.0.1'),
  CONSULT_ORIGINS: listOf(Origin),
  CONSULT_PROXIES: v.optional(listOf(v.pipe(v.string(), v.ip()))),
  CONSULT_LOG: v.optional(v.picklist(LOG_LEVELS), 'info'),

  CONSULT_BEAT_MS: limit(CONFIG_DEFAULTS.beatMs, 100),
  CONSULT_REQUESTS_PER_ADDRESS: rate('requests-per-address'),
  CONSULT_HEADER_BYTES: limit(TRANSPORT_DEFAULTS.headerBytes, 1024),
  CONSULT_HEADERS_MS: limit(TRANSPORT_DEFAULTS.headersMs),
  CONSULT_REQUEST_MS: limit(TRANSPORT_DEFAULTS.requestMs),
  CONSULT_DEAD_MS: limit(TRANSPORT_DEFAULTS.deadMs),
  CONSULT_BUFFER_BYTES: limit(TRANSPORT_DEFAULTS.bufferBytes),
  CONSULT_DRAIN_MS: limit(TRANSPORT_DEFAULTS.drainMs),
  CONSULT_BROKER_FRAME_BYTES: limit(TRANSPORT_DEFAULTS.brokerFrameBytes),
  CONSULT_BROKER_FRAMES: rate(TRANSPORT_DEFAULTS.brokerFrames),
  CONSULT_BROKER_SIGNALS: rate(TRANSPORT_DEFAULTS.brokerSignals),
  CONSULT_BROKER_HEARTBEAT_MS: limit(TRANSPORT_DEFAULTS.brokerHeartbeatMs, 0),
  CONSULT_BROKER_FAULTS: limit(TRANSPORT_DEFAULTS.brokerFaults, 0),
  CONSULT_BROKER_SOCKETS: limit(TRANSPORT_DEFAULTS.brokerSockets),
  CONSULT_BROKER_LIFE_MS: limit(TRANSPORT_DEFAULTS.brokerLifeMs),
};

/** The limits of what was read. */
export const brokerLimitsOf = (
  e: v.InferOutput<v.ObjectSchema<typeof BROKER_VARIABLES, undefined>>,
): BrokerLimits => ({
  brokerFrameBytes: e.CONSULT_BROKER_FRAME_BYTES,
  brokerFrames: e.CONSULT_BROKER_FRAMES,
  brokerSignals: e.CONSULT_BROKER_SIGNALS,
  brokerHeartbeatMs: e.CONSULT_BROKER_HEARTBEAT_MS,
  brokerFaults: e.CONSULT_BROKER_FAULTS,
  brokerSockets: e.CONSULT_BROKER_SOCKETS,
  brokerLifeMs: e.CONSULT_BROKER_LIFE_MS,
});

const Variables = v.object({
  ...BROKER_VARIABLES,
  ...ICE_VARIABLES,
  ...NOTICE_VARIABLES,
  CONSULT_BROKER_URL: v.optional(listOf(BaseUrl)),
  CONSULT_BROKER_SECRET_FILE: v.optional(listOf(v.string())),
  CONSULT_PORT: v.optional(whole(0, 65_535), '8080'),
  CONSULT_DATA: v.optional(v.string(), '.data'),
  CONSULT_JWKS_URL: Url,
  CONSULT_ISSUER: v.pipe(v.string(), v.nonEmpty()),
  CONSULT_AUDIENCE: v.optional(v.pipe(v.string(), v.nonEmpty()), 'consult'),
  CONSULT_ALGORITHMS: v.optional(listOf(v.picklist(SIGNATURES)), 'ES256,EdDSA'),
  CONSULT_LEVELS: v.optional(listOf(v.picklist(ESIA_LEVELS)), CONFIG_DEFAULTS.levels.join()),
  CONSULT_CLAMD: v.optional(Clamd),
  CONSULT_CLAMD_FAIL_CLOSED: v.optional(v.picklist(['0', '1']), '1'),
  CONSULT_SIGNER_P12: v.optional(v.string()),
  CONSULT_SIGNER_PASSWORD_FILE: v.optional(v.string()),
  CONSULT_CALLS_WARM: v.optional(v.picklist(['0', '1']), '1'),
  CONSULT_ANONYMOUS_REQUESTS: flag,
  CONSULT_DEMO: flag,
  CONSULT_DEMO_RESET: flag,
  CONSULT_DAYS_OFF: DaysOff,
  CONSULT_BODY_BYTES: limit(CONFIG_DEFAULTS.bodyBytes),
  CONSULT_CONSENT_DOCUMENT_BYTES: limit(CONFIG_DEFAULTS.consentDocumentBytes),
  CONSULT_FRAME_BYTES: limit(CONFIG_DEFAULTS.frameBytes),
  CONSULT_SOCKETS_PER_PERSON: limit(CONFIG_DEFAULTS.socketsPerPerson),
  CONSULT_SOCKETS_PER_FAMILY: limit(CONFIG_DEFAULTS.socketsPerFamily),
  CONSULT_TICKET_MS: limit(CONFIG_DEFAULTS.ticketMs, 1, 30_000),
  CONSULT_TEXT_LENGTH: limit(CONFIG_DEFAULTS.textLength),
  CONSULT_OPEN_EARLY_MS: limit(CONFIG_DEFAULTS.openEarlyMs, 0),
  CONSULT_MISSED_AFTER_MS: limit(CONFIG_DEFAULTS.missedAfterMs, 0),
  ...AGE_VARIABLES,
  CONSULT_FILE_TYPES: v.optional(listOf(v.picklist(KNOWN_FILE_TYPES)), CONFIG_DEFAULTS.fileTypes.join()),
  CONSULT_FILE_BYTES: limit(CONFIG_DEFAULTS.fileBytes),
  CONSULT_FILES_PER_MESSAGE: limit(CONFIG_DEFAULTS.filesPerMessage, 1, LIMITS.page),
  CONSULT_FILES_PER_CHAT: limit(CONFIG_DEFAULTS.filesPerChat),
  CONSULT_BYTES_PER_CHAT: limit(CONFIG_DEFAULTS.bytesPerChat),
  CONSULT_PIXELS: limit(CONFIG_DEFAULTS.pixels),
  CONSULT_UPLOAD_LIFE_MS: limit(CONFIG_DEFAULTS.uploadLifeMs),
  CONSULT_UPLOADS_PER_PERSON: limit(CONFIG_DEFAULTS.uploadsPerPerson),
  CONSULT_WRITES_PER_PERSON: rate('writes-per-person'),
  CONSULT_WRITES_PER_CHAT: rate('writes-per-chat'),
  CONSULT_TICKETS_PER_PERSON: rate('tickets-per-person'),
  CONSULT_EXPORTS_PER_PERSON: rate('exports-per-person'),
  CONSULT_SEARCHES_PER_PERSON: rate('searches-per-person'),
  CONSULT_TYPING_PER_PERSON: rate('typing-per-person'),
  CONSULT_RINGS_PER_PERSON: rate('rings-per-person'),
  CONSULT_CALL_TICKETS_PER_PERSON: rate('call-tickets-per-person'),
  CONSULT_ICE_CHECKS_PER_PERSON: rate('ice-checks-per-person'),
  CONSULT_SIGNALS_PER_PERSON: rate('signals-per-person'),
  CONSULT_ANONYMOUS_REQUESTS_PER_PHONE: rate('anonymous-requests-per-phone'),
  CONSULT_ANONYMOUS_REQUESTS_PER_ADDRESS: rate('anonymous-requests-per-address'),
  CONSULT_RING_MS: limit(CONFIG_DEFAULTS.ringMs, 1_000),
  CONSULT_CONNECT_MS: limit(CONFIG_DEFAULTS.connectMs, 1_000),
  CONSULT_CALL_MS: limit(CONFIG_DEFAULTS.callMs, 1_000, 86_399_999),
  CONSULT_SIGNALS_PER_CALL: limit(CONFIG_DEFAULTS.signalsPerCall),
  CONSULT_SIGNAL_BYTES: limit(CONFIG_DEFAULTS.signalBytes),
  CONSULT_OFFER_HOLD_MS: limit(CONFIG_DEFAULTS.offerHoldMs, 1_000),
  CONSULT_LOCK_MS: limit(CONFIG_DEFAULTS.lockMs, 1_000),
  CONSULT_REFUSALS_TO_ANNUL: limit(CONFIG_DEFAULTS.refusalsToAnnul),
  CONSULT_WISHES: limit(CONFIG_DEFAULTS.wishes, 1, LIMITS.page),
  CONSULT_WISH_AHEAD_DAYS: limit(CONFIG_DEFAULTS.wishAhead, 0, 3_650),
  CONSULT_CALL_DAYS: limit(CONFIG_DEFAULTS.callDays, 1, 365),
  CONSULT_CONSULT_DAYS: limit(CONFIG_DEFAULTS.consultDays, 1, 365),
  CONSULT_PUSH_BROWSERS_PER_PERSON: limit(CONFIG_DEFAULTS.pushBrowsersPerPerson),

  CONSULT_CLOCK_MS: limit(TRANSPORT_DEFAULTS.clockMs, 10),
  CONSULT_DOCUMENT_MS: limit(TRANSPORT_DEFAULTS.documentMs),
  CONSULT_UPLOAD_MS: limit(TRANSPORT_DEFAULTS.uploadMs),
  CONSULT_UPLOAD_RATE: limit(TRANSPORT_DEFAULTS.uploadRate, 0),
  CONSULT_UPLOAD_GRACE_MS: limit(TRANSPORT_DEFAULTS.uploadGraceMs),
  CONSULT_SWEEP_MS: limit(TRANSPORT_DEFAULTS.sweepMs, 1_000),
  CONSULT_SCAN_TRIES: limit(CONFIG_DEFAULTS.scanTries),
  CONSULT_SCAN_MS: limit(TRANSPORT_DEFAULTS.scanMs, 100),
  CONSULT_OUTBOX_MS: limit(TRANSPORT_DEFAULTS.outboxMs, 10),
  CONSULT_LEASE_MS: limit(TRANSPORT_DEFAULTS.leaseMs, 100),
});

/** What each variable must be, for the line that says it is not. */
const MEANINGS: Partial<Record<string, string>> = {
  ...ICE_MEANINGS,
  ...NOTICE_MEANINGS,
  CONSULT_HOST: 'a host name or address',
  CONSULT_PORT: 'a port, 0 to 65535',
  CONSULT_JWKS_URL: "the https address of the portal's keys (http only on this machine)",
  CONSULT_ISSUER: "the `iss` of the portal's tokens",
  CONSULT_ALGORITHMS: `some of ${SIGNATURES.join(', ')}`,
  CONSULT_ORIGINS: 'origins such as https://portal.example, with commas between them',
  CONSULT_LEVELS: `some of ${ESIA_LEVELS.join(', ')}`,
  CONSULT_PROXIES: 'IP addresses, with commas between them',
  CONSULT_CLAMD: 'the path of a socket, or a host and a port such as 127.0.0.1:3310',
  CONSULT_CLAMD_FAIL_CLOSED: '1 or 0',
  CONSULT_FILE_TYPES: `some of ${KNOWN_FILE_TYPES.join(', ')}`,
  CONSULT_LOG: `one of ${LOG_LEVELS.join(', ')}`,
  CONSULT_ANONYMOUS_REQUESTS: '1 or 0',
  CONSULT_DAYS_OFF: DAYS_OFF_MEANING,
  CONSULT_DEMO: '1 or 0',
  CONSULT_DEMO_RESET: '1 or 0',
  CONSULT_TICKET_MS: 'milliseconds, 1 to 30000',
  CONSULT_REQUESTS_PER_ADDRESS: 'uses/milliseconds, such as 100/1000',
  CONSULT_WRITES_PER_PERSON: 'uses/milliseconds, such as 20/4000',
  CONSULT_WRITES_PER_CHAT: 'uses/milliseconds, such as 60/60000',
  CONSULT_TICKETS_PER_PERSON: 'uses/milliseconds, such as 60/60000',
  CONSULT_EXPORTS_PER_PERSON: 'uses/milliseconds, such as 10/600000',
  CONSULT_SEARCHES_PER_PERSON: 'uses/milliseconds, such as 20/10000',
  CONSULT_TYPING_PER_PERSON: 'uses/milliseconds, such as 1/2000',
  CONSULT_RINGS_PER_PERSON: 'uses/milliseconds, such as 10/60000',
  CONSULT_CALL_TICKETS_PER_PERSON: 'uses/milliseconds, such as 60/60000',
  CONSULT_SIGNALS_PER_PERSON: 'uses/milliseconds, such as 200/10000',
  CONSULT_CALLS_WARM: '1 or 0',
  CONSULT_CALL_MS: 'milliseconds, 1000 to 86399999',
  CONSULT_BROKER_FRAMES: 'uses/milliseconds, such as 200/4000',
  CONSULT_BROKER_SIGNALS: 'uses/milliseconds, such as 400/60000',
  CONSULT_BROKER_URL:
    'such as https://consult.example/v1/broker/ (http only on this machine), several with commas between them',
};

/** Reads variables; an empty one counts as absent. @throws StartError naming the first that is missing or broken. */
export function readVariables<T extends v.ObjectEntries>(
  variables: v.ObjectSchema<T, undefined>,
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<v.ObjectSchema<T, undefined>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const read = v.safeParse(variables, given, { abortEarly: true });
  if (read.success) return read.output;
  const name = String(read.issues[0].path?.[0]?.key);
  const meaning = MEANINGS[name] ?? 'a whole number within reason';
  throw new StartError(
    `${name} is ${given[name] === undefined ? 'missing' : 'broken'}: it must be ${meaning}`,
  );
}

/**
 * Reads an installation from environment variables; an empty one counts as absent.
 * @throws StartError naming the first variable that is missing or broken.
 */
export function readInstallation(environment: Readonly<Record<string, string | undefined>>): Installation {
  const e = readVariables(Variables, environment);
  return {
    server: {
      origins: e.CONSULT_ORIGINS,
      levels: e.CONSULT_LEVELS,
      bodyBytes: e.CONSULT_BODY_BYTES,
      consentDocumentBytes: e.CONSULT_CONSENT_DOCUMENT_BYTES,
      frameBytes: e.CONSULT_FRAME_BYTES,
      socketsPerPerson: e.CONSULT_SOCKETS_PER_PERSON,
      socketsPerFamily: e.CONSULT_SOCKETS_PER_FAMILY,
      ticketMs: e.CONSULT_TICKET_MS,
      beatMs: e.CONSULT_BEAT_MS,
      textLength: e.CONSULT_TEXT_LENGTH,
      openEarlyMs: e.CONSULT_OPEN_EARLY_MS,
      missedAfterMs: e.CONSULT_MISSED_AFTER_MS,
      ...agesOf(e),
      fileTypes: e.CONSULT_FILE_TYPES,
      fileBytes: e.CONSULT_FILE_BYTES,
      filesPerMessage: e.CONSULT_FILES_PER_MESSAGE,
      filesPerChat: e.CONSULT_FILES_PER_CHAT,
      bytesPerChat: e.CONSULT_BYTES_PER_CHAT,
      pixels: e.CONSULT_PIXELS,
      uploadLifeMs: e.CONSULT_UPLOAD_LIFE_MS,
      uploadsPerPerson: e.CONSULT_UPLOADS_PER_PERSON,
      scanFailClosed: e.CONSULT_CLAMD_FAIL_CLOSED === '1',
      scanTries: e.CONSULT_SCAN_TRIES,
      ringMs: e.CONSULT_RING_MS,
      connectMs: e.CONSULT_CONNECT_MS,
      callMs: e.CONSULT_CALL_MS,
      signalsPerCall: e.CONSULT_SIGNALS_PER_CALL,
      signalBytes: e.CONSULT_SIGNAL_BYTES,
      callsWarm: e.CONSULT_CALLS_WARM === '1',
      relayOnly: e.CONSULT_RELAY_ONLY === '1',
      anonymousRequests: e.CONSULT_ANONYMOUS_REQUESTS === '1',
      offerHoldMs: e.CONSULT_OFFER_HOLD_MS,
      lockMs: e.CONSULT_LOCK_MS,
      refusalsToAnnul: e.CONSULT_REFUSALS_TO_ANNUL,
      wishes: e.CONSULT_WISHES,
      wishAhead: e.CONSULT_WISH_AHEAD_DAYS,
      callDays: e.CONSULT_CALL_DAYS,
      consultDays: e.CONSULT_CONSULT_DAYS,
      pushKey: e.CONSULT_VAPID_PUBLIC_KEY ?? null,
      pushHosts: e.CONSULT_PUSH_HOSTS ?? [],
      pushBrowsersPerPerson: e.CONSULT_PUSH_BROWSERS_PER_PERSON,
      quietHours: e.CONSULT_QUIET_HOURS,
      calendar: e.CONSULT_DAYS_OFF ?? CONFIG_DEFAULTS.calendar,
      limits: {
        'requests-per-address': e.CONSULT_REQUESTS_PER_ADDRESS,
        'writes-per-person': e.CONSULT_WRITES_PER_PERSON,
        'writes-per-chat': e.CONSULT_WRITES_PER_CHAT,
        'tickets-per-person': e.CONSULT_TICKETS_PER_PERSON,
        'exports-per-person': e.CONSULT_EXPORTS_PER_PERSON,
        'searches-per-person': e.CONSULT_SEARCHES_PER_PERSON,
        'typing-per-person': e.CONSULT_TYPING_PER_PERSON,
        'rings-per-person': e.CONSULT_RINGS_PER_PERSON,
        'call-tickets-per-person': e.CONSULT_CALL_TICKETS_PER_PERSON,
        'ice-checks-per-person': e.CONSULT_ICE_CHECKS_PER_PERSON,
        'signals-per-person': e.CONSULT_SIGNALS_PER_PERSON,
        'anonymous-requests-per-phone': e.CONSULT_ANONYMOUS_REQUESTS_PER_PHONE,
        'anonymous-requests-per-address': e.CONSULT_ANONYMOUS_REQUESTS_PER_ADDRESS,
      },
    },
    transport: {
      ...brokerLimitsOf(e),
      headerBytes: e.CONSULT_HEADER_BYTES,
      headersMs: e.CONSULT_HEADERS_MS,
      requestMs: e.CONSULT_REQUEST_MS,
      deadMs: e.CONSULT_DEAD_MS,
      bufferBytes: e.CONSULT_BUFFER_BYTES,
      drainMs: e.CONSULT_DRAIN_MS,
      clockMs: e.CONSULT_CLOCK_MS,
      documentMs: e.CONSULT_DOCUMENT_MS,
      uploadMs: e.CONSULT_UPLOAD_MS,
      uploadRate: e.CONSULT_UPLOAD_RATE,
      uploadGraceMs: e.CONSULT_UPLOAD_GRACE_MS,
      sweepMs: e.CONSULT_SWEEP_MS,
      scanMs: e.CONSULT_SCAN_MS,
      outboxMs: e.CONSULT_OUTBOX_MS,
      leaseMs: e.CONSULT_LEASE_MS,
    },
    host: e.CONSULT_HOST,
    port: e.CONSULT_PORT,
    data: e.CONSULT_DATA,
    portal: {
      jwks: e.CONSULT_JWKS_URL,
      issuer: e.CONSULT_ISSUER,
      audience: e.CONSULT_AUDIENCE,
      algorithms: e.CONSULT_ALGORITHMS,
    },
    proxies: e.CONSULT_PROXIES ?? [],
    clamd: e.CONSULT_CLAMD ?? null,
    log: e.CONSULT_LOG,
    broker: brokersOf(e.CONSULT_BROKER_URL, e.CONSULT_BROKER_SECRET_FILE),
    ice: iceOf(e),
    notices: noticesOf(e),
    signer: signerOf(e.CONSULT_SIGNER_P12, e.CONSULT_SIGNER_PASSWORD_FILE),
    demo: e.CONSULT_DEMO_RESET === '1' ? 'reset' : e.CONSULT_DEMO === '1' ? 'fill' : 'none',
  };
}

/** Both or neither: a key without its password would quietly sign nothing. */
function signerOf(p12: string | undefined, passwordFile: string | undefined): SignerFiles | undefined {
  if (p12 && passwordFile) return { p12, passwordFile };
  if (p12 || passwordFile)
    throw new StartError(
      'CONSULT_SIGNER_P12 and CONSULT_SIGNER_PASSWORD_FILE go together: a P12 file, and a file with its password',
    );
  return undefined;
}

/** A broker elsewhere must have an address, as pages cannot guess it; and among several each must be elsewhere. */
function brokersOf(urls: readonly URL[] = [], secretFiles: readonly string[] = []): Installation['broker'] {
  if (secretFiles.length && !urls.length)
    throw new StartError(
      'CONSULT_BROKER_SECRET_FILE needs CONSULT_BROKER_URL: the address of the broker that has the same secret',
    );
  if (urls.length > 1 && !secretFiles.length)
    throw new StartError(
      'CONSULT_BROKER_URL names several brokers, which needs CONSULT_BROKER_SECRET_FILE: the secret they have too',
    );
  if (secretFiles.length > 1 && secretFiles.length !== urls.length)
    throw new StartError(
      'CONSULT_BROKER_SECRET_FILE must name one secret for all brokers, or one for each in their order',
    );
  if (new Set(urls.map(({ href }) => href)).size < urls.length)
    throw new StartError('CONSULT_BROKER_URL names a broker twice');
  return { urls, secretFiles };
}
