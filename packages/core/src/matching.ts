import type { DateRange, RequestKind } from './deferred-request.js';
import { moscowMoment } from './person.js';
import { dayAfter } from './production-calendar.js';
import { byId, byTime, type Shelf, shelvesOf } from './slot-shelf.js';

/** Why a slot suits a request: what of it fits. */
export const MATCH_REASONS = ['doctor', 'specialty', 'day', 'kind', 'before-deadline'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** Why a waiting request was left without a slot; what nearer deadlines took is gone. */
export const MISMATCH_REASONS = [
  'no-slot-of-specialty',
  'no-slot-of-doctor',
  'no-slot-on-days',
  'locked',
] as const;
export type MismatchReason = (typeof MISMATCH_REASONS)[number];

/** What matching needs to know of a request that waits. */
export interface RequestToMatch {
  readonly id: string;
  readonly number: string;
  readonly kind: RequestKind;
  readonly specialty: string;
  /** The only doctor who will do; `null`: anybody of the specialty. */
  readonly doctor: string | null;
  /** The only days that will do; none: any day. */
  readonly wishes: readonly DateRange[];
  readonly registeredAt: number;
  readonly callBy: number;
  readonly consultBy: number;
  /** Whether somebody else works on it at this moment. */
  readonly locked: boolean;
}

/** What matching needs to know of a free time; `D` is whatever else is told of its doctor. */
export interface SlotToMatch<D extends SlotOwner = SlotOwner> {
  readonly id: string;
  readonly kind: RequestKind;
  readonly doctor: D;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Whose time it is. */
export interface SlotOwner {
  readonly id: string;
  readonly specialty: string;
}

/** A waiting request and the free slot found for it. */
export interface Match<D extends SlotOwner = SlotOwner> {
  readonly request: string;
  readonly number: string;
  readonly slot: string;
  readonly doctor: D;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly reasons: MatchReason[];
}

/** A waiting request for which there is nothing, and why. */
export interface Mismatch {
  readonly request: string;
  readonly number: string;
  readonly reason: MismatchReason;
}

/**
 * Pairs waiting requests with free slots. The request whose call is due first chooses first; of those due together, the one
 * that wishes for a doctor, as it has less to choose from; then the one registered first. It gets the earliest slot of its
 * kind, specialty and doctor on a day it wishes for. A doctor wished for is never replaced by another: that would be an offer
 * to refuse, and three refusals end a request. Slots that have begun are none, and a request somebody works on is left to
 * them.
 *
 * The answer does not depend on the order of what is given, and whoever is left without a slot has none left that suits.
 */
export function matchRequests<D extends SlotOwner>(
  requests: readonly RequestToMatch[],
  slots: readonly SlotToMatch<D>[],
  now: number,
): { matches: Match<D>[]; unmatched: Mismatch[] } {
  const matches: Match<D>[] = [];
  const unmatched: Mismatch[] = [];
  const shelves = shelvesOf(
    slots.filter(({ startsAt }) => startsAt > now),
    shelvesOfSlot,
  );

  for (const request of [...requests].sort(whoChoosesFirst)) {
    const { id, number } = request;
    const shelf = shelves.named(shelfOfRequest(request));
    const slot = request.locked ? undefined : earliestOn(request.wishes, shelf);
    if (slot) {
      shelves.take(slot);
      const { id: slotId, doctor, startsAt, endsAt } = slot;
      const reasons = reasonsFor(request, slot);
      matches.push({ request: id, number, slot: slotId, doctor, startsAt, endsAt, reasons });
    } else {
      unmatched.push({ request: id, number, reason: reasonAgainst(request, shelf?.from(now)) });
    }
  }
  return { matches, unmatched };
}

function reasonsFor(request: RequestToMatch, { startsAt }: SlotToMatch): MatchReason[] {
  const reasons: MatchReason[] = request.doctor === null ? ['specialty'] : ['doctor', 'specialty'];
  if (request.wishes.length > 0) reasons.push('day');
  reasons.push('kind');
  if (startsAt <= request.consultBy) reasons.push('before-deadline');
  return reasons;
}

function reasonAgainst({ locked, doctor }: RequestToMatch, left: SlotToMatch | undefined): MismatchReason {
  if (locked) return 'locked';
  if (left) return 'no-slot-on-days';
  return doctor === null ? 'no-slot-of-specialty' : 'no-slot-of-doctor';
}

/** The earliest slot left on the days wished for. */
function earliestOn<S extends SlotToMatch>(
  wishes: readonly DateRange[],
  shelf: Shelf<S> | undefined,
): S | undefined {
  if (wishes.length === 0) return shelf?.from(0);
  let earliest: S | undefined;
  for (const { from, to } of wishes) {
    const slot = shelf?.from(moscowMoment(from));
    if (!slot || slot.startsAt >= moscowMoment(dayAfter(to))) continue;
    if (!earliest || byTime(slot, earliest) < 0) earliest = slot;
  }
  return earliest;
}

/** A slot lies with its doctor's and with its specialty's; a request looks where its wish says. */
const shelvesOfSlot = ({ kind, doctor }: SlotToMatch) => [
  nameOf(kind, doctor.specialty),
  nameOf(kind, doctor.specialty, doctor.id),
];
const shelfOfRequest = ({ kind, specialty, doctor }: RequestToMatch) =>
  doctor === null ? nameOf(kind, specialty) : nameOf(kind, specialty, doctor);

const nameOf = (...parts: readonly string[]) => JSON.stringify(parts);

const whoChoosesFirst = (one: RequestToMatch, other: RequestToMatch) =>
  one.callBy - other.callBy ||
  Number(one.doctor === null) - Number(other.doctor === null) ||
  one.registeredAt - other.registeredAt ||
  byId(one, other);
