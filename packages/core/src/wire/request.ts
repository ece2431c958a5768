import * as v from 'valibot';
import {
  ATTEMPT_RESULTS,
  OFFER_STATES,
  REQUEST_KINDS,
  REQUEST_SOURCES,
  REQUEST_STATES,
} from '../deferred-request.js';
import { LIMITS } from '../limits.js';
import { MATCH_REASONS, MISMATCH_REASONS } from '../matching.js';
import { Count, EntryKey, QueryCount } from './chat.js';
import { atMost, Day, Email, Id, Moment, PersonName, Phone } from './person.js';
import { SlotDoctor } from './slot.js';

export { MATCH_REASONS, MISMATCH_REASONS };

const Wish = v.strictObject({ from: Day, to: Day });
const Specialty = v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.name));
const Reason = v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.reason));

/** The acceptance that goes with a request: the personal-data document as it was on the screen, a tick of its own. */
export const ConsentAct = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type ConsentAct = v.InferOutput<typeof ConsentAct>;

const wanted = {
  kind: v.picklist(REQUEST_KINDS),
  organisation: Id,
  specialty: Specialty,
  /** The doctor wished for; `null`: anybody of the specialty. */
  doctor: v.nullable(Id),
  phone: Phone,
  email: v.nullable(Email),
  wishes: v.pipe(v.array(Wish), v.maxLength(LIMITS.page)),
  /** Wishes as to the time, and why one comes: health data. */
  comment: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.comment)),
};

/**
 * `POST /v1/requests`. The same (applicant, key) again is the same request. A living request of the same patient, specialty
 * and organisation refuses with `request-duplicate`.
 */
export const NewRequest = v.strictObject({
  key: EntryKey,
  source: v.picklist(REQUEST_SOURCES),
  /** For whom: oneself, the child one speaks for, or the patient whom the staff enters. */
  patient: Id,
  ...wanted,
  /** Needed from the portal, in the same act; the staff notes that it was given on paper or by voice by leaving it out. */
  consent: v.optional(ConsentAct),
});
export type NewRequest = v.InferOutput<typeof NewRequest>;

/** `POST /v1/anonymous-requests`, without a token and only where the installation lets it: who it is stands in the body. */
export const NewAnonymousRequest = v.strictObject({
  key: EntryKey,
  name: PersonName,
  birthDate: Day,
  ...wanted,
  consent: ConsentAct,
});
export type NewAnonymousRequest = v.InferOutput<typeof NewAnonymousRequest>;

/** A time that was offered. */
export const OfferView = v.object({
  id: v.string(),
  /** 1, 2, 3 … within the request. */
  no: Count,
  state: v.picklist(OFFER_STATES),
  doctor: SlotDoctor,
  startsAt: Moment,
  endsAt: Moment,
  offeredAt: Moment,
  /** Until when the slot is kept for the answer. */
  heldUntil: Moment,
  answeredAt: v.nullable(Moment),
  /** Why it was refused, in the patient's words; may be empty. */
  reason: v.nullable(v.string()),
  /** Whether the answer was given by telephone, to the operator. */
  byPhone: v.boolean(),
});
export type OfferView = v.InferOutput<typeof OfferView>;

/** A request as its patient's side sees it; the staff sees {@link JournalRow}. */
export const RequestView = v.object({
  id: v.string(),
  /** What is said on the telephone: «Ж-2026-000123». */
  number: v.string(),
  /** Grows by one with every change. */
  revision: Count,
  state: v.picklist(REQUEST_STATES),
  source: v.picklist(REQUEST_SOURCES),
  kind: v.picklist(REQUEST_KINDS),
  registeredAt: Moment,
  /** `id` is null for one who applied without an account. */
  patient: v.object({ id: v.nullable(v.string()), name: PersonName, birthDate: v.nullable(Day) }),
  organisation: v.object({ id: v.string(), name: v.string(), phone: v.nullable(v.string()) }),
  specialty: v.string(),
  doctor: v.nullable(SlotDoctor),
  phone: v.string(),
  email: v.nullable(v.string()),
  wishes: v.array(v.object({ from: Day, to: Day })),
  comment: v.string(),
  /** Until when the registry telephones (5 working days, manual §3), and whether the year's calendar is provisional. */
  callBy: Moment,
  callByProvisional: v.boolean(),
  /** Until when a planned consultation is given (10 days, manual §3). */
  consultBy: Moment,
  overdue: v.boolean(),
  refusals: Count,
  /** Oldest first. */
  offers: v.array(OfferView),
  annulment: v.nullable(v.object({ at: Moment, reason: v.string() })),
  withdrawnAt: v.nullable(Moment),
  /** The chat of the consultation that came of it. */
  chat: v.nullable(v.string()),
});
export type RequestView = v.InferOutput<typeof RequestView>;

