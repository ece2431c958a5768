import * as v from 'valibot';
import { NOTE_CODES, RELATIONS } from '../chat.js';
import { CONSULTATION_STATES, OUTCOMES } from '../consultation.js';
import { FILE_STATES } from '../file.js';
import { LIMITS } from '../limits.js';
import { ConclusionDraft } from './conclusion.js';
import { atMost, Day, Id, Moment, PersonName } from './person.js';

export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A whole number in a query string. */
export const QueryCount = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** Made by the client once per command and repeated on every retry: the same key is the same command. */
export const EntryKey = v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/));

const KnownPerson = v.object({ id: v.string(), name: PersonName });
export const Author = v.object({ id: v.string(), side: v.picklist(['patient', 'doctor']), name: PersonName });
const entryBase = { seq: Count, revision: Count, sentAt: Moment };

/** A document that hangs on a message; see `AttachedFile` in core. */
export const FileView = v.object({
  id: v.string(),
  name: v.string(),
  type: v.string(),
  size: Count,
  state: v.picklist(FILE_STATES),
  width: v.nullable(Count),
  height: v.nullable(Count),
});
export type FileView = v.InferOutput<typeof FileView>;

const Quote = v.object({ seq: Count, author: Author, text: v.nullable(v.string()), files: Count });

/** One entry of a chat's log; see `Entry` in core for what each kind means. */
export const EntryView = v.variant('kind', [
  v.object({
    kind: v.literal('message'),
    ...entryBase,
    author: Author,
    key: v.string(),
    text: v.string(),
    files: v.optional(v.pipe(v.array(FileView), v.readonly())),
    replyTo: v.optional(Quote),
  }),
  v.object({
    kind: v.literal('tombstone'),
    ...entryBase,
    author: Author,
    key: v.string(),
    deletedAt: Moment,
  }),
  v.object({
    kind: v.literal('note'),
    ...entryBase,
    note: v.picklist(NOTE_CODES),
    person: v.nullable(v.object({ name: PersonName, specialty: v.string() })),
    reason: v.nullable(v.string()),
    duration: v.optional(Count),
  }),
  v.object({
    kind: v.literal('conclusion'),
    ...entryBase,
    author: Author,
    versions: v.pipe(
      v.array(v.object({ version: Count, at: Moment, signedBy: v.nullable(v.string()), size: Count })),
      v.readonly(),
    ),
  }),
]);

/** A chat as one reader sees it: a row of the list, and the head of the thread. */
export const ChatView = v.object({
  id: v.string(),
  /** Grows by one with every change that anybody may see. */
  revision: Count,
  /** The last entry's place; 0 in an empty chat. */
  seq: Count,
  /** What the consultation is about, e.g. «Консультация кардиолога». */
  title: v.string(),
  specialty: v.string(),
  patient: KnownPerson,
  doctor: KnownPerson,
  organisation: v.object({ id: v.string(), name: v.string() }),
  /** How the reader stands to the chat. */
  relation: v.picklist(RELATIONS),
  state: v.picklist(CONSULTATION_STATES),
  outcome: v.nullable(v.picklist(OUTCOMES)),
  startsAt: Moment,
  endsAt: Moment,
  /** When something last happened, ms UTC: the list's order, newest first. */
  activeAt: Moment,
  /** `null` in an empty chat, and where the reader may not read (see `refusal`). Without what it quotes. */
  lastEntry: v.nullable(EntryView),
  /** Entries by others after `readSeq`, tombstones left out. */
  unread: Count,
  /** How far the reader has read. */
  readSeq: Count,
  /** How far the other side has read: own messages up to here are «прочитано». */
  othersReadSeq: Count,
  /** What has reached a device of the other side: own messages up to here are «доставлено». Never less than what is read. */
  othersDeliveredSeq: Count,
  /** Whether the other side is connected; absent where it is not told, as before the day and after the end. */
  othersOnline: v.optional(v.boolean()),
  /** Whether the patient has accepted the current consent to remote consultation; told to the doctor alone. */
  consented: v.optional(v.boolean()),
  /** Why the reader may not read at all, e.g. `consent-needed`; `null` when they may. */
  refusal: v.nullable(v.string()),
});
export type ChatView = v.InferOutput<typeof ChatView>;

/** `GET /v1/chats` */
export const ChatsQuery = v.strictObject({
  /** Words to look for, by their beginnings, in patient, specialty, doctor, organisation and title. */
  q: v.optional(v.pipe(v.string(), atMost(LIMITS.query))),
  /** The `next` of the page before. */
  after: v.optional(v.pipe(v.string(), v.maxLength(128))),
  limit: v.optional(v.pipe(QueryCount, v.minValue(1), v.maxValue(LIMITS.page))),
});
export type ChatsQuery = v.InferOutput<typeof ChatsQuery>;

export const ChatsPage = v.object({
  epoch: v.string(),
  now: Moment,
  chats: v.array(ChatView),
  /** Pass as `after` for the next page; `null` on the last one. */
  next: v.nullable(v.string()),
  /** Unread entries in all the reader's chats, not only on this page. */
  unread: Count,
});
export type ChatsPage = v.InferOutput<typeof ChatsPage>;

