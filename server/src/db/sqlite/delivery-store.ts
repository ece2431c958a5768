import { channelsFor, type ChannelKind, type Leaving } from '@consult/core';
import { and, asc, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Address, DeliveryStore, Leased } from '../../notices/notice-store.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { freshId, isTheirs, noticeConsent } from './notice-rows.js';
import { deliveries, notices, pushSubscriptions, type DeliveryState } from './notice-schema.js';
import { chats, people } from './schema.js';

/** The outbox in SQLite. */
export function sqliteDeliveryStore(db: SqliteDatabase, commit: Commit): DeliveryStore {
  return {
    plan: (now, limit, configured, rule) =>
      commit(() => {
        const rows = db
          .select({ no: notices.no, person: notices.person, ...leaving(now) })
          .from(notices)
          .where(sql`${notices.planned} = 0`)
          .orderBy(asc(notices.no))
          .limit(limit)
          .all();
        for (const row of rows) {
          const { channels, dueAt } = rule(leavingOf(row));
          for (const channel of channelsFor(row.kind, configured)) {
            if (!channels.includes(channel)) continue;
            for (const target of targetsOf(row.person, channel))
              db.insert(deliveries)
                .values({
                  id: freshId('delivery'),
                  notice: row.no,
                  channel,
                  target,
                  state: 'waiting',
                  tries: 0,
                  dueAt,
                })
                .onConflictDoNothing()
                .run();
          }
        }
        if (rows.length)
          db.update(notices)
            .set({ planned: true })
            .where(
              inArray(
                notices.no,
                rows.map(({ no }) => no),
              ),
            )
            .run();
        return rows.length;
      }),

    lease: ({ owner, now, until, limit }, configured, rule) =>
      commit(() => {
        const rows = db
          .select({
            delivery: deliveries,
            person: notices.person,
            chat: notices.chat,
            number: notices.number,
            sequence: toldBefore,
            endsAt: sql<
              number | null
            >`(select ${chats.endsAt} from ${chats} where ${chats.id} = ${notices.chat})`,
            ...leaving(now),
          })
          .from(deliveries)
          .innerJoin(notices, eq(notices.no, deliveries.notice))
          .where(
            and(
              sql`${deliveries.state} = 'waiting'`, // literally as in the index `deliveries_due`
              lte(deliveries.dueAt, now),
              or(isNull(deliveries.leasedUntil), lte(deliveries.leasedUntil, now)),
              inArray(deliveries.channel, [...configured]),
            ),
          )
          .orderBy(asc(deliveries.dueAt))
          .limit(limit)
          .all();
        return rows.flatMap(({ delivery, ...row }): Leased[] => {
          const { id, channel, target, tries } = delivery;
          const leavesAt = rule(leavingOf(row));
          if (leavesAt !== null && leavesAt > now) {
            db.update(deliveries).set({ dueAt: leavesAt }).where(eq(deliveries.id, id)).run();
            return [];
          }
          const address = leavesAt === null ? undefined : addressOf(row.person, channel, target);
          if (!address) {
            settle(id, 'dropped', now);
            return [];
          }
          db.update(deliveries)
            .set({ leasedBy: owner, leasedUntil: until, tries: tries + 1 })
            .where(eq(deliveries.id, id))
            .run();
          const { kind, at, chat, moment, number, sequence, endsAt } = row;
          return [
            {
              id,
              channel,
              address,
              tries: tries + 1,
              notice: { kind, at, chat, moment, number, sequence, endsAt },
            },
          ];
        });
      }),

    sent: (id, now) => commit(() => settle(id, 'sent', now)),

    failed: (id, owner, now, dueAt) =>
      commit(() => {
        const mine = and(
          eq(deliveries.id, id),
          eq(deliveries.leasedBy, owner),
          eq(deliveries.state, 'waiting'),
        );
        if (dueAt === null) settle(id, 'dead', now, mine);
        else db.update(deliveries).set({ dueAt, leasedBy: null, leasedUntil: null }).where(mine).run();
      }),

    gone: (id, now) =>
      commit(() => {
        const found = db.select().from(deliveries).where(eq(deliveries.id, id)).get();
        if (found?.channel === 'push')
          db.delete(pushSubscriptions).where(eq(pushSubscriptions.id, found.target)).run();
        settle(id, 'dead', now);
      }),

    sweep: (before) => commit(() => void db.delete(deliveries).where(lt(deliveries.settledAt, before)).run()),
  };

  function settle(id: string, state: DeliveryState, now: number, which = eq(deliveries.id, id)) {
    db.update(deliveries)
      .set({ state, settledAt: now, leasedBy: null, leasedUntil: null })
      .where(and(which, eq(deliveries.state, 'waiting')))
      .run();
  }

  /** What a channel knows a person by; nothing where they have given no such address. */
  function targetsOf(person: string, channel: ChannelKind): readonly string[] {
    if (channel !== 'push') return addressOf(person, channel, '') ? [''] : [];
    return db
      .select({ id: pushSubscriptions.id })
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.person, person))
      .all()
      .map(({ id }) => id);
  }

  function addressOf(person: string, channel: ChannelKind, target: string): Address | undefined {
    if (channel === 'push') {
      // A browser that has changed hands since is not this person's any more.
      const own = and(eq(pushSubscriptions.id, target), eq(pushSubscriptions.person, person));
      const found = db.select().from(pushSubscriptions).where(own).get();
      return (
        found && { push: { endpoint: found.endpoint, keys: { p256dh: found.p256dh, auth: found.auth } } }
      );
    }
    const { email, phone } = people;
    const found = db.select({ email, phone }).from(people).where(eq(people.id, person)).get();
    if (channel === 'email') return found?.email ? { email: found.email } : undefined;
    return found?.phone ? { phone: found.phone } : undefined;
  }
}

/** What is asked before a notice leaves. */
const leaving = (now: number) => ({
  kind: notices.kind,
  at: notices.at,
  moment: notices.moment,
  ...noticeConsent,
  speaksFor: sql<number>`${isTheirs(now)}`,
});

const leavingOf = ({
  kind,
  at,
  moment,
  published,
  given,
  speaksFor,
}: Pick<Leaving, 'kind' | 'at' | 'moment'> & {
  readonly published: number | null;
  readonly given: number | null;
  readonly speaksFor: number;
}): Leaving => ({ kind, at, moment, consent: { published, given }, speaksFor: speaksFor === 1 });

/** How many notices of the same consultation the addressee had before this one. */
const toldBefore = sql<number>`(select count(*) from notices as before where before.chat = ${notices.chat}
  and before.person = ${notices.person} and before.no < ${notices.no})`;
