import { sql, type SQL } from 'drizzle-orm';

/**
 * A parameter of a statement that joins tables.
 *
 * better-sqlite3 is built with SQLITE_ENABLE_STAT4, and there SQLite plans a join anew whenever another value is bound
 * to it, which costs several times the query itself (seen on 13.2, SQLite 3.54). It does not look into a subquery.
 */
export const bound = (value: unknown): SQL => sql`(select ${value})`;
