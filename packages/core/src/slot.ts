import type { ErrorCode } from './errors.js';
import type { Actor } from './person.js';

/**
 * The life of a doctor's time: `free → held (by an offer) → booked`, or free again where the offer came to nothing. `void`: the
 * consultation it was booked for was cancelled; the operator may open it anew.
 */
export const SLOT_STATES = ['free', 'held', 'booked', 'void'] as const;
export type SlotState = (typeof SLOT_STATES)[number];

/** What the rules need to know of a time. */
export interface Slot {
  readonly state: SlotState;
  readonly startsAt: number;
}

/** No doctor's time is longer than this, in ms. */
const LONGEST = 24 * 60 * 60 * 1000;

/** Why this person may not open times: that is the registry's, for its own organisation. */
export function refusalToOpenSlots({
  role,
  organisation,
}: Pick<Actor, 'role' | 'organisation'>): ErrorCode | undefined {
  return role === 'operator' && organisation !== null ? undefined : 'not-allowed';
}

/** Why no time can be from one moment to the other: it ends before it begins, is longer than a day, or has begun already. */
export function refusalToTime(
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  now: number,
): ErrorCode | undefined {
  if (endsAt <= startsAt || endsAt - startsAt > LONGEST) return 'invalid';
  return startsAt <= now ? 'slot-past' : undefined;
}

/** Why a time cannot be taken: it has begun, or is somebody's already. */
export function refusalToTake({ state, startsAt }: Slot, now: number): ErrorCode | undefined {
  if (startsAt <= now) return 'slot-past';
  return state === 'free' ? undefined : 'slot-taken';
}

/** Why this person may not book a time for the patient: one books for oneself or one's child, where they are attached. */
export function refusalToBook(
  { role }: Pick<Actor, 'role'>,
  { isOwn, attached }: { readonly isOwn: boolean; readonly attached: boolean },
): ErrorCode | undefined {
  if (role !== 'patient') return 'not-allowed';
  if (!isOwn) return 'not-found';
  return attached ? undefined : 'not-attached';
}

/** Why this person may not learn where a patient is attached: that is for those who may book for them. */
export function refusalToAskFor(
  { role }: Pick<Actor, 'role'>,
  { isOwn }: { readonly isOwn: boolean },
): ErrorCode | undefined {
  if (isOwn) return undefined;
  return role === 'patient' ? 'not-found' : 'not-allowed';
}
