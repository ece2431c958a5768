import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { consents, people } from './schema.js';

/** Withdrawals of acceptances, each a row of its own beside what it takes back. Rows are only ever added. */
export const consentWithdrawals = sqliteTable('consent_withdrawals', {
  consent: text()
    .primaryKey()
    .references(() => consents.id),
  by: text()
    .notNull()
    .references(() => people.id),
  at: integer().notNull(),
});

/**
 * Under which keys people have sent their acceptances, and what was answered: a record of that act, or one that stood
 * already. A copy that arrives after the withdrawal gives nothing again. Rows are only ever added.
 */
export const consentKeys = sqliteTable(
  'consent_keys',
  {
    by: text()
      .notNull()
      .references(() => people.id),
    key: text().notNull(),
    consent: text()
      .notNull()
      .references(() => consents.id),
  },
  (t) => [primaryKey({ columns: [t.by, t.key] })],
);