/**
 * `GET /v1/chats/:chatId/entries`. Without `after` or `before`: the newest entries, which is "opening the chat".
 * `after=revision`: what has changed since, oldest change first. `before=seq`: older history.
 */
export const EntriesQuery = v.pipe(
  v.strictObject({
    after: v.optional(QueryCount),
    before: v.optional(v.pipe(QueryCount, v.minValue(1))),
    limit: v.optional(v.pipe(QueryCount, v.minValue(1), v.maxValue(LIMITS.history))),
  }),
  v.check(({ after, before }) => after === undefined || before === undefined, 'after or before, not both'),
);
export type EntriesQuery = v.InferOutput<typeof EntriesQuery>;

export const EntriesPage = v.object({
  epoch: v.string(),
  now: Moment,
  /** The chat as of this page: its revision is the one to ask `after` next when `more` is false. */
  chat: ChatView,
  /** By `revision` for `after`, by `seq` otherwise; always ascending. */
  entries: v.array(EntryView),
  /** Whether there is more in the direction asked. For `after`, go on from the last entry's revision. */
  more: v.boolean(),
});
export type EntriesPage = v.InferOutput<typeof EntriesPage>;

/** `POST /v1/chats/:chatId/entries`. The key is made by the client once per message and repeated on every retry. */
export const EntryDraft = v.strictObject({
  key: EntryKey,
  /** 1–4000 code points; the rule in core counts them. */
  text: v.pipe(v.string(), v.maxLength(64 * 1024)),
  /** The uploads it carries; with one, the text may be empty. The rule in core says how many. */
  files: v.optional(v.pipe(v.array(Id), v.maxLength(LIMITS.page), v.readonly())),
  /** The `seq` of the message of this chat that it answers. */
  replyTo: v.optional(v.pipe(Count, v.minValue(1))),
});
export type EntryDraft = v.InferOutput<typeof EntryDraft>;

/** The answer to a command that made or changed an entry, after commit. */
export const EntryAnswer = v.object({ epoch: v.string(), entry: EntryView });
export type EntryAnswer = v.InferOutput<typeof EntryAnswer>;

/** `PUT /v1/chats/:chatId/read` */
export const ReadMark = v.strictObject({ seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });
export type ReadMark = v.InferOutput<typeof ReadMark>;

/** The answer to a command about the consultation. */
export const ChatAnswer = v.object({ epoch: v.string(), chat: ChatView });
export type ChatAnswer = v.InferOutput<typeof ChatAnswer>;

/** `POST /v1/chats/:chatId/complete` */
export const Completion = v.variant('outcome', [
  v.strictObject({
    outcome: v.literal('no-conclusion'),
    /** What the patient will read (manual §6.2); 1–2000 code points. */
    reason: v.pipe(v.string(), v.maxLength(32 * 1024)),
  }),
  /** The conclusion's first version (manual §6.1). */
  v.strictObject({ outcome: v.literal('conclusion'), ...ConclusionDraft.entries }),
]);
export type Completion = v.InferOutput<typeof Completion>;

/** `GET /v1/chats/:chatId/card`: what the doctor needs to know of the patient before speaking. */
export const PatientCard = v.object({
  patient: v.object({ id: v.string(), name: PersonName, birthDate: v.nullable(Day) }),
  /** Who may write for the patient now: a child's representatives. */
  representatives: v.array(KnownPerson),
  /** Why the patient asked for the consultation, in their words; `null` if nothing was said. */
  comment: v.nullable(v.string()),
  startsAt: Moment,
  endsAt: Moment,
  /** Whether the patient has accepted the current consent to remote consultation. */
  consented: v.boolean(),
});
export type PatientCard = v.InferOutput<typeof PatientCard>;

/** `POST /v1/chats`: the registry appoints a consultation; its chat comes with it. Idempotent by `key`. */
export const NewChat = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/)),
  patient: Id,
  doctor: Id,
  title: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(200)),
  comment: v.nullable(v.pipe(v.string(), atMost(LIMITS.reason))),
  startsAt: Moment,
  endsAt: Moment,
});
export type NewChat = v.InferOutput<typeof NewChat>;

/** The answer to `POST /v1/chats`: the id alone, for who appoints a consultation does not read it. */
export const NewChatAnswer = v.object({ epoch: v.string(), id: v.string() });
export type NewChatAnswer = v.InferOutput<typeof NewChatAnswer>;

/** `POST /v1/chats/:chatId/doctor`: the registry gives the consultation to another doctor. */
export const Reassignment = v.strictObject({ doctor: Id });
export type Reassignment = v.InferOutput<typeof Reassignment>;

/** `PUT /v1/delivered`: what has reached this device, of many chats at once. Chats one may not read are passed over. */
export const Delivered = v.strictObject({
  marks: v.pipe(
    v.array(v.strictObject({ chat: Id, seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })),
    v.minLength(1),
    v.maxLength(LIMITS.page),
  ),
});
export type Delivered = v.InferOutput<typeof Delivered>;
