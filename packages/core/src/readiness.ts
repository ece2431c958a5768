import { refusalToRead, type Standing } from './chat.js';
import { isFinished, type Consultation } from './consultation.js';
import type { ErrorCode } from './errors.js';
import type { Actor } from './person.js';

/** What a page looks into before a call: the manual's list of troubles (§5.3), each as a question with an answer. */
export const PROBES = [
  'browser',
  'secure',
  'policy',
  'camera-permission',
  'microphone-permission',
  'camera',
  'microphone',
  'picture',
  'sound',
  'speaker',
  'server',
  'socket',
  'webrtc',
  'udp',
  'turn',
  'adapters',
] as const;
export type Probe = (typeof PROBES)[number];

/**
 * - `ok`: it works;
 * - `warning`: a call is possible, with less;
 * - `failed`: a call is not possible until this is mended;
 * - `skipped`: could not be asked here, or was not wanted.
 */
export const PROBE_RESULTS = ['ok', 'warning', 'failed', 'skipped'] as const;
export type ProbeResult = (typeof PROBE_RESULTS)[number];

/** Why a probe did not go well; each has a sentence and one action. */
export const PROBE_CAUSES = [
  'browser-too-old',
  'insecure-origin',
  'policy-of-host',
  'denied-by-person',
  'denied-by-system',
  'not-asked-yet',
  'device-missing',
  'device-busy',
  'picture-black',
  'picture-frozen',
  'sound-silent',
  'speaker-silent',
  'server-unreachable',
  'socket-blocked',
  'webrtc-altered',
  'webrtc-missing',
  'udp-blocked',
  'turn-unreachable',
  'turn-refused',
  'adapters-many',
  'no-answer',
] as const;
export type ProbeCause = (typeof PROBE_CAUSES)[number];

/** What one probe has found. Nothing personal: no names of devices, no addresses. */
export interface ProbeFinding {
  readonly probe: Probe;
  readonly result: ProbeResult;
  readonly cause: ProbeCause | null;
}

/** How ready somebody is for a call, in one word. */
export const READINESS = ['ready', 'limited', 'not-ready', 'unknown'] as const;
export type Readiness = (typeof READINESS)[number];

/** How long a check tells anything, in ms: devices are plugged and unplugged. */
export const READINESS_LIFE = 24 * 60 * 60_000;

/**
 * One word for a whole check: the worst finding decides. A camera that is missing limits a call and does not prevent it,
 * as long as there is a microphone.
 */
export function readinessOf(findings: readonly Pick<ProbeFinding, 'probe' | 'result'>[]): Readiness {
  if (!findings.some(({ result }) => result !== 'skipped')) return 'unknown';
  const failed = findings.filter(({ result }) => result === 'failed');
  if (failed.some(({ probe }) => !DISPENSABLE.has(probe))) return 'not-ready';
  return failed.length || findings.some(({ result }) => result === 'warning') ? 'limited' : 'ready';
}

/** Why this person may not leave a check with the chat: the two sides may, for as long as a call may still come. */
export const refusalToTellReadiness = (
  consultation: Pick<Consultation, 'state'>,
  standing: Standing,
): ErrorCode | undefined =>
  refusalToRead(standing) ?? (isFinished(consultation) ? 'chat-finished' : undefined);

/** Why this person may not learn the servers of a call before there is one: only those who may be called check theirs. */
export const refusalToCheckLines = ({ role }: Pick<Actor, 'role'>): ErrorCode | undefined =>
  role === 'patient' || role === 'doctor' ? undefined : 'not-allowed';

/** Without these one can still hear and be heard. */
const DISPENSABLE: ReadonlySet<Probe> = new Set([
  'camera-permission',
  'camera',
  'picture',
  'udp',
  'socket',
  'adapters',
]);
