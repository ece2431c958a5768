import type { Actor, DeferredRequest, ErrorCode, Offer, RequestRelation, WorkingHours } from '@consult/core';
import type {
  NewAnonymousRequest,
  NewRequest,
  RequestsPage,
  RequestsQuery,
  RequestView,
} from '@consult/core/wire';
import type { Change, RequestNews } from '../feed/feed.js';

/** Who asks, for which request, when. */
export interface RequestAccess {
  readonly requestId: string;
  readonly actor: Actor;
  readonly now: number;
}

/** Until when the registry telephones and a consultation is given; told by the working hours that stand in the transaction. */
export interface Deadlines {
  readonly callBy: number;
  readonly callByProvisional: boolean;
  readonly consultBy: number;
}
export type DeadlinesBy = (hours: WorkingHours | null) => Deadlines;

/** A request as the rules see it inside the transaction. */
export interface KeptRequest extends DeferredRequest {
  readonly lock: { readonly person: string; readonly until: number } | null;
}

/** A pure question about a request: why not, or `undefined`. One that does not exist is asked about with relation `none`. */
export type RequestRule = (request: KeptRequest, relation: RequestRelation) => ErrorCode | undefined;
/** The same about an offer of it, which may not be there. */
export type OfferRule = (
  request: KeptRequest,
  relation: RequestRelation,
  offer: Offer | undefined,
) => ErrorCode | undefined;

/** What the rule of a new request is asked about, as it stands inside the transaction. */
export interface ApplicationFacts {
  readonly isOwn: boolean;
  readonly attached: boolean;
  readonly treats: boolean;
  /** The personal-data document in force. */
  readonly published: { readonly version: number; readonly hash: string } | null;
  /** Whether a living request of the patient asks the same of the organisation. */
  readonly isDuplicate: boolean;
}

/** What came of a command: nothing to tell where it had been done before. */
export interface RequestResult {
  readonly request: RequestView;
  readonly news: RequestNews | null;
  /** The chat's, where one was made. */
  readonly change: Change | null;
}

/**
 * Where deferred requests are kept, for the patient's side. Each verb is one transaction, its audit row included, and
 * resolves after commit.
 */
export interface RequestStore {
  /**
   * Registers a request: takes the next number of the year, and keeps the consent given in the same act. The same
   * (applicant, key) again is the same request.
   * @throws ConsultError what `rule` answers, or of one that is known `seenBy`; `not-found` for a patient, organisation or doctor nobody knows; `key-reused`
   */
  register(
    actor: Actor,
    draft: NewRequest & { readonly id: string; readonly consentId: string },
    deadlines: DeadlinesBy,
    now: number,
    rule: (facts: ApplicationFacts) => ErrorCode | undefined,
    seenBy: (relation: RequestRelation) => ErrorCode | undefined,
  ): Promise<RequestResult>;
  /** The same for one without an account, whom nobody knows; a retry replaces the secret. `secretHash`: SHA-256, hex. */
  registerUnknown(
    draft: NewAnonymousRequest & { readonly id: string; readonly secretHash: string },
    deadlines: DeadlinesBy,
    now: number,
    rule: (facts: Pick<ApplicationFacts, 'published' | 'isDuplicate'>) => ErrorCode | undefined,
  ): Promise<RequestResult>;
  /** What one without an account has applied for. @throws ConsultError `not-found` */
  viewBySecret(number: string, secretHash: string, now: number): Promise<RequestView>;
  /** The requests of a patient and of those they speak for, newest first; of others none. */
  list(actor: Actor, query: RequestsQuery, now: number): Promise<Pick<RequestsPage, 'requests' | 'next'>>;
  /** One request. Staff's reading leaves an audit row. @throws ConsultError what `rule` answers */
  view(access: RequestAccess, rule: RequestRule): Promise<RequestView>;
  /**
   * Accepts an offer: books its slot and makes the consultation, whose chat has the id `chat`. Again it changes nothing.
   * @throws ConsultError what `rule` answers
   */
  accept(
    access: RequestAccess,
    offer: { readonly offerId: string; readonly chat: string },
    rule: OfferRule,
  ): Promise<RequestResult>;
  /** Refuses an offer: its slot is free again and the refusal counts. Again it changes nothing. */
  refuse(
    access: RequestAccess,
    offer: { readonly offerId: string; readonly reason: string | null },
    rule: OfferRule,
  ): Promise<RequestResult>;
  /** Withdraws a request: what is offered is taken back. Again it changes nothing. */
  withdraw(access: RequestAccess, rule: RequestRule): Promise<RequestResult>;
  /** Ends the offers whose time to answer is over and completes the visits in person that are, a few at a time. */
  settleDue(now: number, limit: number): Promise<RequestNews[]>;
}
