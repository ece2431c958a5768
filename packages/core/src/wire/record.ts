import * as v from 'valibot';
import { AUDIT_ACTIONS, WATCHERS } from '../audit.js';
import { NOTE_CODES } from '../chat.js';
import { EXPORT_FORMATS } from '../export.js';
import { CONSULTATION_STATES, OUTCOMES } from '../consultation.js';
import { LIMITS } from '../limits.js';
import { EntryView } from './chat.js';
import { Moment, PersonName } from './person.js';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A whole number in a query string. */
const QueryCount = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.minValue(1));

/** Somebody's access to a chat, or what somebody decided about it, as the patient's side is told of it. */
export const AccessView = v.object({
  /** Its place in the audit: grows with time. */
  id: Count,
  at: Moment,
  action: v.picklist(AUDIT_ACTIONS),
  /** What exactly, of `chat-moved`. */
  note: v.nullable(v.picklist(NOTE_CODES)),
  /** The name of the file it was done to. */
  file: v.nullable(v.string()),
  by: v.object({
    who: v.picklist(WATCHERS),
    /** `null` for the clock, and for somebody the registry does not know. */
    name: v.nullable(PersonName),
    specialty: v.nullable(v.string()),
    organisation: v.nullable(v.string()),
  }),
});
export type AccessView = v.InferOutput<typeof AccessView>;

/** `GET /v1/chats/:chatId/accesses`: newest first; `before` is the last id of the page before. */
export const AccessesQuery = v.strictObject({
  before: v.optional(QueryCount),
  limit: v.optional(v.pipe(QueryCount, v.maxValue(LIMITS.page))),
});
export type AccessesQuery = v.InferOutput<typeof AccessesQuery>;

export const AccessesPage = v.object({
  epoch: v.string(),
  now: Moment,
  accesses: v.array(AccessView),
  more: v.boolean(),
});
export type AccessesPage = v.InferOutput<typeof AccessesPage>;

/** `GET /v1/chats/:chatId/export` */
export const ExportQuery = v.strictObject({
  format: v.picklist(EXPORT_FORMATS),
  /** The language of the words around what people wrote, in `html`. */
  lang: v.optional(v.picklist(['ru', 'en']), 'ru'),
});
export type ExportQuery = v.InferOutput<typeof ExportQuery>;

/** Who spoke with whom about what, at the head of an exported conversation. */
export const ExportedChat = v.object({
  id: v.string(),
  /** How many entries there are. */
  seq: Count,
  title: v.string(),
  specialty: v.string(),
  patient: v.object({ id: v.string(), name: PersonName }),
  doctor: v.object({ id: v.string(), name: PersonName }),
  organisation: v.object({ id: v.string(), name: v.string() }),
  state: v.picklist(CONSULTATION_STATES),
  outcome: v.nullable(v.picklist(OUTCOMES)),
  startsAt: Moment,
  endsAt: Moment,
});
export type ExportedChat = v.InferOutput<typeof ExportedChat>;

/** The JSON of an exported conversation. The chain of hashes is described in the README of `@consult/verify`. */
export const ExportedConversation = v.object({
  format: v.literal('consult-chat'),
  version: v.literal(1),
  epoch: v.string(),
  exportedAt: Moment,
  chat: ExportedChat,
  /** Files and versions of conclusions carry the SHA-256 of their bytes, and conclusions their content, beside what a chat shows. */
  entries: v.array(v.object({ entry: EntryView, hash: v.string() })),
  /** The hash of the last entry. */
  hash: v.string(),
  seal: v.string(),
});
