import {
  quoteOf,
  type Author,
  type ConclusionVersion,
  type Entry,
  type Message,
  type Note,
  type Quote,
} from '@consult/core';
import type { SqliteDatabase } from './connection.js';
import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { bound } from './bound.js';
import { attachedJson, attachedOf } from './file-rows.js';
import { nameOf } from './names.js';
import { conclusions, entries, files, people } from './schema.js';

const authors = alias(people, 'authors');
const subjects = alias(people, 'subjects');

/** What is read of an entry. The text of a tombstone stays where it is. */
export const entryColumns = {
  seq: entries.seq,
  revision: entries.revision,
  sentAt: entries.sentAt,
  kind: entries.kind,
  author: entries.author,
  side: entries.side,
  key: entries.key,
  text: sql<string | null>`case when ${entries.kind} = 'message' then ${entries.text} end`.as('said'),
  attached: attachedJson,
  deletedAt: entries.deletedAt,
  note: entries.note,
  reason: entries.reason,
  duration: entries.duration,
  replyTo: entries.replyTo,
  authorFamily: authors.family,
  authorGiven: authors.given,
  authorPatronymic: authors.patronymic,
  subjectFamily: subjects.family,
  subjectGiven: subjects.given,
  subjectPatronymic: subjects.patronymic,
  subjectSpecialty: subjects.specialty,
  /** JSON; asked for conclusions alone. */
  versions: sql<string | null>`case when ${entries.kind} = 'conclusion' then (
    select json_group_array(json_object('version', ${conclusions.version}, 'at', ${conclusions.at},
      'signedBy', ${conclusions.signedBy}, 'size', ${conclusions.size}) order by ${conclusions.version})
    from ${conclusions} where ${conclusions.chat} = ${entries.chat}) end`.as('versions'),
};

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };
/** A row of {@link entryColumns}. */
export type EntryRow = Nullable<
  Pick<
    typeof entries.$inferSelect,
    | 'seq'
    | 'revision'
    | 'sentAt'
    | 'kind'
    | 'author'
    | 'side'
    | 'key'
    | 'text'
    | 'deletedAt'
    | 'note'
    | 'reason'
    | 'duration'
    | 'replyTo'
  > &
    Record<'attached', string> &
    Record<'authorFamily' | 'authorGiven' | 'authorPatronymic', string> &
    Record<'subjectFamily' | 'subjectGiven' | 'subjectPatronymic' | 'subjectSpecialty' | 'versions', string>
>;

/** How {@link entryColumns} find their names. */
export const joins = {
  authors,
  subjects,
  toAuthor: eq(authors.id, entries.author),
  toSubject: eq(subjects.id, entries.person),
};

/** An entry as the API speaks of it, without what it quotes. */
export function entryOf(row: EntryRow): Entry {
  const base = { seq: row.seq!, revision: row.revision!, sentAt: row.sentAt! };
  switch (row.kind) {
    case 'note':
      return {
        kind: 'note',
        ...base,
        note: row.note!,
        person: subjectOf(row),
        reason: row.reason,
        ...(row.duration !== null && { duration: row.duration }),
      };
    case 'tombstone':
      return { kind: 'tombstone', ...base, author: authorOf(row), key: row.key!, deletedAt: row.deletedAt! };
    case 'conclusion':
      return {
        kind: 'conclusion',
        ...base,
        author: authorOf(row),
        versions: JSON.parse(row.versions!) as ConclusionVersion[],
      };
    default:
      return {
        kind: 'message',
        ...base,
        author: authorOf(row),
        key: row.key!,
        text: row.text!,
        ...attachedOf(row.attached),
      };
  }
}

const authorOf = (row: EntryRow): Author => ({
  id: row.author!,
  side: row.side!,
  name: nameOf({ family: row.authorFamily!, given: row.authorGiven!, patronymic: row.authorPatronymic }),
});

