import type { Sha256 } from '@consult/core/chain';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

/** Drizzle's synchronous base, which better-sqlite3 in Node and sql.js in a page both implement. */
export type SqliteDatabase = BaseSQLiteDatabase<'sync', unknown>;

/** The transaction of a connection, by hand: Drizzle's own would prepare each of these anew for every step. */
export interface TransactionControl {
  /** Begins to write. Throws at once where another process writes. */
  begin(): void;
  commit(): void;
  rollback(): void;
  /** Marks a place to come back to. One at a time. */
  mark(): void;
  /** Keeps what was done since the mark. */
  keep(): void;
  /** Undoes what was done since the mark. */
  undo(): void;
  /** Whether a transaction is under way; SQLite ends one by itself when a disk fails. */
  readonly active: boolean;
}

/** One open database, whichever library holds it. */
export interface SqliteConnection {
  readonly db: SqliteDatabase;
  readonly control: TransactionControl;
  /** Hashes within a transaction, so at once: the platform's own in Node, a library's in a page. */
  readonly sha256: Sha256;
  /**
   * Moves all of the write-ahead log into the file and leaves it empty: what was deleted is in neither. `false`: somebody
   * else reads, e.g. to make a copy, and holds the log. Somebody `patient` waits for that a few seconds.
   */
  scrub(patient: boolean): Promise<boolean>;
  close(): void;
}
