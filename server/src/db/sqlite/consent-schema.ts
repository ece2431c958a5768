import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
