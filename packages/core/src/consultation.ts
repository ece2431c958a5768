import type { ErrorCode } from './errors.js';
import { LIMITS } from './limits.js';
import type { Actor } from './person.js';

/**
 * The life of a consultation: `scheduled → open → completed | missed | cancelled`.
 * `scheduled → cancelled` and `scheduled → missed` also exist; the last three are final.
 */
export const CONSULTATION_STATES = ['scheduled', 'open', 'completed', 'missed', 'cancelled'] as const;
export type ConsultationState = (typeof CONSULTATION_STATES)[number];

/** How a completed consultation ended (manual §6.1, §6.2). */
export const OUTCOMES = ['conclusion', 'no-conclusion'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What the rules need to know of a consultation. */
export interface Consultation {
  readonly state: ConsultationState;
  /** The appointed time, ms UTC. */
  readonly startsAt: number;
  /** The end of the appointed slot, ms UTC; the talk may go on after it. */
  readonly endsAt: number;
}

/** Why this consultation cannot be appointed: only an operator does that, in an organisation, for two people and a time. */
export function refusalToAppoint(
  actor: Pick<Actor, 'role' | 'organisation'>,
  appointment: {
    readonly patient: string;
    readonly doctor: string;
    readonly startsAt: number;
    readonly endsAt: number;
  },
): ErrorCode | undefined {
  if (actor.role !== 'operator' || actor.organisation === null) return 'not-allowed';
  const { patient, doctor, startsAt, endsAt } = appointment;
  return patient === doctor || endsAt <= startsAt ? 'invalid' : undefined;
}

/** Whether the consultation is over for good: its chat is grey and read-only (manual §5.1). */
export function isFinished({ state }: Pick<Consultation, 'state'>): boolean {
  return state === 'completed' || state === 'missed' || state === 'cancelled';
}

/** Why the doctor may not open it yet: it opens by itself at its time, and by the doctor from 15 minutes before. */
export function refusalToOpen(
  consultation: Consultation,
  now: number,
  early: number = LIMITS.openEarly,
): ErrorCode | undefined {
  if (consultation.state === 'open') return 'already-done';
  if (isFinished(consultation)) return 'chat-finished';
  return now < consultation.startsAt - early ? 'too-early' : undefined;
}

/** Why it may not be completed: only an open consultation can be, and only once (manual §6). */
export function refusalToComplete({ state }: Pick<Consultation, 'state'>): ErrorCode | undefined {
  if (state === 'open') return undefined;
  return state === 'scheduled' ? 'chat-not-open' : 'chat-finished';
}

/** Why a consultation may not be finished without a conclusion for this reason: the patient reads it (manual §6.2). */
export function refusalToReason(reason: string, limit: number = LIMITS.reason): ErrorCode | undefined {
  if (!reason.trim()) return 'reason-needed';
  return [...reason].length > limit ? 'text-too-long' : undefined;
}

/** Why it may not be cancelled: what has begun is completed, what is over stays as it is. */
export function refusalToCancel({ state }: Pick<Consultation, 'state'>): ErrorCode | undefined {
  if (state === 'scheduled') return undefined;
  return state === 'open' ? 'already-done' : 'chat-finished';
}

/**
 * Why the consultation may not be given to this doctor: it must not be over, and the new doctor is somebody else than the
 * patient, known to the registry and with a specialty; `undefined` stands for whom the registry does not know.
 */
export function refusalToReassign(
  consultation: Pick<Consultation, 'state'> & { readonly patient: string },
  doctor: { readonly id: string; readonly specialty: string | null } | undefined,
): ErrorCode | undefined {
  if (isFinished(consultation)) return 'chat-finished';
  if (!doctor?.specialty) return 'not-found';
  return doctor.id === consultation.patient ? 'invalid' : undefined;
}

/** The move the clock makes by itself at `now`, if any; `wrote` tells whether anybody has written a message or answered a call. */
export function dueMove(
  { state, startsAt, endsAt }: Consultation,
  wrote: boolean,
  now: number,
  missedAfter: number = LIMITS.missedAfter,
): 'open' | 'missed' | undefined {
  if ((state === 'open' || state === 'scheduled') && !wrote && now >= endsAt + missedAfter) return 'missed';
  return state === 'scheduled' && now >= startsAt ? 'open' : undefined;
}
