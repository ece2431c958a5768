import type {
  ConclusionContent,
  ConsentKind,
  ConsultationState,
  Entry,
  EsiaLevel,
  FileState,
  NoteCode,
  Outcome,
  Role,
  Side,
} from '@consult/core';
import type { OrganisationView } from '@consult/core/wire';
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { AuditAction } from '../../chats/audit.js';

// Times are ms UTC. Columns called `words` are what the search looks through (see `search/words`).

/** Facts about the database itself: its `epoch`. */
export const meta = sqliteTable('meta', {
  key: text().primaryKey(),
  value: text().notNull(),
});

export const organisations = sqliteTable('organisations', {
  id: text().primaryKey(),
  name: text().notNull(),
  words: text().notNull(),
  district: text(),
  address: text(),
  phone: text(),
  hours: text({ mode: 'json' }).$type<OrganisationView['hours']>(),
  /** ESIA levels it accepts of patients; `null`: all that the installation lets in. */
  levels: text({ mode: 'json' }).$type<readonly EsiaLevel[]>(),
});

export const people = sqliteTable('people', {
  id: text().primaryKey(),
  family: text().notNull(),
  given: text().notNull(),
  patronymic: text(),
  birthDate: text('birth_date'),
  specialty: text(),
  words: text().notNull(),
  phone: text(),
  email: text(),
});

/** Who may speak for a patient, and when. */
export const representations = sqliteTable(
  'representations',
  {
    patient: text()
      .notNull()
      .references(() => people.id),
    representative: text()
      .notNull()
      .references(() => people.id),
    validFrom: integer('valid_from').notNull(),
    validTo: integer('valid_to'),
    /** When it ends by its dates or by a birthday; found anew where the age is configured otherwise. */
    endsAt: integer('ends_at'),
    /** Whether those who spoke have been told of that end. */
    ended: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.patient, t.representative] }),
    index('representations_due')
      .on(t.endsAt)
      .where(sql`ended = 0`),
    index('representations_by_representative').on(t.representative),
  ],
);

export const consentDocuments = sqliteTable(
  'consent_documents',
  {
    kind: text().$type<ConsentKind>().notNull(),
    version: integer().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    hash: text().notNull(),
    publishedAt: integer('published_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.version] })],
);

/** Acceptances, as they were given. Rows are only ever added. */
export const consents = sqliteTable(
  'consents',
  {
    id: text().primaryKey(),
    patient: text()
      .notNull()
      .references(() => people.id),
    kind: text().$type<ConsentKind>().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    by: text()
      .notNull()
      .references(() => people.id),
    at: integer().notNull(),
    /** The account level of who accepted; `null` in rows from before it was kept. */
    level: text().$type<EsiaLevel>(),
    /** How often the same had been accepted and withdrawn before: what was withdrawn may be given again. */
    round: integer().notNull().default(0),
  },
  (t) => [uniqueIndex('consents_once').on(t.patient, t.kind, t.version, t.by, t.round)],
);

/** A consultation and its chat: one row, which is also the chat's counters. */
export const chats = sqliteTable(
  'chats',
  {
    /** The chat's number in here: short, because every entry and each of its index rows repeats it. */
    no: integer().primaryKey(),
    id: text().notNull().unique(),
    patient: text()
      .notNull()
      .references(() => people.id),
    doctor: text()
      .notNull()
      .references(() => people.id),
    organisation: text()
      .notNull()
      .references(() => organisations.id),
    specialty: text().notNull(),
    title: text().notNull(),
    /** Why the patient asked, in their words. */
    comment: text(),
    /** Of title and specialty; names have words of their own. */
    words: text().notNull(),
    state: text().$type<ConsultationState>().notNull(),
    outcome: text().$type<Outcome>(),
    reason: text(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    activeAt: integer('active_at').notNull(),
    seq: integer().notNull(),
    revision: integer().notNull(),
    wrote: integer({ mode: 'boolean' }).notNull(),
    /** How far anybody of that side has read. */
    patientSideRead: integer('patient_side_read').notNull(),
    doctorSideRead: integer('doctor_side_read').notNull(),
    /** What has reached a device of that side. */
    patientSideDelivered: integer('patient_side_delivered').notNull().default(0),
    doctorSideDelivered: integer('doctor_side_delivered').notNull().default(0),
    /** Up to which entry the search has read the log; see `entryWords`. */
    indexedSeq: integer('indexed_seq').notNull().default(0),
    createdBy: text('created_by').notNull(),
    createdKey: text('created_key').notNull(),
  },
  (t) => [
    uniqueIndex('chats_created_once').on(t.createdBy, t.createdKey),
    index('chats_of_patient').on(t.patient), // few enough to sort; a time in it would be rewritten with each message
    index('chats_of_doctor').on(t.doctor, t.activeAt, t.id),
    index('chats_alive') // looked up whenever a doctor comes or goes
      .on(t.doctor, t.startsAt)
      .where(sql`state in ('scheduled', 'open')`),
    index('chats_due_to_open')
      .on(t.startsAt)
      .where(sql`state = 'scheduled'`),
    index('chats_due_to_be_missed')
      .on(t.endsAt)
      .where(sql`wrote = 0 and state in ('scheduled', 'open')`),
  ],
);

/**
 * The log of every chat. A tombstone keeps its text here, for the record the law asks for; nothing that answers a
 * request selects it. `without rowid` in its migration: a page of the log lies together, and one tree less is written.
 */
export const entries = sqliteTable(
  'entries',
  {
    chat: integer()
      .notNull()
      .references(() => chats.no),
    seq: integer().notNull(),
    revision: integer().notNull(),
    kind: text().$type<Entry['kind']>().notNull(),
    sentAt: integer('sent_at').notNull(),
    author: text().references(() => people.id),
    side: text().$type<Side>(),
    key: text(),
    text: text(),
    deletedAt: integer('deleted_at'),
    note: text().$type<NoteCode>(),
    /** Whom a note is about. */
    person: text().references(() => people.id),
    reason: text(),
    /** How long the talk was that a note tells of, in ms. */
    duration: integer(),
    /** The `seq` of the message it answers. */
    replyTo: integer('reply_to'),
  },
  (t) => [
    primaryKey({ columns: [t.chat, t.seq] }),
    index('entries_replies')
      .on(t.chat, t.replyTo)
      .where(sql`reply_to is not null`),
    uniqueIndex('entries_by_revision').on(t.chat, t.revision),
    uniqueIndex('entries_once').on(t.chat, t.author, t.key), // notes have no key, and nulls are never the same
  ],
);

/**
 * What a search inside a chat looks through: folded and stemmed words of messages, and of the newest version of the
 * conclusion. Written when somebody searches, up to `chats.indexed_seq`, so that a message costs nothing for it; deleted
 * with the message, or when a conclusion is corrected. `without rowid`, see `entries`.
 */
export const entryWords = sqliteTable(
  'entry_words',
  {
    chat: integer()
      .notNull()
      .references(() => chats.no),
    seq: integer().notNull(),
    words: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.chat, t.seq] })],
);

