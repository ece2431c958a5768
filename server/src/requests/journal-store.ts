import type { Actor, AttemptResult, ErrorCode, RequestKind, RequestToMatch, Slot } from '@consult/core';
import type { JournalPage, JournalQuery, JournalRow, PeopleFound, SlotView } from '@consult/core/wire';
import type { Change, RequestNews } from '../feed/feed.js';
import type { KeptRequest, OfferRule, RequestAccess, RequestRule } from './request-store.js';

/** What came of a command of the registry: nothing to tell where it had been done before. */
export interface JournalResult {
  readonly row: JournalRow;
  readonly news: RequestNews | null;
  readonly change: Change | null;
}

/** What is asked before a time is given to a request, as it stands inside the transaction. */
export type SlotRule = (
  request: KeptRequest & { readonly kind: RequestKind },
  slot: (Slot & { readonly kind: RequestKind }) | undefined,
) => ErrorCode | undefined;

/**
 * The journal of requests, for the staff. Each verb is one transaction, its audit row included, and resolves after commit.
 * A request of another organisation does not exist.
 */
export interface JournalStore {
  /** The requests of the operator's clinic, or those a doctor entered: what lives first, the nearest deadline first. */
  page(
    actor: Actor,
    query: JournalQuery,
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<Pick<JournalPage, 'rows' | 'next' | 'counts'>>;
  /** All that the filters leave, a page at a time, for a file; the first page leaves an audit row. */
  exported(
    actor: Actor,
    query: JournalQuery,
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<Pick<JournalPage, 'rows' | 'next'>>;
  /** One request. The reading leaves an audit row. */
  row(access: RequestAccess, rule: RequestRule): Promise<JournalRow>;
  /** Says who works on it until when; asked again it is prolonged. */
  lock(access: RequestAccess, until: number, rule: RequestRule): Promise<JournalResult>;
  /** Says that the actor does not work on it any more; where another does, nothing changes. */
  unlock(access: RequestAccess, rule: RequestRule): Promise<JournalResult>;
  /** Notes an attempt to telephone. The same (actor, key) again is the same attempt. @throws ConsultError `key-reused` */
  addAttempt(
    access: RequestAccess,
    attempt: {
      readonly id: string;
      readonly key: string;
      readonly result: AttemptResult;
      readonly note: string | null;
    },
    rule: RequestRule,
  ): Promise<JournalResult>;
  /**
   * Offers a free slot, which is held `holdMs` for the answer and never beyond its beginning. The same (actor, key) again is the
   * same offer.
   * @throws ConsultError what the rules answer; `key-reused`
   */
  offer(
    access: RequestAccess,
    offer: { readonly id: string; readonly key: string; readonly slot: string },
    holdMs: number,
    rule: RequestRule,
    slotRule: SlotRule,
  ): Promise<JournalResult>;
  /** Takes an offer back; that is no refusal. Again it changes nothing. */
  retract(access: RequestAccess, offerId: string, rule: OfferRule): Promise<JournalResult>;
  /** Books a free slot the patient agreed to on the telephone. The same (actor, key) again is the same. */
  schedule(
    access: RequestAccess,
    wanted: { readonly key: string; readonly slot: string; readonly chat: string },
    rule: RequestRule,
    slotRule: SlotRule,
  ): Promise<JournalResult>;
  /** Annuls the request for a reason the patient reads. The same again changes nothing. */
  annul(access: RequestAccess, reason: string, rule: RequestRule): Promise<JournalResult>;
  /** What waits in the actor's clinic, the nearest deadline first, and what is free there, by time. */
  matchable(
    actor: Actor,
    now: number,
    limit: number,
    rule: () => ErrorCode | undefined,
  ): Promise<{ requests: RequestToMatch[]; slots: SlotView[] }>;
  /** Patients the actor may enter a request for: attached to the operator's clinic, or the doctor's own. */
  people(
    actor: Actor,
    q: string,
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<PeopleFound['people']>;
}
