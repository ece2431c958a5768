import type { ApplicationContent, ErrorCode, RequestKind } from '@consult/core';
import type { ConsentAct, ConsentDocument, RequestView, SubjectsAnswer } from '@consult/core/wire';
import type { Readable } from '../store.js';

/** What somebody was about to book when no slot suited. The page says it. */
export interface ApplicationContext {
  readonly organisation: string;
  readonly specialty: string;
  /** `null`: anybody of the specialty. */
  readonly doctor: string | null;
  readonly kind: RequestKind;
}

/** Somebody one may apply for, with what prefills the form. */
export type Subject = SubjectsAnswer['subjects'][number];

/** All that stands in the form, half a wish included: nothing of it is lost over a reload. */
export interface ApplicationFields extends ApplicationContent {
  /** For whom; `null`: somebody without an account, told by name and birth date. */
  readonly patient: string | null;
  /** The ends of a wish that has not been added yet. */
  readonly from: string;
  readonly to: string;
}

/** Why this patient cannot apply here, known before anything is sent. */
export interface Obstacle {
  readonly patient: string;
  readonly code: 'not-attached' | 'request-duplicate';
  /** The request there is already. */
  readonly request?: string;
}

/** What came of an application. */
export interface Registered {
  readonly request: RequestView;
  /** With this alone a request without an account can be looked up. */
  readonly secret?: string;
}

/** What there is to know before somebody applies. */
export interface ApplicationState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem?: ErrorCode | undefined;
  /** Oneself and those one speaks for; nobody where the application is anonymous. */
  readonly subjects: readonly Subject[];
  /** The personal-data document in force; `undefined`: none has been published. */
  readonly document?: ConsentDocument | undefined;
  /** What was written at an earlier visit and not sent. */
  readonly draft?: ApplicationFields | undefined;
  readonly obstacle?: Obstacle | undefined;
  readonly sending: boolean;
}

/** One application for a deferred request: `openApplication(client, context)` of `@consult/client/requests`. */
export interface ApplicationHandle {
  readonly context: ApplicationContext;
  readonly state: Readable<ApplicationState>;
  /** Looks whether this patient may apply here at all, so that nobody fills in a form in vain. */
  choose(patient: string): Promise<void>;
  /** Keeps what is typed until it is sent; resolves when it lies there. @throws ConsultError `unavailable` */
  keepDraft(fields: ApplicationFields): Promise<void>;
  /**
   * Registers the request. One application is one request, however often it is sent and whatever was reloaded or
   * rewritten between: where an earlier try has arrived, its request is the answer.
   * @throws ConsultError what is wrong with the fields, `request-duplicate` (see `obstacle`), `not-attached`, …
   */
  submit(fields: ApplicationFields, consent: ConsentAct): Promise<Registered>;
  /** The server's clock, ms UTC. */
  now(): number;
  /** Asks again after a failure. */
  reload(): void;
  close(): void;
}

/** What is being done with a request. */
export type RequestVerb = 'accept' | 'refuse' | 'withdraw';

/** A patient's requests as far as they are known. */
export interface RequestsState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed. What was ready stays so while only the weather is bad. */
  readonly problem?: ErrorCode | undefined;
  /** Newest first. */
  readonly requests: readonly RequestView[];
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** What waits for the server's word, by request: nothing is shown as done before it. */
  readonly busy: ReadonlyMap<string, RequestVerb>;
}

/** A patient's own requests and those of whom they speak for: `openRequests(client)` of `@consult/client/requests`. */
export interface RequestsHandle {
  readonly state: Readable<RequestsState>;
  /** @throws ConsultError `offer-lapsed`, `offer-answered`, … */
  accept(requestId: string, offerId: string): Promise<void>;
  /** @throws ConsultError `offer-lapsed`, `offer-answered`, `text-too-long`, … */
  refuse(requestId: string, offerId: string, reason: string): Promise<void>;
  /** @throws ConsultError `request-closed`, … */
  withdraw(requestId: string): Promise<void>;
  loadMore(): Promise<void>;
  /** Asks again after a failure. */
  reload(): void;
  close(): void;
}

/** What is known of a request without an account. */
export interface LookupState {
  /** As the server told it last; `undefined`: none has been found yet, or it was let go of. */
  readonly request?: RequestView | undefined;
  /** The server is being asked. */
  readonly looking: boolean;
}

/** A request of somebody without an account: `openAnonymousLookup(options)` of `@consult/client/requests`. */
export interface LookupHandle {
  readonly state: Readable<LookupState>;
  /**
   * Looks a request up. The key stays in memory only, for `refresh`, until the request is let go of.
   * @throws ConsultError `not-found` (any wrong pair), `invalid`, `too-many-requests`, `unavailable`, …
   */
  find(number: string, secret: string): Promise<void>;
  /** Asks how the request stands now. What is shown stays where the server cannot be reached. @throws ConsultError as `find` */
  refresh(): Promise<void>;
  /** Lets go of the request and its key. An answer still under way is not heard any more. */
  forget(): void;
  /** The server's clock, ms UTC. */
  now(): number;
  /** Forgets all, and asks nothing any more. */
  close(): void;
}
