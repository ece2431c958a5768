import {
  AGE_RULES,
  CALL_LIMITS,
  FILE_LIMITS,
  FILE_TYPES,
  LIMITS,
  PRODUCTION_CALENDAR,
  QUIET_HOURS,
  REFUSALS_TO_ANNUL,
} from '@consult/core';
import type { BrokerLimits } from './calls/broker-limits.js';
import type { ServerConfig } from './deps.js';

/** What holds where an installation says nothing else: every limit there is, in one table. */
export const CONFIG_DEFAULTS: Omit<ServerConfig, 'origins'> = {
  levels: ['standard', 'confirmed'],
  bodyBytes: 64 * 1024,
  consentDocumentBytes: 320 * 1024, // 50,000 letters of which each is written as \uXXXX
  frameBytes: 64 * 1024,
  socketsPerPerson: 8,
  socketsPerFamily: 3,
  ticketMs: 30_000,
  beatMs: 15_000,
  textLength: LIMITS.text,
  openEarlyMs: LIMITS.openEarly,
  missedAfterMs: LIMITS.missedAfter,
  ...AGE_RULES,
  fileTypes: FILE_TYPES,
  fileBytes: FILE_LIMITS.fileBytes,
  filesPerMessage: FILE_LIMITS.filesPerMessage,
  filesPerChat: FILE_LIMITS.filesPerChat,
  bytesPerChat: FILE_LIMITS.bytesPerChat,
  pixels: FILE_LIMITS.pixels,
  uploadLifeMs: FILE_LIMITS.uploadLife,
  uploadsPerPerson: 2,
  scanFailClosed: true,
  scanTries: 60, // ten minutes, by `scanMs`
  ringMs: CALL_LIMITS.ring,
  connectMs: CALL_LIMITS.connect,
  callMs: CALL_LIMITS.length,
  signalsPerCall: CALL_LIMITS.signals,
  signalBytes: CALL_LIMITS.signal,
  callsWarm: true,
  relayOnly: false,
  anonymousRequests: false,
  offerHoldMs: 24 * 60 * 60_000,
  lockMs: 5 * 60_000,
  refusalsToAnnul: REFUSALS_TO_ANNUL,
  wishes: LIMITS.wishes,
  wishAhead: LIMITS.wishAhead,
  callDays: LIMITS.callDays,
  consultDays: LIMITS.consultDays,
  pushKey: null,
  pushHosts: [],
  pushBrowsersPerPerson: 10,
  quietHours: QUIET_HOURS,
  calendar: PRODUCTION_CALENDAR,
  limits: {
    'requests-per-address': { uses: 100, windowMs: 1_000 },
    'writes-per-person': { uses: 20, windowMs: 4_000 }, // 5 a second, in bursts of 20
    'writes-per-chat': { uses: 60, windowMs: 60_000 },
    'tickets-per-person': { uses: 60, windowMs: 60_000 },
    'exports-per-person': { uses: 10, windowMs: 10 * 60_000 },
    'searches-per-person': { uses: 20, windowMs: 10_000 }, // somebody who types makes one or two a second
    'typing-per-person': { uses: 1, windowMs: 2_000 },
    'rings-per-person': { uses: 10, windowMs: 60_000 },
    'call-tickets-per-person': { uses: 60, windowMs: 60_000 }, // a redial every second
    'ice-checks-per-person': { uses: 20, windowMs: 60_000 },
    'signals-per-person': { uses: 200, windowMs: 10_000 }, // an ICE restart is a few dozen at once
    'anonymous-requests-per-phone': { uses: 3, windowMs: 24 * 60 * 60_000 },
    'anonymous-requests-per-address': { uses: 10, windowMs: 60 * 60_000 },
  },
};

/** Limits that only a network has; the server in a page knows none of them. */
export interface TransportConfig extends BrokerLimits {
  readonly headerBytes: number;
  readonly headersMs: number;
  readonly requestMs: number;
  /** How long a socket may be silent before it counts as dead, in ms. */
  readonly deadMs: number;
  /** Bytes that may wait for a slow reader before it is let go. */
  readonly bufferBytes: number;
  /** How long requests under way may take to end when the server stops, in ms. */
  readonly drainMs: number;
  /** How often consultations whose time has come are looked for, in ms. */
  readonly clockMs: number;
  /** How long one document may take to be made or signed, in ms. */
  readonly documentMs: number;
  /** How long an upload may take, in ms; other requests have `requestMs`. */
  readonly uploadMs: number;
  /** How fast an upload must be, in bytes a second, once it has been given `uploadGraceMs` to get going. */
  readonly uploadRate: number;
  readonly uploadGraceMs: number;
  /** How often bytes that nobody knows and uploads that nobody sent are looked for, in ms. */
  readonly sweepMs: number;
  /** How often what could not be scanned is tried again, in ms. */
  readonly scanMs: number;
  /** How often the outbox of notices is looked through, in ms. */
  readonly outboxMs: number;
  /** How long one process has for a message before another may take it, in ms. */
  readonly leaseMs: number;
}

/** At the broker of calls. A page that connects says a few dozen things; a page that does not, nothing but heartbeats. */
export const BROKER_DEFAULTS: BrokerLimits = {
  brokerFrameBytes: 64 * 1024,
  brokerFrames: { uses: 200, windowMs: 4_000 }, // 50 a second, in bursts of 200
  brokerSignals: { uses: 400, windowMs: 60_000 },
  brokerHeartbeatMs: 1_000,
  brokerFaults: 3,
  brokerSockets: 10_000,
  brokerLifeMs: CALL_LIMITS.length + 5 * 60_000,
};

export const TRANSPORT_DEFAULTS: TransportConfig = {
  ...BROKER_DEFAULTS,
  headerBytes: 16 * 1024,
  headersMs: 15_000,
  requestMs: 60_000,
  deadMs: 45_000,
  bufferBytes: 1024 * 1024,
  drainMs: 10_000,
  clockMs: 5_000,
  documentMs: 20_000,
  uploadMs: 10 * 60_000,
  uploadRate: 10 * 1024,
  uploadGraceMs: 10_000,
  sweepMs: 5 * 60_000, // what is found may be 5 minutes old: nothing is left lying for longer than 10
  scanMs: 10_000,
  outboxMs: 5_000,
  leaseMs: 2 * 60_000,
};
