import type { ErrorCode } from './errors.js';
import { LIMITS, lengthOf } from './limits.js';
import type { Actor } from './person.js';

/**
 * The life of a request in the journal of deferred booking (manual §3):
 * `registered → in-progress → offered → scheduled → done`, with `refused` after each refusal of an offer; an offer that was
 * let go by leads back to `in-progress`. `annulled` by the operator and `withdrawn` by the patient are final, as `done` is.
 * That a request is overdue is computed from its deadline, never stored.
 */
export const REQUEST_STATES = [
  'registered',
  'in-progress',
  'offered',
  'refused',
  'scheduled',
  'annulled',
  'withdrawn',
  'done',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** How the request came in: by the portal, by telephone, at a visit, at the doctor's visit at home (manual §3). */
export const REQUEST_SOURCES = ['portal', 'call-centre', 'visit', 'home-visit'] as const;
export type RequestSource = (typeof REQUEST_SOURCES)[number];

/** What is asked for: a remote consultation, or to be seen in person. */
export const REQUEST_KINDS = ['remote', 'in-person'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/**
 * The life of one offer: `held → accepted | refused | lapsed | retracted`. `lapsed`: the time to answer ended;
 * `retracted`: the operator took it back. Neither of the last two counts as a refusal.
 */
export const OFFER_STATES = ['held', 'accepted', 'refused', 'lapsed', 'retracted'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** How an attempt to reach the patient by telephone ended. */
export const ATTEMPT_RESULTS = ['reached', 'no-answer', 'busy', 'wrong-number', 'call-later'] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

/** How somebody stands to a request. A person may be more than one of these; the nearest counts, in this order. */
export const REQUEST_RELATIONS = ['patient', 'representative', 'operator', 'author', 'none'] as const;
export type RequestRelation = (typeof REQUEST_RELATIONS)[number];

/** Days the patient could come, both ends included, `YYYY-MM-DD`; one day where they are the same. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/** What the rules need to know of a request. */
export interface DeferredRequest {
  readonly state: RequestState;
  /** Offers refused so far. */
  readonly refusals: number;
}

/** What the rules need to know of an offer. */
export interface Offer {
  readonly state: OfferState;
  /** Until when the slot is kept for the answer, ms UTC. */
  readonly heldUntil: number;
}

/** How many refusals there must be before an operator may annul (manual §3: «при трехкратном отказе»). */
export const REFUSALS_TO_ANNUL = 3;

/** Whether nothing can happen to the request any more. */
export function isOver({ state }: Pick<DeferredRequest, 'state'>): boolean {
  return state === 'annulled' || state === 'withdrawn' || state === 'done';
}

/** Whether the registry still owes the patient a time. */
export function isWaiting({ state }: Pick<DeferredRequest, 'state'>): boolean {
  return state === 'registered' || state === 'in-progress' || state === 'refused';
}

/** Whether the call that was promised is late: nobody has reached the patient or offered anything by the deadline. */
export function isOverdue(
  request: Pick<DeferredRequest, 'state'> & { readonly callBy: number; readonly answeredAt: number | null },
  now: number,
): boolean {
  return isWaiting(request) && request.answeredAt === null && now > request.callBy;
}

/** Who stands how to a request: whose it is, who speaks for them, whose clinic keeps it, who entered it. */
export function relationToRequest(
  actor: Pick<Actor, 'person' | 'role' | 'organisation'>,
  facts: {
    readonly patient: string | null;
    readonly applicant: string;
    readonly organisation: string;
    readonly speaksFor: boolean;
  },
): RequestRelation {
  if (actor.role === 'patient') {
    if (facts.patient === actor.person) return 'patient';
    return facts.speaksFor ? 'representative' : 'none';
  }
  if (actor.organisation !== facts.organisation) return 'none';
  if (actor.role === 'operator') return 'operator';
  return actor.role === 'doctor' && facts.applicant === actor.person ? 'author' : 'none';
}

/** Why this person may not even know that the request exists. */
export function refusalToSeeRequest(relation: RequestRelation): ErrorCode | undefined {
  return relation === 'none' ? 'not-found' : undefined;
}

/** Why this person may not answer an offer or withdraw the request: the patient's side does, or tells it to the registry. */
export function refusalToDecide(relation: RequestRelation): ErrorCode | undefined {
  if (relation === 'none') return 'not-found';
  return relation === 'author' ? 'not-allowed' : undefined;
}

/** Why this person may not see the request as the journal shows it: that is the staff's. */
export function refusalToSeeRow(relation: RequestRelation): ErrorCode | undefined {
  if (relation === 'none') return 'not-found';
  return relation === 'operator' || relation === 'author' ? undefined : 'not-allowed';
}

/** Why this person has no journal to look into. */
export function refusalToLookIntoJournal({
  role,
  organisation,
}: Pick<Actor, 'role' | 'organisation'>): ErrorCode | undefined {
  return (role === 'operator' || role === 'doctor') && organisation !== null ? undefined : 'not-allowed';
}

/** Why this person may not do what only a registry does with its journal as a whole. */
export function refusalToRunJournal({
  role,
  organisation,
}: Pick<Actor, 'role' | 'organisation'>): ErrorCode | undefined {
  return role === 'operator' && organisation !== null ? undefined : 'not-allowed';
}

/** Why this person may not do the registry's work on the request. */
export function refusalToProcess(relation: RequestRelation): ErrorCode | undefined {
  if (relation === 'none') return 'not-found';
  return relation === 'operator' ? undefined : 'not-allowed';
}

/**
 * Why this person may not apply from here: the portal is the patient's; a call or a visit is entered by the registry, and by a
 * doctor for a patient of their own (manual §3).
 */
export function refusalToApply(
  { role, organisation }: Pick<Actor, 'role' | 'organisation'>,
  draft: { readonly source: RequestSource; readonly organisation: string },
  facts: {
    /** Whether the patient is the actor, or one the actor may speak for now. */
    readonly isOwn: boolean;
    /** Whether the patient is attached to the organisation by the ОМС policy. */
    readonly attached: boolean;
    /** Whether the actor, a doctor, has treated the patient here. */
    readonly treats: boolean;
  },
): ErrorCode | undefined {
  if (role === 'patient') {
    if (draft.source !== 'portal') return 'not-allowed';
    if (!facts.isOwn) return 'not-found';
  } else {
    if (role !== 'operator' && role !== 'doctor') return 'not-allowed';
    if (draft.source === 'portal') return 'not-allowed';
    if (organisation !== draft.organisation) return 'not-found';
    if (role === 'doctor' && (draft.source === 'call-centre' || !facts.treats)) return 'not-allowed';
  }
  return facts.attached ? undefined : 'not-attached';
}

/**
 * Why nobody may apply here without an account: the installation does not let them, or a remote consultation is asked for,
 * whose participants have to be identified (323-ФЗ art. 36.2).
 */
export function refusalToApplyUnknown(
  { kind }: { readonly kind: RequestKind },
  allowed: boolean,
): ErrorCode | undefined {
  if (!allowed) return 'not-found';
  return kind === 'remote' ? 'signed-out' : undefined;
}

/** Why a request may not be made without the consent to the processing of personal data, of the text in force. */
export function refusalWithoutDataConsent(
  given: { readonly version: number; readonly hash: string } | undefined,
  published: { readonly version: number; readonly hash: string } | null,
): ErrorCode | undefined {
  if (!given || !published) return 'consent-needed';
  return given.version === published.version && given.hash === published.hash
    ? undefined
    : 'consent-outdated';
}

/** Why such days cannot be wished for: there are none or too many, one ends before it begins, or it is past. */
export function refusalToWishes(
  wishes: readonly DateRange[],
  today: string,
  { most = LIMITS.wishes, ahead = LIMITS.wishAhead }: { most?: number; ahead?: number } = {},
): ErrorCode | undefined {
  if (wishes.length === 0) return 'dates-needed';
  if (wishes.length > most) return 'too-many-dates';
  const last = new Date(Date.parse(`${today}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);
  const isWrong = ({ from, to }: DateRange) => to < from || from < today || to > last;
  return wishes.some(isWrong) ? 'dates-wrong' : undefined;
}

/** The number as the registry dials it: `+7` and ten digits; `undefined` where the text is no such number. */
export function phoneOf(text: string): string | undefined {
  const digits = text.replace(/[\s()-]/g, '').replace(/^(\+7|8)(?=\d{10}$)/, '+7');
  return /^\+7\d{10}$/.test(digits) ? digits : undefined;
}

/** «8 (812) 123-45-67»: a number kept as `+7` and ten digits, as it is read and dialled in Russia. */
export function nationalPhone(phone: string): string {
  return phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '8 ($1) $2-$3-$4');
}

/** Why no time can be offered now. */
export function refusalToOffer({ state }: Pick<DeferredRequest, 'state'>): ErrorCode | undefined {
  if (state === 'offered') return 'offer-open';
  return isWaiting({ state }) ? undefined : 'request-closed';
}

/** Why this offer cannot be accepted or refused any more. The moment `heldUntil` itself is too late. */
export function refusalToAnswerOffer(
  request: DeferredRequest,
  offer: Offer,
  now: number,
): ErrorCode | undefined {
  if (offer.state === 'lapsed' || (offer.state === 'held' && now >= offer.heldUntil)) return 'offer-lapsed';
  if (offer.state !== 'held' || request.state !== 'offered') return 'offer-answered';
  return undefined;
}

/** Why this offer cannot be taken back any more: it has been answered, or nobody holds it. */
export function refusalToRetract(offer: Offer, now: number): ErrorCode | undefined {
  if (offer.state === 'lapsed' || (offer.state === 'held' && now >= offer.heldUntil)) return 'offer-lapsed';
  return offer.state === 'held' ? undefined : 'offer-answered';
}

/** Why the request cannot be annulled: that takes three refusals of what was offered, and a reason the patient reads. */
export function refusalToAnnul(
  request: DeferredRequest,
  reason: string,
  needed: number = REFUSALS_TO_ANNUL,
): ErrorCode | undefined {
  if (request.state === 'offered') return 'offer-open';
  if (!isWaiting(request)) return 'request-closed';
  if (request.refusals < needed) return 'refusals-missing';
  if (!reason.trim()) return 'reason-needed';
  return lengthOf(reason) > LIMITS.reason ? 'text-too-long' : undefined;
}

/** Why the patient cannot withdraw it: what is scheduled is cancelled as a consultation, what is over stays as it is. */
export function refusalToWithdraw({ state }: Pick<DeferredRequest, 'state'>): ErrorCode | undefined {
  return state === 'scheduled' || isOver({ state }) ? 'request-closed' : undefined;
}

/** Why the operator may not work on the row: somebody else does, at this moment. */
export function refusalToTouch(
  lock: { readonly person: string; readonly until: number } | null,
  person: string,
  now: number,
): ErrorCode | undefined {
  return lock && lock.person !== person && now < lock.until ? 'request-locked' : undefined;
}

/** The number as it is told: «Ж-2026-000123». */
export function requestNumber(year: number, no: number): string {
  return `Ж-${year}-${String(no).padStart(6, '0')}`;
}
