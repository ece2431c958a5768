import * as v from 'valibot';
import { CONSENT_KINDS, CONSENT_STATES } from '../consent.js';
import { ESIA_LEVELS } from '../person.js';
import { EntryKey } from './chat.js';
import { atMost, Id, Moment, PersonName } from './person.js';

/** A published text. `hash` is the SHA-256 of `text` in UTF-8, lower-case hex. */
export const ConsentDocument = v.object({
  kind: v.picklist(CONSENT_KINDS),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  title: v.string(),
  text: v.string(),
  hash: v.string(),
  publishedAt: Moment,
});
export type ConsentDocument = v.InferOutput<typeof ConsentDocument>;

/**
 * `GET /v1/consent-documents`: the newest of each kind. `GET /v1/anonymous-requests/consent-documents`: of the personal-data
 * document alone, for whoever has no account.
 */
export const ConsentDocuments = v.object({ documents: v.array(ConsentDocument) });
export type ConsentDocuments = v.InferOutput<typeof ConsentDocuments>;

/**
 * `POST /v1/consent-documents`: the administrator publishes the next version. The title and the text that are in force
 * already are answered as they are, so that it may be sent again.
 */
export const NewConsentDocument = v.strictObject({
  kind: v.picklist(CONSENT_KINDS),
  /** The version it was written after, 0 where there was none: `consent-outdated` where another one is in force by now. */
  after: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  title: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(300)),
  text: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(50_000)),
});
export type NewConsentDocument = v.InferOutput<typeof NewConsentDocument>;

export const ConsentDocumentAnswer = v.object({ document: ConsentDocument });
export type ConsentDocumentAnswer = v.InferOutput<typeof ConsentDocumentAnswer>;

/**
 * `POST /v1/consents`: a patient, or a representative for a child, accepts what was read. The same (person, key) again is
 * the same acceptance, also after its withdrawal; another body under the key is `key-reused`.
 */
export const ConsentGiven = v.strictObject({
  key: EntryKey,
  kind: v.picklist(CONSENT_KINDS),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** The hash of the text that was on the screen. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** For whom: oneself, or the child one represents. */
  patient: Id,
});
export type ConsentGiven = v.InferOutput<typeof ConsentGiven>;

/** What is kept of an acceptance. */
export const ConsentRecord = v.object({
  id: v.string(),
  kind: v.picklist(CONSENT_KINDS),
  version: v.number(),
  hash: v.string(),
  patient: v.string(),
  /** Who accepted: the patient or a representative. */
  by: v.string(),
  at: Moment,
  /** The ESIA account level they were signed in with; absent in records from before it was kept. */
  level: v.optional(v.picklist(ESIA_LEVELS)),
});
export type ConsentRecord = v.InferOutput<typeof ConsentRecord>;

export const ConsentAnswer = v.object({ consent: ConsentRecord });
export type ConsentAnswer = v.InferOutput<typeof ConsentAnswer>;

const KnownPerson = v.object({ id: v.string(), name: PersonName });

/** What one patient has said to one kind of document, newest act first. */
export const ConsentStatus = v.object({
  kind: v.picklist(CONSENT_KINDS),
  patient: KnownPerson,
  /** The version in force now; `null` before any was published. */
  published: v.nullable(v.object({ version: v.number(), title: v.string(), publishedAt: Moment })),
  /** `superseded`: given to an older version than the one in force. */
  state: v.picklist(CONSENT_STATES),
  /** Every acceptance; at most the first of them is in force. */
  acts: v.array(
    v.object({
      id: v.string(),
      version: v.number(),
      title: v.string(),
      hash: v.string(),
      at: Moment,
      by: KnownPerson,
      level: v.nullable(v.picklist(ESIA_LEVELS)),
      withdrawn: v.nullable(v.object({ at: Moment, by: KnownPerson })),
    }),
  ),
});
export type ConsentStatus = v.InferOutput<typeof ConsentStatus>;

/** `GET /v1/consents`: for oneself and for those one speaks for now, every kind. */
export const ConsentStatuses = v.object({ epoch: v.string(), now: Moment, statuses: v.array(ConsentStatus) });
export type ConsentStatuses = v.InferOutput<typeof ConsentStatuses>;

const AuditLinked = v.object({
  /** The hash of the row before it. */
  previous: v.string(),
  row: v.object({
    id: v.number(),
    at: Moment,
    actor: v.nullable(v.string()),
    role: v.nullable(v.string()),
    session: v.nullable(v.string()),
    action: v.string(),
    chat: v.nullable(v.string()),
    subject: v.nullable(v.string()),
    code: v.nullable(v.string()),
  }),
  hash: v.string(),
});

/** The JSON of a consent's proof. What it proves is described in the README of `@consult/verify`. */
export const ConsentProof = v.object({
  format: v.literal('consult-consent'),
  version: v.literal(1),
  epoch: v.string(),
  exportedAt: Moment,
  document: ConsentDocument,
  consent: ConsentRecord,
  withdrawal: v.nullable(v.object({ by: v.string(), at: Moment })),
  /** What the audit says of the acceptance, and of the withdrawal. */
  given: AuditLinked,
  withdrawn: v.nullable(AuditLinked),
  /** Where the audit stood when this was exported. */
  anchor: v.object({ id: v.number(), hash: v.string() }),
  seal: v.string(),
});
export type ConsentProof = v.InferOutput<typeof ConsentProof>;

/**
 * `GET /v1/consent-documents/:kind/versions/:version`: any version as it was published, for whoever is signed in. `POST
 * /v1/consents/:consentId/withdraw` answers {@link ConsentStatus} anew; again it changes nothing. `GET
 * /v1/consents/:consentId/receipt` is a PDF, `GET /v1/consents/:consentId/proof` the record that the verifier checks.
 */
export const ConsentStatusAnswer = v.object({ epoch: v.string(), now: Moment, status: ConsentStatus });
export type ConsentStatusAnswer = v.InferOutput<typeof ConsentStatusAnswer>;