/** An attempt to reach the patient by telephone. */
export const AttemptView = v.object({
  id: v.string(),
  at: Moment,
  by: v.object({ id: v.string(), name: PersonName }),
  result: v.picklist(ATTEMPT_RESULTS),
  note: v.nullable(v.string()),
});
export type AttemptView = v.InferOutput<typeof AttemptView>;

/** A request as the journal shows it. */
export const JournalRow = v.object({
  ...RequestView.entries,
  /** Who entered it; `null`: somebody without an account. */
  applicant: v.nullable(v.object({ id: v.string(), name: PersonName })),
  /** Oldest first. */
  attempts: v.array(AttemptView),
  /** Who works on it at this moment. */
  lock: v.nullable(v.object({ person: v.string(), name: PersonName, until: Moment })),
});
export type JournalRow = v.InferOutput<typeof JournalRow>;

/** Which requests one asks for. `waiting`: those the registry owes a time; `closed`: those nothing can happen to any more. */
export const REQUEST_FILTERS = ['all', 'waiting', 'offered', 'scheduled', 'closed'] as const;

const filters = {
  filter: v.optional(v.picklist(REQUEST_FILTERS)),
  specialty: v.optional(v.pipe(v.string(), atMost(LIMITS.name))),
  doctor: v.optional(Id),
  source: v.optional(v.picklist(REQUEST_SOURCES)),
  overdue: v.optional(v.picklist(['yes'])),
  /** Words, by their beginnings, in name, number, telephone, specialty, doctor. */
  q: v.optional(v.pipe(v.string(), atMost(LIMITS.query))),
};

/** `GET /v1/requests`: a patient's own and those of whom they speak for, newest first. */
export const RequestsQuery = v.strictObject({
  after: v.optional(v.pipe(v.string(), v.maxLength(128))),
  limit: v.optional(v.pipe(QueryCount, v.minValue(1), v.maxValue(LIMITS.page))),
});
export type RequestsQuery = v.InferOutput<typeof RequestsQuery>;
export const RequestsPage = v.object({
  epoch: v.string(),
  now: Moment,
  requests: v.array(RequestView),
  next: v.nullable(v.string()),
});
export type RequestsPage = v.InferOutput<typeof RequestsPage>;

/** `GET /v1/journal`: the requests of the operator's clinic, the nearest deadline first; a doctor's: those they entered. */
export const JournalQuery = v.strictObject({ ...filters, ...RequestsQuery.entries });
export type JournalQuery = v.InferOutput<typeof JournalQuery>;
export const JournalPage = v.object({
  epoch: v.string(),
  now: Moment,
  rows: v.array(JournalRow),
  next: v.nullable(v.string()),
  /** How many the filters leave, and how many wait and are overdue in the whole clinic. */
  counts: v.object({ found: Count, waiting: Count, overdue: Count }),
});
export type JournalPage = v.InferOutput<typeof JournalPage>;

/** `GET /v1/journal.csv`: what the filters leave, a file that no spreadsheet takes for formulas. */
export const JournalCsvQuery = v.strictObject(filters);
export type JournalCsvQuery = v.InferOutput<typeof JournalCsvQuery>;

/** `GET /v1/requests/:requestId` and the answer of every command of the patient's side, after commit. */
export const RequestAnswer = v.object({ epoch: v.string(), now: Moment, request: RequestView });
export type RequestAnswer = v.InferOutput<typeof RequestAnswer>;

/** `GET /v1/journal/:requestId` and the answer of every command of the registry, after commit. */
export const JournalAnswer = v.object({ epoch: v.string(), now: Moment, row: JournalRow });
export type JournalAnswer = v.InferOutput<typeof JournalAnswer>;

/** The answer to an anonymous request: with `secret` it can be looked up (`POST /v1/anonymous-requests/lookup`), no other way. */
export const AnonymousAnswer = v.object({
  epoch: v.string(),
  now: Moment,
  request: RequestView,
  secret: v.string(),
});
export type AnonymousAnswer = v.InferOutput<typeof AnonymousAnswer>;

