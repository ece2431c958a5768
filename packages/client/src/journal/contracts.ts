import type { ErrorCode } from '@consult/core';
import type {
  JournalCsvQuery,
  JournalPage,
  JournalRow,
  MatchingAnswer,
  NewAttempt,
  NewRequest,
  PeopleFound,
  RequestView,
  ScheduleAnswer,
  ScheduleQuery,
} from '@consult/core/wire';
import type { KeptText } from '../kept-text.js';
import type { Readable } from '../store.js';

/** What narrows the journal; nothing of it: all. */
export type JournalFilters = JournalCsvQuery;

/** A specialty of the own organisation and who sees patients in it. */
export type JournalSpecialty = ScheduleAnswer['specialties'][number];

/** The journal as far as it is known. */
export interface JournalState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed. A journal that was ready stays so and shows the connection's state instead. */
  readonly problem?: ErrorCode | undefined;
  /** What `rows` answer to. */
  readonly filters: JournalFilters;
  /** Other filters were set whose answer has not come yet. */
  readonly filtering: boolean;
  /** The nearest deadline first. */
  readonly rows: readonly JournalRow[];
  readonly counts: JournalPage['counts'];
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** Why the next page has not come. */
  readonly moreProblem?: ErrorCode | undefined;
}

/** The journal of deferred booking: an operator's of the own clinic, a doctor's of what they entered. */
export interface JournalHandle {
  readonly state: Readable<JournalState>;
  /** Who sees patients in the own organisation; read when somebody first watches. */
  readonly directory: Readable<readonly JournalSpecialty[]>;
  /** Narrows the journal. A late answer never overwrites a newer one. */
  filter(filters: JournalFilters): void;
  loadMore(): Promise<void>;
  /**
   * One request in full; what does that is fetched when it is first asked for. Lets go of the lock with its `close()`.
   * @throws ConsultError
   */
  open(requestId: string): Promise<OpenRequestHandle>;
  /** What is typed of a request that is not entered yet; its form says what stands in it. */
  readonly entry: KeptText;
  /** Enters a request for a caller or a visitor; the same words again are the same request, after a reload too. @throws ConsultError */
  enter(request: Omit<NewRequest, 'key' | 'organisation'>): Promise<RequestView>;
  /** Patients a request may be entered for. A late answer is `undefined`. @throws ConsultError */
  people(query: string): Promise<PeopleFound['people'] | undefined>;
  /** What is free in the own organisation. @throws ConsultError */
  schedule(query?: ScheduleQuery): Promise<ScheduleAnswer>;
  /** Pairs waiting requests with free slots; a dry run changes nothing. @throws ConsultError */
  match(wish: { readonly dryRun: boolean }): Promise<MatchingAnswer>;
  /** What the filters leave, as a file for spreadsheets; default: those set now. @throws ConsultError */
  exportCsv(filters?: JournalFilters): Promise<Blob>;
  /** Reads again. */
  reload(): void;
  close(): void;
}

/** One request as its reader may work on it. */
export interface OpenRequestState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem?: ErrorCode | undefined;
  readonly row?: JournalRow | undefined;
  /** `own`: it is kept for this reader; `other`: somebody else works on it; `lapsed`: it was kept too long without a deed. */
  readonly lock: 'none' | 'asking' | 'own' | 'other' | 'lapsed';
  /** Why the reader may not do the registry's work on it, by the rules in core. */
  readonly refusalToWork?: ErrorCode | undefined;
  /** Why no time can be offered or appointed now. */
  readonly refusalToOffer?: ErrorCode | undefined;
  /** Why the offer that stands cannot be answered by telephone any more; absent also where none stands. */
  readonly refusalToAnswer?: ErrorCode | undefined;
  /** Why it cannot be annulled now, whatever the reason. */
  readonly refusalToAnnul?: ErrorCode | undefined;
}

export interface OpenRequestHandle {
  readonly id: string;
  readonly state: Readable<OpenRequestState>;
  /** «I work on it»: keeps others off while the handle is open and something is done. Never throws: the state tells. */
  lock(): Promise<void>;
  /** Something is done on it: the lock is kept on. */
  touch(): void;
  /** Writes down a call. The same words again after a failure are the same call. @throws ConsultError */
  addAttempt(attempt: Omit<NewAttempt, 'key'>): Promise<void>;
  /** Offers a free slot; the patient answers. @throws ConsultError */
  offer(slotId: string): Promise<void>;
  /** Takes an offer back; it is no refusal. @throws ConsultError */
  retract(offerId: string): Promise<void>;
  /** The patient said yes on the telephone. Answers the chat, if the consultation has one. @throws ConsultError */
  acceptByPhone(offerId: string): Promise<string | null>;
  /** The patient said no on the telephone. @throws ConsultError */
  refuseByPhone(offerId: string, reason: string): Promise<void>;
  /** The patient agreed to this slot on the telephone. Answers the chat, if the consultation has one. @throws ConsultError */
  schedule(slotId: string): Promise<string | null>;
  /** Ends it after three refusals, for a reason the patient reads. @throws ConsultError */
  annul(reason: string): Promise<void>;
  reload(): void;
  close(): void;
}
