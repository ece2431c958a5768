import type { Role } from '@consult/core';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What no token is good for any more. `session`: all tokens of it; `person`: those issued up to `since`; a role: those of
 * this person in it, until it is given back. What no token can name any more, after `until`, is swept away.
 */
export const revocations = sqliteTable(
  'revocations',
  {
    subject: text().notNull(),
    scope: text().$type<'session' | 'person' | Role>().notNull(),
    /** ms UTC */
    since: integer().notNull(),
    /** `null`: until somebody takes it back. */
    until: integer(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.scope] }), index('revocations_over').on(t.until)],
);

/** Logout tokens that were believed already: each is believed once. */
export const logoutTokens = sqliteTable(
  'logout_tokens',
  { jti: text().primaryKey(), until: integer().notNull() },
  (t) => [index('logout_tokens_over').on(t.until)],
);
