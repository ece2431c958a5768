import { hash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Stores } from '../../deps.js';
import { createCheckpoints, type Checkpoints } from './checkpoints-node.js';
import type { SqliteConnection, TransactionControl } from './connection.js';
import { lockFolder } from './folder-lock.js';
import { sqliteStores } from './open-stores.js';

/** The database's file in the data folder. */
export const DATABASE_FILE = 'consult.db';

/** How long SQLite itself waits for a file held by somebody else, in ms. It stops everything, so the queue does the waiting. */
const BUSY_TIMEOUT = 20;
/** After so many pages (64 MB) the log is taken into the file by whoever writes next: nothing else has kept it short. */
const LOG_PAGES = 16_000;
/** How often, and after how many ms each time, the log is tried again that somebody else holds and that has to be empty. */
const EMPTYING = { tries: 60, after: 50 };

/**
 * Opens the database of a data folder, which is made if it is missing.
 *
 * @throws FolderUnusable where the folder cannot be written or another server has it open.
 */
export function openNodeStores(folder: string): Stores {
  const lock = lockFolder(folder);
  try {
    const file = join(folder, DATABASE_FILE);
    const client = openClient(file);
    const checkpoints = createCheckpoints(file, () => void client.pragma('wal_checkpoint(PASSIVE)'));
    const stores = sqliteStores(connectionOf(client, checkpoints), {
      schedule: setImmediate,
      later: setTimeout,
      onCommit: checkpoints.onCommit,
    });
    return {
      ...stores,
      async close() {
        await checkpoints.close();
        await stores.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openClient(file: string): Database.Database {
  const client = new Database(file, { timeout: BUSY_TIMEOUT });
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL'); // WAL's own default loses acknowledged messages with the power
  client.pragma('foreign_keys = ON');
  client.pragma('secure_delete = ON');
  client.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  return client;
}

function connectionOf(client: Database.Database, { settled }: Checkpoints): SqliteConnection {
  /** Whether the log is empty: somebody who reads, a copy that is being made, may hold it. */
  const emptied = () => {
    const [{ busy }] = client.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
    return busy === 0;
  };
  return {
    db: drizzle(client),
    control: controlOf(client),
    sha256: (text) => hash('sha256', text),
    async scrub(patient) {
      for (let tries = 1; ; tries++) {
        await settled();
        if (emptied()) return true;
        if (!patient || tries >= EMPTYING.tries) return false;
        await pause(EMPTYING.after);
      }
    },
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
