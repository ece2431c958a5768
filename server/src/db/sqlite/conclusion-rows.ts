import type { ConclusionContent } from '@consult/core';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { SqliteDatabase } from './connection.js';
import { chats, conclusions, entries, entryWords } from './schema.js';

/** The version of a chat's conclusion that is in force. */
export function newestConclusion(
  db: SqliteDatabase,
  chat: number,
): { readonly version: number; readonly content: ConclusionContent } | undefined {
  const { version, content } = conclusions;
  return db
    .select({ version, content })
    .from(conclusions)
    .where(eq(conclusions.chat, chat))
    .orderBy(desc(version))
    .limit(1)
    .get();
}

/** Where the conclusion stands in the log: of the last entries it is one, so that the search for it is short. */
export function conclusionSeq(db: SqliteDatabase, chat: number): number {
  const { seq } = entries;
  const found = db
    .select({ seq })
    .from(entries)
    .where(and(eq(entries.chat, chat), eq(entries.kind, 'conclusion')))
    .orderBy(desc(seq))
    .limit(1)
    .get();
  return found!.seq;
}

/** The search forgets an entry whose words are others now, and reads the log again from there. */
export function unlearn(db: SqliteDatabase, chat: number, seq: number): void {
  db.delete(entryWords)
    .where(and(eq(entryWords.chat, chat), eq(entryWords.seq, seq)))
    .run();
  db.update(chats)
    .set({ indexedSeq: sql`min(${chats.indexedSeq}, ${seq - 1})` })
    .where(eq(chats.no, chat))
    .run();
}
