import { hash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Stores } from '../../deps.js';
import type { SqliteConnection, TransactionControl } from './connection.js';
import { lockFolder } from './folder-lock.js';
import { sqliteStores } from './open-stores.js';

/** The database's file in the data folder. */
export const DATABASE_FILE = 'consult.db';

/** How long SQLite itself waits for a file held by somebody else, in ms. It stops everything, so the queue does the waiting. */
const BUSY_TIMEOUT = 20;
/** After so many pages (16 MB) the log is taken into the file even in the middle of a flood. */
const LOG_PAGES = 4000;
/** The log is taken into the file when nobody has written for so long, in ms. */
const QUIET = 250;

/**
 * Opens the database of a data folder, which is made if it is missing.
 *
 * @throws FolderUnusable where the folder cannot be written or another server has it open.
 */
export function openNodeStores(folder: string): Stores {
  const lock = lockFolder(folder);
  try {
    const connection = openConnection(join(folder, DATABASE_FILE));
    let quiet: NodeJS.Timeout | undefined;
    const stores = sqliteStores(connection, {
      schedule: setImmediate,
      later: setTimeout,
      onIdle() {
        if (quiet) return void quiet.refresh();
        quiet = setTimeout(() => connection.checkpoint(), QUIET).unref();
      },
    });
    return {
      ...stores,
      async close() {
        await stores.close();
        clearTimeout(quiet);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openConnection(file: string): SqliteConnection {
  const client = new Database(file, { timeout: BUSY_TIMEOUT });
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL'); // WAL's own default loses acknowledged messages with the power
  client.pragma('foreign_keys = ON');
  client.pragma('secure_delete = ON');
  client.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  return {
    db: drizzle(client),
    control: controlOf(client),
    sha256: (text) => hash('sha256', text),
    checkpoint: () => void client.pragma('wal_checkpoint(PASSIVE)'),
    scrub: () => void client.pragma('wal_checkpoint(TRUNCATE)'),
    close: () => client.close(),
  };
}

function controlOf(client: Database.Database): TransactionControl {
  const [begin, commit, rollback, mark, keep, undo] = [
    'begin immediate',
    'commit',
    'rollback',
    'savepoint step',
    'release step',
    'rollback to step',
  ].map((statement) => client.prepare(statement));
  return {
    begin: () => void begin!.run(),
    commit: () => void commit!.run(),
    rollback: () => void rollback!.run(),
    mark: () => void mark!.run(),
    keep: () => void keep!.run(),
    undo() {
      undo!.run();
      keep!.run(); // a savepoint outlives the way back to it
    },
    get active() {
      return client.inTransaction;
    },
  };
}
