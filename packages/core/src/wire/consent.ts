import * as v from 'valibot';
import { CONSENT_KINDS } from '../consent.js';
import { Id, Moment } from './person.js';

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

/** `GET /v1/consent-documents`: the newest of each kind. */
export const ConsentDocuments = v.object({ documents: v.array(ConsentDocument) });
export type ConsentDocuments = v.InferOutput<typeof ConsentDocuments>;

/** `POST /v1/consent-documents`: the administrator publishes the next version. Idempotent by `hash` of the same text. */
export const NewConsentDocument = v.strictObject({
  kind: v.picklist(CONSENT_KINDS),
  title: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(300)),
  text: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(50_000)),
});
export type NewConsentDocument = v.InferOutput<typeof NewConsentDocument>;

export const ConsentDocumentAnswer = v.object({ document: ConsentDocument });
export type ConsentDocumentAnswer = v.InferOutput<typeof ConsentDocumentAnswer>;

/** `POST /v1/consents`: a patient, or a representative for a child, accepts what was read. */
export const ConsentGiven = v.strictObject({
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
});
export type ConsentRecord = v.InferOutput<typeof ConsentRecord>;

export const ConsentAnswer = v.object({ consent: ConsentRecord });
export type ConsentAnswer = v.InferOutput<typeof ConsentAnswer>;
