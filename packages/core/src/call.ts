import {
  refusalToLead,
  refusalToRead,
  refusalToSee,
  refusalToWriteWhen,
  sideOf,
  type Side,
  type Standing,
} from './chat.js';
import type { Consultation } from './consultation.js';
import type { ErrorCode } from './errors.js';

/**
 * The life of a call: `ringing → connecting → active ⇄ reconnecting → ended`. It is a session of the server's and not a
 * socket: it outlives a page that is loaded again, a change of the network and a restart of the broker.
 */
export const CALL_STATES = ['ringing', 'connecting', 'active', 'reconnecting', 'ended'] as const;
export type CallState = (typeof CALL_STATES)[number];

/**
 * Why a call ended:
 * - `hang-up`: one of the two has laid down, or the consultation was finished;
 * - `declined`: the patient's side did not want it («сбросить вызов»);
 * - `cancelled`: the doctor has thought better of it while it rang;
 * - `no-answer`: nobody answered in {@link CALL_LIMITS.ring};
 * - `busy`: nobody of the patient's side was left to answer ({@link isSideBusy});
 * - `failed`: the two could not be connected, or not again.
 */
export const CALL_ENDS = ['hang-up', 'declined', 'cancelled', 'no-answer', 'busy', 'failed'] as const;
export type CallEnd = (typeof CALL_ENDS)[number];

/** What holds where an installation says nothing else. Times in ms. */
export const CALL_LIMITS = {
  /** How long it rings. */
  ring: 45_000,
  /** How long after the answer, or after the picture was lost, the two may try before the call has failed. */
  connect: 120_000,
  /** A call's length at most: one that everybody has forgotten ends then. */
  length: 4 * 60 * 60_000,
  /** Entries in the log of one call's signals. */
  signals: 2_000,
  /** A signal's payload, in bytes of its JSON. */
  signal: 16 * 1024,
} as const;

/** The page that takes part in a call for one side. `device` is that page's own id: a reload keeps it, another tab has another. */
export interface Seat {
  readonly person: string;
  readonly device: string;
}

/** A call as the rules see it. */
export interface Call {
  readonly state: CallState;
  /** `null` while it lives. */
  readonly end: CallEnd | null;
  /** Who has a seat; the patient's side sits down by answering. */
  readonly seats: { readonly doctor: Seat; readonly patient: Seat | null };
}

/** Whether the call is not over. */
export const isLive = ({ state }: Pick<Call, 'state'>): boolean => state !== 'ended';

/**
 * Why this person may not know of the call: who may not read the chat may not know who speaks in it. One that was answered
 * with the consent goes on where a new text is published meanwhile, which nobody has refused; only a withdrawal ends it.
 */
export function refusalToSeeCall(
  standing: Standing,
  { seats }: { readonly seats: Pick<Call['seats'], 'patient'> } = UNANSWERED,
): ErrorCode | undefined {
  const goesOn = seats.patient !== null && standing.consent.given !== null;
  return goesOn ? refusalToSee(standing) : refusalToRead(standing);
}

const UNANSWERED = { seats: { patient: null } } as const;

/**
 * Why this person may not call: only the assigned doctor does (manual §5.3), only in an open consultation, and not while
 * being in another call. `elsewhere`: the doctor is in a call of another chat.
 */
export function refusalToRing(
  consultation: Pick<Consultation, 'state'>,
  standing: Pick<Standing, 'relation'>,
  elsewhere: boolean = false,
): ErrorCode | undefined {
  return (
    refusalToLead(standing) ?? refusalToWriteWhen(consultation) ?? (elsewhere ? 'call-elsewhere' : undefined)
  );
}

/** One of the patient's side, as it is about to ring. */
export interface Callee {
  /** Sits in another call. */
  readonly elsewhere: boolean;
  /** Has a page open. */
  readonly online: boolean;
}

/**
 * Whether nobody of the patient's side is left to answer, so that it need not ring: `busy`. Everybody is busy for
 * themselves alone: while one parent speaks it rings on all pages of the other. The patient for whom others speak, a small
 * child above all, is counted on only with a page open; the others always are, as theirs may be about to open.
 */