const subjectOf = (row: EntryRow): Note['person'] =>
  row.subjectFamily === null
    ? null
    : {
        name: nameOf({
          family: row.subjectFamily,
          given: row.subjectGiven!,
          patronymic: row.subjectPatronymic,
        }),
        specialty: row.subjectSpecialty ?? '',
      };

/** The ways into a chat's log, each prepared once. */
export function createEntryReads(db: SqliteDatabase) {
  const base = () =>
    db
      .select(entryColumns)
      .from(entries)
      .leftJoin(authors, joins.toAuthor)
      .leftJoin(subjects, joins.toSubject)
      .$dynamic();
  const chat = eq(entries.chat, bound(sql.placeholder('chat')));
  const limit = sql.placeholder('limit');
  const bySeq = base()
    .where(and(chat, eq(entries.seq, bound(sql.placeholder('seq')))))
    .prepare();
  const byKey = db
    .select({ seq: entries.seq, text: entries.text, replyTo: entries.replyTo })
    .from(entries)
    .where(
      and(
        eq(entries.chat, sql.placeholder('chat')),
        eq(entries.author, sql.placeholder('author')),
        eq(entries.key, sql.placeholder('key')),
      ),
    )
    .prepare();
  const older = base()
    .where(and(chat, lt(entries.seq, bound(sql.placeholder('before')))))
    .orderBy(desc(entries.seq))
    .limit(limit)
    .prepare();
  const newer = base()
    .where(and(chat, gt(entries.revision, bound(sql.placeholder('after')))))
    .orderBy(asc(entries.revision))
    .limit(limit)
    .prepare();
  const hanging = sql<number>`(select count(*) from ${files} where ${files.chat} = ${entries.chat}
    and ${files.seq} = ${entries.seq} and ${files.deletedAt} is null)`;
  const quoted = db
    .select({ ...entryColumns, files: hanging })
    .from(entries)
    .leftJoin(authors, joins.toAuthor)
    .leftJoin(subjects, joins.toSubject)
    .where(and(chat, sql`${entries.seq} in (select value from json_each(${sql.placeholder('seqs')}))`))
    .prepare();

  /** What messages quote, by its place: one statement, however many they are. */
  function quotes(chat: number, seqs: readonly number[]): Map<number, Quote> {
    const found = new Map<number, Quote>();
    for (const { files, ...row } of quoted.all({ chat, seqs: JSON.stringify(seqs) })) {
      const entry = entryOf(row);
      if (entry.kind === 'message' || entry.kind === 'tombstone') found.set(entry.seq, quoteOf(entry, files));
    }
    return found;
  }

  /** Entries with what they quote. Where nothing is quoted nothing more is asked. */
  function entriesOf(chat: number, rows: readonly EntryRow[]): Entry[] {
    const seqs = new Set(rows.flatMap(({ kind, replyTo }) => (kind === 'message' && replyTo) || []));
    if (!seqs.size) return rows.map(entryOf);
    const known = quotes(chat, [...seqs]);
    return rows.map((row) => {
      const entry = entryOf(row);
      const quote = row.replyTo !== null && known.get(row.replyTo);
      return entry.kind === 'message' && quote ? ({ ...entry, replyTo: quote } satisfies Message) : entry;
    });
  }

  return {
    at: (chat: number, seq: number): Entry | undefined => entriesOf(chat, bySeq.all({ chat, seq }))[0],
    quotes,
    /**
     * Where the author's message with this key stands, and what was written there, even where it has been taken back
     * since: to compare with, never to show.
     */
    withKey: (chat: number, author: string, key: string) => byKey.get({ chat, author, key }),
    /** The newest before `before`, oldest first. */
    before: (chat: number, before: number, limit: number) =>
      entriesOf(chat, older.all({ chat, before, limit })).reverse(),
    /** What changed after the revision, oldest change first. */
    after: (chat: number, after: number, limit: number) => entriesOf(chat, newer.all({ chat, after, limit })),
  };
}
