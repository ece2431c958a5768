import type { Entry } from '@consult/core';
import { and, eq, sql } from 'drizzle-orm';
import type { KeptChat } from '../../chats/chat-store.js';
import type { Change } from '../../feed/feed.js';
import type { SqliteDatabase } from './connection.js';
import { chats, entries, entryWords, reads } from './schema.js';

/** The next place in the chat's log. */
export const nextPlace = ({ seq, revision }: Pick<KeptChat, 'seq' | 'revision'>, now: number) => ({
  seq: seq + 1,
  revision: revision + 1,
  sentAt: now,
});

/** The change that an entry makes. */
export const changeOf = (chat: string, entry: Entry, readers: Change['readers']): Change => ({
  chat,
  revision: entry.revision,
  entry,
  readers,
});

/** The statements that change a chat, each prepared once. */
export function createChatStatements(db: SqliteDatabase) {
  const value = sql.placeholder;
  const thisChat = eq(chats.no, value('chat'));
  const place = {
    chat: value('chat'),
    seq: value('seq'),
    revision: value('revision'),
    sentAt: value('sentAt'),
  };
  const counters = {
    seq: sql`${value('seq')}`,
    revision: sql`${value('revision')}`,
    activeAt: sql`${value('sentAt')}`,
  };

  const message = db
    .insert(entries)
    .values({
      ...place,
      kind: 'message',
      author: value('author'),
      side: value('side'),
      key: value('key'),
      text: value('text'),
      replyTo: value('replyTo'),
    })
    .onConflictDoNothing({ target: [entries.chat, entries.author, entries.key] })
    .returning({ seq: entries.seq })
    .prepare();
  const note = db
    .insert(entries)
    .values({
      ...place,
      kind: 'note',
      note: value('note'),
      person: value('person'),
      reason: value('reason'),
      duration: value('duration'),
    })
    .prepare();
  const said = db
    .update(chats)
    .set({ ...counters, wrote: true })
    .where(thisChat)
    .prepare();
  const moved = db
    .update(chats)
    .set({
      ...counters,
      state: sql`${value('state')}`,
      outcome: sql`${value('outcome')}`,
      reason: sql`${value('reason')}`,
    })
    .where(thisChat)
    .prepare();
  const revision = db
    .update(chats)
    .set({ revision: sql`${value('revision')}` })
    .where(thisChat)
    .prepare();
  const taken = db
    .update(entries)
    .set({ kind: 'tombstone', revision: sql`${value('revision')}`, deletedAt: sql`${value('deletedAt')}` })
    .where(and(eq(entries.chat, value('chat')), eq(entries.seq, value('seq'))))
    .prepare();
  const unsought = db
    .delete(entryWords)
    .where(and(eq(entryWords.chat, value('chat')), eq(entryWords.seq, value('seq'))))
    .prepare();
  const quoting = db
    .select({ seq: entries.seq })
    .from(entries)
    .where(
      and(
        eq(entries.chat, value('chat')),
        eq(entries.replyTo, value('seq')),
        sql`${entries.replyTo} is not null and ${entries.kind} = 'message'`,
      ),
    )
    .prepare();
  const revised = db
    .update(entries)
    .set({ revision: sql`${value('revision')}` })
    .where(and(eq(entries.chat, value('chat')), eq(entries.seq, value('seq'))))
    .prepare();
  const markOf = db
    .select({ seq: reads.seq })
    .from(reads)
    .where(and(eq(reads.chat, value('chat')), eq(reads.person, value('person'))))
    .prepare();
  const mark = db
    .insert(reads)
    .values({ chat: value('chat'), person: value('person'), seq: value('mark') })
    .onConflictDoUpdate({ target: [reads.chat, reads.person], set: { seq: sql`excluded.seq` } })
    .prepare();
  const sides = db
    .update(chats)
    .set({
      revision: sql`${value('revision')}`,
      patientSideRead: sql`${value('patient')}`,
      doctorSideRead: sql`${value('doctor')}`,
    })
    .where(thisChat)
    .prepare();

  return {
    /** Answers whether it is new: not where the author's key is known. */
    message: (
      row: Place & Record<'author' | 'side' | 'key' | 'text', string> & Record<'replyTo', number | null>,
    ): boolean => message.get({ ...row }) !== undefined,
    note: (
      row: Place &
        Record<'note', string> &
        Record<'person' | 'reason', string | null> & { duration?: number | null },
    ) => void note.run({ duration: null, ...row }),
    /** Moves the counters after a message. */
    said: (row: Place) => void said.run({ ...row }),
    /** Moves the counters and the state after a note. */
    moved: (row: Place & Record<'state', string> & Record<'outcome' | 'reason', string | null>) =>
      void moved.run({ ...row }),
    revision: (row: { chat: number; revision: number }) => void revision.run(row),
    /** Turns a message into a tombstone. Its text stays in the row. */
    taken: (row: { chat: number; seq: number; revision: number; deletedAt: number }) => void taken.run(row),
    /** A search finds it no more. */
    unsought: (row: { chat: number; seq: number }) => void unsought.run(row),
    /** The messages that quote an entry. */
    quoting: (chat: number, seq: number): number[] => quoting.all({ chat, seq }).map((row) => row.seq),
    /** Says that an entry is to be read anew. */
    revised: (row: { chat: number; seq: number; revision: number }) => void revised.run(row),
    markOf: (chat: number, person: string) => markOf.get({ chat, person })?.seq ?? 0,
    mark: (row: { chat: number; person: string; mark: number }) => void mark.run(row),
    sides: (row: { chat: number; revision: number; patient: number; doctor: number }) => void sides.run(row),
  };
}

export type ChatStatements = ReturnType<typeof createChatStatements>;

/** Where an entry goes, with the chat it belongs to. */
interface Place {
  readonly chat: number;
  readonly seq: number;
  readonly revision: number;
  readonly sentAt: number;
}