export function isSideBusy(patient: Callee, representatives: readonly Callee[]): boolean {
  const isCountedOn = patient.online || representatives.length === 0;
  return [...representatives, ...(isCountedOn ? [patient] : [])].every(({ elsewhere }) => elsewhere);
}

/** Why the call may not be answered by `seat`: only by the patient's side, once; by the same page again it is the same answer. */
export function refusalToAnswer(call: Call, standing: Standing, seat: Seat): ErrorCode | undefined {
  const unseen = refusalToSeeCall(standing, call);
  if (unseen) return unseen;
  if (sideOf(standing.relation) !== 'patient') return 'not-allowed';
  if (!isLive(call)) return 'call-ended';
  const { patient } = call.seats;
  if (patient === null) return undefined;
  return isSame(patient, seat) ? undefined : 'call-answered';
}

/**
 * Why `seat` may not act in the call (fetch a ticket, send a signal, tell of its picture). While it rings, the patient's
 * side has no seat and each of its pages may prepare itself. `takes`: it wants the seat of its own side, as a person does
 * who goes on at another computer.
 */
export function refusalToSit(
  call: Call,
  standing: Standing,
  seat: Seat,
  takes: boolean = false,
): ErrorCode | undefined {
  const unseen = refusalToSeeCall(standing, call);
  if (unseen) return unseen;
  if (!isLive(call)) return 'call-ended';
  const taken = call.seats[sideOf(standing.relation)!];
  if (taken === null || isSame(taken, seat)) return undefined;
  return takes && taken.person === seat.person ? undefined : 'call-elsewhere';
}

/** Why this person may not end the call: who may see it may end it. Ending what has ended is no mistake. */
export const refusalToEnd = refusalToSeeCall;

/** What an end is called that `side` makes; `failed` where it gave up after trying. */
export function endBy(call: Pick<Call, 'state'>, side: Side, gaveUp: boolean): CallEnd {
  if (call.state === 'ringing') return side === 'doctor' ? 'cancelled' : 'declined';
  return gaveUp ? 'failed' : 'hang-up';
}

/**
 * The state after one side has told whether it sees and hears the other. Both must, and one that does not is enough to be
 * reconnecting; `flows` is what each side said last.
 */
export function stateByMedia(
  state: CallState,
  flows: { readonly doctor: boolean; readonly patient: boolean },
): CallState {
  if (state === 'ringing' || state === 'ended') return state;
  if (flows.doctor && flows.patient) return 'active';
  return state === 'connecting' ? 'connecting' : 'reconnecting';
}

/** When a call must end by itself and how, unless something happens before; ms UTC. */
export function dueEnd(
  call: Pick<Call, 'state'> & {
    readonly rangAt: number;
    /** When it last began to connect: the answer, or the loss of the picture. `null` while it rings and while it is active. */
    readonly connectingSince: number | null;
  },
  limits: { readonly ring: number; readonly connect: number; readonly length: number } = CALL_LIMITS,
): { readonly at: number; readonly end: CallEnd } | undefined {
  if (call.state === 'ended') return undefined;
  if (call.state === 'ringing') return { at: call.rangAt + limits.ring, end: 'no-answer' };
  const longest = { at: call.rangAt + limits.length, end: 'hang-up' as const };
  if (call.connectingSince === null) return longest;
  const failing = { at: call.connectingSince + limits.connect, end: 'failed' as const };
  return failing.at < longest.at ? failing : longest;
}

/** Which note tells of the end in the chat. A call that was answered has a length, others were missed or declined. */
export function noteOfEnd(end: CallEnd, answered: boolean): 'call-ended' | 'call-missed' | 'call-declined' {
  if (answered) return 'call-ended';
  return end === 'declined' ? 'call-declined' : 'call-missed';
}

/** A length of less than a day as a clock shows it: `0:07`, `12:05`, `1:02:03`. Below an hour the first part is minutes. */
export function clockOf(ms: number): string {
  return new Date(ms)
    .toISOString()
    .slice(11, 19)
    .replace(/^(00:)?0?/, '');
}

const isSame = (one: Seat, other: Seat) => one.person === other.person && one.device === other.device;
