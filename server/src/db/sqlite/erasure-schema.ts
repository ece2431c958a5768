import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { people } from './schema.js';

/** Requests to destroy what need not be kept of a person, and the acts of destruction. Rows stay: they are the proof. */
export const erasures = sqliteTable(
  'erasures',
  {
    id: text().primaryKey(),
    person: text()
      .notNull()
      .references(() => people.id),
    askedBy: text('asked_by').notNull(),
    askedAt: integer('asked_at').notNull(),
    /** By when it must be done (152-ФЗ art. 21). */
    dueAt: integer('due_at').notNull(),
    /** The administrator who has proposed it, and another one who has confirmed: it is done then. */
    approvedBy: text('approved_by'),
    approvedAt: integer('approved_at'),
    confirmedBy: text('confirmed_by'),
    doneAt: integer('done_at'),
    /** When the log was told last that the term is over. */
    alarmedAt: integer('alarmed_at'),
    /** What was destroyed, by kind, how many. */
    erased: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>(),
  },
  (t) => [
    uniqueIndex('erasures_open')
      .on(t.person)
      .where(sql`done_at is null`),
  ],
);
