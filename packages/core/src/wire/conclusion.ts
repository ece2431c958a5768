import * as v from 'valibot';
import { LIMITS } from '../limits.js';

/** A field may be so long on its way; how many code points it may have is core's to say. */
const Field = v.pipe(v.string(), v.maxLength(64 * 1024));

/** What a doctor writes at the end of a consultation; see `ConclusionContent` in core, whose rules judge it. */
export const ConclusionForm = v.strictObject({
  complaints: Field,
  findings: Field,
  recommendations: Field,
  diagnosis: v.strictObject({
    code: v.pipe(v.string(), v.maxLength(LIMITS.name)),
    text: Field,
  }),
  nextVisit: v.nullable(v.pipe(v.string(), v.maxLength(LIMITS.name))),
});
export type ConclusionForm = v.InferOutput<typeof ConclusionForm>;

/**
 * `POST /v1/chats/:chatId/conclusion`: a further version. The key is made by the client once per version and repeated on
 * every retry.
 */
export const ConclusionDraft = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/)),
  content: ConclusionForm,
});
export type ConclusionDraft = v.InferOutput<typeof ConclusionDraft>;

/** `POST /v1/chats/:chatId/conclusion/preview` */
export const ConclusionPreview = v.strictObject({ content: ConclusionForm });
export type ConclusionPreview = v.InferOutput<typeof ConclusionPreview>;

/** `GET /v1/chats/:chatId/conclusion`: the version in force, for the doctor who is about to correct it. */
export const ConclusionCopy = v.object({
  epoch: v.string(),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  content: ConclusionForm,
});
export type ConclusionCopy = v.InferOutput<typeof ConclusionCopy>;