/**
 * Documents people have sent. Their bytes lie in the file store under `place`; a row is there only when they are, and they
 * are deleted after the row says so. Until a message carries it (`seq`) a file is an upload that nobody else sees.
 */
export const files = sqliteTable(
  'files',
  {
    id: text().primaryKey(),
    chat: integer()
      .notNull()
      .references(() => chats.no),
    person: text()
      .notNull()
      .references(() => people.id),
    /** The uploader's client made it; the same key is the same upload. */
    key: text().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
    /** SHA-256 of the bytes, hex. */
    hash: text().notNull(),
    /** Random, and the only way to the bytes. */
    place: text().notNull().unique(),
    width: integer(),
    height: integer(),
    state: text().$type<FileState>().notNull(),
    uploadedAt: integer('uploaded_at').notNull(),
    /** The message that carries it, and its place there. */
    seq: integer(),
    position: integer(),
    /** When the API stopped showing it. */
    deletedAt: integer('deleted_at'),
  },
  (t) => [
    uniqueIndex('files_once').on(t.chat, t.person, t.key),
    index('files_of_entry').on(t.chat, t.seq),
    index('files_waiting')
      .on(t.uploadedAt)
      .where(sql`seq is null and deleted_at is null`),
    index('files_scanning')
      .on(t.id)
      .where(sql`state = 'scanning' and deleted_at is null`),
  ],
);

/** Every version of every conclusion. Rows are only ever added; the newest is in force. */
export const conclusions = sqliteTable(
  'conclusions',
  {
    chat: integer()
      .notNull()
      .references(() => chats.no),
    version: integer().notNull(),
    author: text()
      .notNull()
      .references(() => people.id),
    key: text().notNull(),
    at: integer().notNull(),
    content: text({ mode: 'json' }).$type<ConclusionContent>().notNull(),
    /** Where the document's bytes lie in the file store; their length and SHA-256. */
    place: text().notNull().unique(),
    size: integer().notNull(),
    hash: text().notNull(),
    signedBy: text('signed_by'),
  },
  (t) => [
    primaryKey({ columns: [t.chat, t.version] }),
    uniqueIndex('conclusions_once').on(t.chat, t.author, t.key),
  ],
);

/** How far each person has read. */
export const reads = sqliteTable(
  'reads',
  {
    chat: integer()
      .notNull()
      .references(() => chats.no),
    person: text()
      .notNull()
      .references(() => people.id),
    seq: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.chat, t.person] })],
);

/**
 * What the patient's side is told of: all but `UNTOLD_ACTIONS` of core. A condition of the index and of the query, so
 * that a message costs nothing for it.
 */
export const isAccess = sql.raw(
  `action not in ('call-answered', 'call-ended', 'call-joined', 'call-rung', 'conclusion-previewed', 'entry-added', 'file-added', 'file-scanned', 'read-marked', 'readiness-told')`,
);

/** What tells of consents, as the index `audit_consents` and its queries have it. */
export const isOfConsents = sql.raw(`action in ('consent-given', 'consent-published', 'consent-withdrawn')`);

/** Who did what, when: ids and codes, never what was said. Rows are only ever added. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey(),
    at: integer().notNull(),
    /** `null`: the clock. */
    actor: text(),
    role: text().$type<Role>(),
    session: text(),
    action: text().$type<AuditAction>().notNull(),
    chat: text(),
    /** The person, organisation, document or entry it was done to. */
    subject: text(),
    /** What exactly, e.g. the state moved to. */
    code: text(),
    /** SHA-256 over the row and the hash of the row before it, hex: what was taken out or changed breaks the chain. */
    hash: text(),
  },
  (t) => [
    index('audit_openings')
      .on(t.chat, t.session, t.at)
      .where(sql`action in ('chat-opened', 'readiness-opened')`),
    index('audit_registry_openings')
      .on(t.subject, t.session, t.at)
      .where(sql`action in ('journal-opened', 'people-searched', 'request-opened')`),
    index('audit_accesses').on(t.chat, t.id).where(isAccess),
    index('audit_consents').on(t.subject, t.id).where(isOfConsents), // what proves a consent
    index('audit_of_subject')
      .on(t.subject, t.id)
      .where(sql`chat is null`),
  ],
);
