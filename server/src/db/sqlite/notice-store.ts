import { ConsultError, LIMITS, refuseIf } from '@consult/core';
import { and, desc, eq, gt, isNull, lt, lte, sql } from 'drizzle-orm';
import type { NoticeNews, NoticeStore } from '../../notices/notice-store.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { isTheirs, noteFor, unreadOf } from './notice-rows.js';
import { notices } from './notice-schema.js';
import { chats, entries, meta } from './schema.js';

/** «Мои уведомления» in SQLite. */
export function sqliteNoticeStore(db: SqliteDatabase, commit: Commit): NoticeStore {
  return {
    // Asynchronous like all verbs: a refusal is a rejection.
    async list({ person }, { after, limit = LIMITS.page }, now, rule) {
      refuseIf(rule());
      const before = after === undefined ? Number.MAX_SAFE_INTEGER : placeOf(person, after);
      const rows = db
        .select(view)
        .from(notices)
        .where(and(eq(notices.person, person), lt(notices.no, before), isTheirs(now)))
        .orderBy(desc(notices.no))
        .limit(limit + 1)
        .all();
      const page = rows.slice(0, limit);
      return {
        notices: page,
        unread: unreadOf(db, [person], now)[0]!.unread,
        next: rows.length > limit ? page.at(-1)!.id : null,
      };
    },

    markRead: ({ person }, upTo, now, rule) =>
      commit(() => {
        refuseIf(rule());
        const own = and(eq(notices.person, person), lte(notices.no, placeOf(person, upTo)));
        db.update(notices)
          .set({ readAt: now })
          .where(and(own, isNull(notices.readAt)))
          .run();
        return unreadOf(db, [person], now)[0]!;
      }),

    remind: (now, leads, rule) =>
      commit(() => {
        const since = takeMark(now);
        const news = new Map<string, NoticeNews>();
        for (const lead of leads)
          for (const { chat, patient, ...times } of beginningBetween(
            Math.max(since + lead, now),
            now + lead,
          )) {
            const kind = rule(times, since);
            if (!kind) continue;
            for (const told of noteFor(db, { kind, patient, at: now, chat, moment: times.startsAt }))
              news.set(told.person, told);
          }
        return [...news.values()];
      }),
  };

  /** Consultations that begin after `from`, at `to` at the latest. */
  function beginningBetween(from: number, to: number) {
    return db
      .select({
        chat: chats.id,
        patient: chats.patient,
        startsAt: chats.startsAt,
        appointedAt: entries.sentAt,
      })
      .from(chats)
      .innerJoin(entries, and(eq(entries.chat, chats.no), eq(entries.seq, 1)))
      .where(
        // Literally as in the index `chats_due_to_open`, which SQLite uses for no other words.
        and(sql`${chats.state} = 'scheduled'`, gt(chats.startsAt, from), lte(chats.startsAt, to)),
      )
      .all();
  }

  /** The place of an own notice. One that is somebody else's is not there. */
  function placeOf(person: string, id: string): number {
    const mine = and(eq(notices.id, id), eq(notices.person, person));
    const found = db.select({ no: notices.no }).from(notices).where(mine).get();
    if (!found) throw new ConsultError('not-found');
    return found.no;
  }

  /** Up to when reminders have been written; from now on that is now. Kept, so that a restart misses none. */
  function takeMark(now: number): number {
    const known = db.select().from(meta).where(eq(meta.key, REMINDED)).get();
    const since = known ? Number(known.value) : now;
    if (known && since >= now) return since;
    db.insert(meta)
      .values({ key: REMINDED, value: String(now) })
      .onConflictDoUpdate({ target: meta.key, set: { value: String(now) } })
      .run();
    return since;
  }
}

const REMINDED = 'reminded';

const view = {
  id: notices.id,
  kind: notices.kind,
  at: notices.at,
  readAt: notices.readAt,
  chat: notices.chat,
  request: notices.request,
  moment: notices.moment,
  number: notices.number,
};