/** `POST /v1/anonymous-requests/lookup`, in a body because addresses stand in the logs of everything on the way. */
export const AnonymousLookup = v.strictObject({
  /** «Ж-2026-000123» */
  number: v.pipe(v.string(), v.regex(/^Ж-\d{4}-\d{6,12}$/)),
  secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
});
export type AnonymousLookup = v.InferOutput<typeof AnonymousLookup>;

/** `POST /v1/requests/:requestId/offers/:offerId/accept`. Idempotent. By an operator: the patient said so on the telephone. */
export const OfferAcceptance = v.strictObject({});
/** `POST /v1/requests/:requestId/offers/:offerId/refuse`. Idempotent. By an operator: as above. */
export const OfferRefusal = v.strictObject({
  reason: v.optional(v.pipe(v.string(), v.trim(), atMost(LIMITS.reason))),
});
export type OfferRefusal = v.InferOutput<typeof OfferRefusal>;

/** `POST /v1/journal/:requestId/lock` (and `DELETE`): «I work on it»; asked again it is prolonged. */
export const LockAsked = v.strictObject({});

/** `POST /v1/journal/:requestId/attempts`. The same key again is the same attempt. */
export const NewAttempt = v.strictObject({
  key: EntryKey,
  result: v.picklist(ATTEMPT_RESULTS),
  note: v.optional(v.pipe(v.string(), v.trim(), atMost(LIMITS.reason))),
});
export type NewAttempt = v.InferOutput<typeof NewAttempt>;

/** `POST /v1/journal/:requestId/offers`. The same key again is the same offer. `DELETE …/offers/:offerId` takes it back. */
export const NewOffer = v.strictObject({ key: EntryKey, slot: Id });
export type NewOffer = v.InferOutput<typeof NewOffer>;

/** `POST /v1/journal/:requestId/schedule`: the patient agreed to this slot on the telephone; makes the consultation and its chat. */
export const Scheduling = v.strictObject({ key: EntryKey, slot: Id });
export type Scheduling = v.InferOutput<typeof Scheduling>;

/** `POST /v1/journal/:requestId/annul`: after three refusals, with a reason the patient reads. */
export const Annulment = v.strictObject({ reason: Reason });
export type Annulment = v.InferOutput<typeof Annulment>;

/** A waiting request and a free slot that suits it. */
export const MatchView = v.object({
  request: v.string(),
  number: v.string(),
  slot: v.string(),
  doctor: SlotDoctor,
  startsAt: Moment,
  endsAt: Moment,
  reasons: v.array(v.picklist(MATCH_REASONS)),
});
export type MatchView = v.InferOutput<typeof MatchView>;

/**
 * `POST /v1/journal/matches`: pairs the waiting requests of the clinic with its free slots, the nearest deadline first. A dry
 * run changes nothing; else each match is offered, asked again inside its own transaction: `offered` says which still stood.
 */
export const MatchingAsked = v.strictObject({ dryRun: v.boolean() });
export type MatchingAsked = v.InferOutput<typeof MatchingAsked>;
export const MatchingAnswer = v.object({
  epoch: v.string(),
  now: Moment,
  matches: v.array(MatchView),
  unmatched: v.array(
    v.object({ request: v.string(), number: v.string(), reason: v.picklist(MISMATCH_REASONS) }),
  ),
  /** Requests that were offered their match; empty in a dry run. */
  offered: v.array(v.string()),
});
export type MatchingAnswer = v.InferOutput<typeof MatchingAnswer>;

/** `GET /v1/people?q=`: patients the staff may enter a request for: attached to the operator's clinic, or the doctor's own. */
export const PeopleQuery = v.strictObject({
  q: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.query)),
});
export type PeopleQuery = v.InferOutput<typeof PeopleQuery>;
export const PeopleFound = v.object({
  people: v.array(
    v.object({ id: v.string(), name: PersonName, birthDate: v.nullable(Day), phone: v.nullable(v.string()) }),
  ),
});
export type PeopleFound = v.InferOutput<typeof PeopleFound>;

/** `GET /v1/me/subjects`: for whom one may apply: oneself and those one speaks for now, with what prefills a form. */
export const SubjectsAnswer = v.object({
  epoch: v.string(),
  subjects: v.array(
    v.object({
      id: v.string(),
      isSelf: v.boolean(),
      name: PersonName,
      birthDate: v.nullable(Day),
      phone: v.nullable(v.string()),
      email: v.nullable(v.string()),
    }),
  ),
});
export type SubjectsAnswer = v.InferOutput<typeof SubjectsAnswer>;
