import type { Actor } from '@consult/core';
import type { Representation } from '@consult/core/wire';
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Change } from '../../feed/feed.js';
import type { EndOfTerm, FormerSpeaker, RepresentationPair } from '../../people/people-store.js';
import { readersOf } from './access.js';
import type { EndCallOf } from './call-ending.js';
import type { SqliteDatabase } from './connection.js';
import { unreadOf } from './notice-rows.js';
import { requests } from './request-schema.js';
import { chats, meta, people, representations } from './schema.js';

type Row = typeof representations.$inferSelect;

const thisPair = ({ patient, representative }: RepresentationPair) =>
  and(eq(representations.patient, patient), eq(representations.representative, representative));

/** Literally as in the index `representations_due`, which SQLite uses for no other words. */
const isNotEnded = sql`${representations.ended} = 0`;

const isInForce = ({ validFrom, endsAt }: Pick<Row, 'validFrom' | 'endsAt'>, now: number): boolean =>
  validFrom <= now && (endsAt === null || endsAt > now);

/** Keeps for whom somebody may speak and how long; answers what was known and what is kept; `undefined`: nothing is new. */
export function keepRepresentation(
  db: SqliteDatabase,
  pair: RepresentationPair,
  term: Representation,
  now: number,
  endOf: EndOfTerm,
): { readonly ends: boolean } | undefined {
  const known = db.select().from(representations).where(thisPair(pair)).get();
  if (known && known.validFrom === term.validFrom && known.validTo === term.validTo) return undefined;
  const endsAt = endOf(term, birthDateOf(db, pair.patient));
  const row = { ...pair, ...term, endsAt, ended: endsAt !== null && endsAt <= now };
  db.insert(representations)
    .values(row)
    .onConflictDoUpdate({ target: [representations.patient, representations.representative], set: row })
    .run();
  return { ends: known !== undefined && isInForce(known, now) && !isInForce(row, now) };
}

const birthDateOf = (db: SqliteDatabase, id: string): string | null =>
  db.select({ birthDate: people.birthDate }).from(people).where(eq(people.id, id)).get()?.birthDate ?? null;

/** Finds anew when the representations of somebody end, or of everybody: a birthday was corrected, or the age is another. */
export function findEnds(db: SqliteDatabase, endOf: EndOfTerm, now: number, patient?: string): void {
  const rows = db
    .select({ row: representations, birthDate: people.birthDate })
    .from(representations)
    .innerJoin(people, eq(people.id, representations.patient))
    .where(patient === undefined ? undefined : eq(representations.patient, patient))
    .all();
  for (const { row, birthDate } of rows) {
    const endsAt = endOf(row, birthDate);
    if (endsAt === row.endsAt) continue;
    // What ended long ago, before ends were kept, was told of then; any other end found anew is told of again.
    const ended = row.endsAt === null && endsAt === row.validTo && endsAt! <= now;
    db.update(representations).set({ endsAt, ended }).where(thisPair(row)).run();
  }
}

/** Whether all ends were found by this age; notes it down. */
export function isSettled(db: SqliteDatabase, age: number): boolean {
  const value = String(age);
  const known = db.select().from(meta).where(eq(meta.key, SETTLED)).get();
  if (known?.value === value) return true;
  db.insert(meta)
    .values({ key: SETTLED, value })
    .onConflictDoUpdate({ target: meta.key, set: { value } })
    .run();
  return false;
}

const SETTLED = 'represent_age';

/** Those that have ended by themselves and nobody has been told of, some at a time. */
export function takeEnded(db: SqliteDatabase, now: number, limit: number): RepresentationPair[] {
  const due = db
    .select()
    .from(representations)
    .where(and(isNotEnded, lte(representations.endsAt, now)))
    .orderBy(asc(representations.endsAt))
    .limit(limit)
    .all();
  for (const pair of due) db.update(representations).set({ ended: true }).where(thisPair(pair)).run();
  return due;
}

/** The last that a former representative hears of the patient's chats, and the end of a call they sit in. */
export function partings(
  db: SqliteDatabase,
  endCallOf: EndCallOf,
  { patient, representative }: RepresentationPair,
  by: { readonly actor: Actor | null; readonly now: number },
): Change[] {
  const moved = db
    .update(chats)
    .set({ revision: sql`${chats.revision} + 1` }) // a hint of a revision that is known already would not be heard
    .where(eq(chats.patient, patient))
    .returning({ chat: chats.id, revision: chats.revision, doctor: chats.doctor })
    .all();
  return moved.map(({ chat, revision, doctor }) => {
    const formerReaders = [{ person: representative, role: 'patient' }] as const;
    const change = { chat, revision, readers: readersOf({ patient, doctor }, [], false), formerReaders };
    const ended = endCallOf(chat, representative, by);
    if (!ended) return change;
    const { entry, news } = ended;
    const readers = [...news.readers, ...formerReaders];
    return { ...change, revision: entry.revision, call: { ...news, readers } };
  });
}

/** What a former representative has on open pages beside the patient's chats. */
export function formerSpeaker(
  db: SqliteDatabase,
  { patient, representative: person }: RepresentationPair,
  now: number,
): FormerSpeaker {
  const moved = db
    .update(requests)
    .set({ revision: sql`${requests.revision} + 1` }) // as with the chats: what is known already would not be heard
    .where(eq(requests.patient, patient))
    .returning({ request: requests.id, revision: requests.revision })
    .all();
  return { person, requests: moved, unread: unreadOf(db, [person], now)[0]!.unread };
}
