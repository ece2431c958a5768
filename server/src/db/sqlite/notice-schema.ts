import type { ChannelKind, NoticeKind } from '@consult/core';
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { people } from './schema.js';

/** What people are told of: a row for each addressee, written in the transaction of its cause. */
export const notices = sqliteTable(
  'notices',
  {
    no: integer().primaryKey(),
    id: text().notNull().unique(),
    /** Whom it is told to, and which patient it is about: oneself, or somebody one speaks for. */
    person: text()
      .notNull()
      .references(() => people.id),
    patient: text()
      .notNull()
      .references(() => people.id),
    kind: text().$type<NoticeKind>().notNull(),
    at: integer().notNull(),
    readAt: integer('read_at'),
    /** Public ids of what it is about. */
    chat: text(),
    request: text(),
    moment: integer(),
    number: text(),
    /** Whether its deliveries are in the outbox, as far as there are to be any. */
    planned: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    index('notices_of_person').on(t.person, t.no),
    index('notices_unread')
      .on(t.person)
      .where(sql`read_at is null`),
    index('notices_to_plan')
      .on(t.no)
      .where(sql`planned = 0`),
    index('notices_of_chat').on(t.chat, t.person, t.no),
    uniqueIndex('notices_reminding_once')
      .on(t.person, t.chat, t.kind, t.moment)
      .where(sql`kind in ('consultation-tomorrow', 'consultation-soon')`),
  ],
);

/** How a delivery stands. `dropped`: it was not to leave any more. `dead`: it could not, for good. */
export type DeliveryState = 'waiting' | 'sent' | 'dropped' | 'dead';

/**
 * The outbox: a notice by one channel to one address. Holds no address itself: that of a person is looked up when it goes,
 * so that none is kept twice.
 */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text().primaryKey(),
    notice: integer()
      .notNull()
      .references(() => notices.no),
    channel: text().$type<ChannelKind>().notNull(),
    /** The push subscription; empty where the person has one address of the kind. */
    target: text().notNull(),
    state: text().$type<DeliveryState>().notNull(),
    tries: integer().notNull(),
    dueAt: integer('due_at').notNull(),
    /** Who is at it, and until when nobody else may be. */
    leasedBy: text('leased_by'),
    leasedUntil: integer('leased_until'),
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('deliveries_once').on(t.notice, t.channel, t.target),
    index('deliveries_due')
      .on(t.dueAt)
      .where(sql`state = 'waiting'`),
    index('deliveries_settled')
      .on(t.settledAt)
      .where(sql`settled_at is not null`),
  ],
);

/** Browsers that have asked to be told. */
export const pushSubscriptions = sqliteTable(
  'push_subscriptions',
  {
    id: text().primaryKey(),
    person: text()
      .notNull()
      .references(() => people.id),
    endpoint: text().notNull().unique(),
    p256dh: text().notNull(),
    auth: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [index('push_subscriptions_of_person').on(t.person, t.at)],
);
