import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeDurableFolder } from '../../durable-folder.js';

/** The data folder cannot be used; the message is one plain line for whoever started the server. */
export class FolderUnusable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FolderUnusable';
  }
}

/** The folder's lock while one server has it. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process.
 *
 * The lock is the operating system's own lock on `server.lock`, taken through SQLite: it falls with the process, however
 * that ends, so there is nothing stale to take over and no pid that another process may have got since. The pid beside
 * it is for people.
 *
 * @throws FolderUnusable
 */
export function lockFolder(folder: string): FolderLock {
  try {
    makeDurableFolder(folder, 0o700);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new FolderUnusable(`the data folder ${folder} cannot be written (${code})`, { cause: error });
  }
  const pidFile = join(folder, 'server.pid');
  const lock = takeLock(folder, pidFile);
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release() {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function takeLock(folder: string, pidFile: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(join(folder, 'server.lock'), { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    const { code = '' } = error as { code?: string };
    const message = code.startsWith('SQLITE_BUSY')
      ? `another server (pid ${pidIn(pidFile)}) is using the data folder ${folder}`
      : `the data folder ${folder} cannot be written (${code || (error as Error).message})`;
    throw new FolderUnusable(message, { cause: error });
  }
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown'; // it is about to be written
  }
}
