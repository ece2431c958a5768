import { and, asc, eq, getTableColumns, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { OwnPlace, OwnRows } from '../../own-data/own-data-store.js';
import { calls, readiness } from './call-schema.js';
import type { SqliteDatabase } from './connection.js';
import { erasures } from './erasure-schema.js';
import { notices, pushSubscriptions } from './notice-schema.js';
import { attachments, requestAttempts, requestOffers, requests, slots } from './request-schema.js';
import { chats, consents, entries, files, people, representations } from './schema.js';

type Row = Record<string, unknown>;

/** Reads so many rows of a kind that come after a place. */
type ReadKind = (db: SqliteDatabase, person: string, after: OwnPlace, limit: number) => OwnRows;

/** What is for the server alone, of whatever table: a search's words, secrets, the way to bytes, numbers of rows. */
const OWN_BUSINESS = [
  'words',
  'secret',
  'place',
  'no',
  'indexedSeq',
  'planned',
  'p256dh',
  'auth',
  'alarmedAt',
];

const shown = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !OWN_BUSINESS.includes(column)));

/** The kinds of what is kept of a person, in the order of an export. */
export const OWN_KINDS: readonly (readonly [kind: string, read: ReadKind])[] = [
  ['profile', of(people, (person) => eq(people.id, person))],
  [
    'representations',
    of(representations, (person) =>
      or(eq(representations.patient, person), eq(representations.representative, person)),
    ),
  ],
  ['attachments', of(attachments, (person) => eq(attachments.patient, person))],
  ['consents', of(consents, (person) => or(eq(consents.patient, person), eq(consents.by, person)))],
  ['requests', of(requests, (person) => eq(requests.patient, person))],
  ['offers', of(requestOffers, (person, db) => inArray(requestOffers.request, requestsOf(db, person)))],
  ['attempts', of(requestAttempts, (person, db) => inArray(requestAttempts.request, requestsOf(db, person)))],
  ['bookings', of(slots, (person) => eq(slots.patient, person))],
  ['chats', of(chats, (person) => eq(chats.patient, person))],
  ['messages', readMessages],
  ['files', readFiles],
  ['readiness', of(readiness, (person) => eq(readiness.person, person))],
  [
    'calls',
    of(calls, (person) => eq(calls.patient, person), {
      ...{ id: calls.id, rangAt: calls.rangAt, answeredAt: calls.answeredAt, endedAt: calls.endedAt },
    }),
  ],
  ['notices', of(notices, (person) => or(eq(notices.person, person), eq(notices.patient, person)))],
  ['pushSubscriptions', of(pushSubscriptions, (person) => eq(pushSubscriptions.person, person))],
  ['erasures', of(erasures, (person) => eq(erasures.person, person))],
];

const requestsOf = (db: SqliteDatabase, person: string) =>
  db.select({ id: requests.id }).from(requests).where(eq(requests.patient, person));

/** The rows of one table, in the order in which they were kept. */
function of<Table extends SQLiteTable>(
  table: Table,
  theirs: (person: string, db: SqliteDatabase) => SQL | undefined,
  columns: Record<string, unknown> = getTableColumns(table),
): ReadKind {
  const rowId = sql<number>`${table}.rowid`;
  return (db, person, [after], limit) => {
    const rows = db
      .select({ row: columns as ReturnType<typeof getTableColumns<Table>>, rowId })
      .from(table as SQLiteTable)
      .where(and(theirs(person, db), sql`${rowId} > ${after}`))
      .orderBy(asc(rowId))
      .limit(limit)
      .all() as { row: Row; rowId: number }[];
    const last = rows.at(-1);
    return { rows: rows.map(({ row }) => shown(row)), last: last ? [last.rowId, 0] : null };
  };
}

/** What others wrote in chats is not theirs: it comes with the chat's own export. */
function readMessages(db: SqliteDatabase, author: string, [chat, seq]: OwnPlace, limit: number): OwnRows {
  const { chat: no, ...entry } = getTableColumns(entries);
  const rows = db
    .select({ no, row: { chat: chats.id, ...entry } })
    .from(entries)
    .innerJoin(chats, eq(chats.no, entries.chat))
    .where(
      and(
        eq(entries.author, author),
        isNull(entries.deletedAt),
        sql`(${entries.chat}, ${entries.seq}) > (${chat}, ${seq})`,
      ),
    )
    .orderBy(asc(entries.chat), asc(entries.seq))
    .limit(limit)
    .all();
  const last = rows.at(-1);
  return { rows: rows.map(({ row }) => shown(row)), last: last ? [last.no, last.row.seq] : null };
}

function readFiles(db: SqliteDatabase, person: string, [after]: OwnPlace, limit: number): OwnRows {
  const { chat: _, ...file } = getTableColumns(files);
  const rowId = sql<number>`${files}.rowid`;
  const rows = db
    .select({ rowId, row: { chat: chats.id, ...file } })
    .from(files)
    .innerJoin(chats, eq(chats.no, files.chat))
    .where(and(eq(files.person, person), isNull(files.deletedAt), sql`${rowId} > ${after}`))
    .orderBy(asc(rowId))
    .limit(limit)
    .all();
  const last = rows.at(-1);
  return { rows: rows.map(({ row }) => shown(row)), last: last ? [last.rowId, 0] : null };
}
