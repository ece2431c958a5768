import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { drizzle } from 'drizzle-orm/sql-js';
import type { Database, SqlJsStatic, Statement } from 'sql.js';
import type { Stores } from '../../deps.js';
import type { SqliteConnection, TransactionControl } from './connection.js';
import { sqliteStores } from './open-stores.js';

/** The stores of a page, which can be carried over to the next one. */
export interface PageStores extends Stores {
  /** Closes them and answers the database as a file: sql.js cannot export one that goes on being used. */
  closeAndExport(): Promise<Uint8Array>;
}

/**
 * Opens a database in the memory of a page: the same statements and the same rules as on the server.
 *
 * `sqlJs` is what `initSqlJs` of `sql.js` answers; where its WebAssembly comes from is the page's business. The
 * database is a new, empty one, or a copy of `file`.
 */
export function openPageStores(sqlJs: SqlJsStatic, file?: Uint8Array): PageStores {
  const client = new sqlJs.Database(file);
  let exported: Uint8Array | undefined;
  let exporting = false;
  client.run('pragma foreign_keys = on; pragma secure_delete = on');
  const connection: SqliteConnection = {
    db: drizzle(keepingStatements(client)),
    control: controlOf(client),
    sha256: (text) => bytesToHex(sha256(utf8ToBytes(text))),
    scrub: () => Promise.resolve(true),
    close() {
      if (exporting) exported = client.export();
      client.close();
    },
  };
  const stores = sqliteStores(connection, {
    schedule: (run) => queueMicrotask(run), // called as a method, which browsers refuse
    later: (run, ms) => void setTimeout(run, ms),
  });
  return {
    ...stores,
    async closeAndExport() {
      exporting = true;
      await stores.close();
      return exported!;
    },
  };
}

/** So many statements are kept; the server's own are about a quarter of that. */
const STATEMENTS = 200;

/** The same database, whose statements are prepared once: Drizzle would prepare and free each of them at every use. */
function keepingStatements(client: Database): Database {
  const kept = new Map<string, { readonly statement: Statement; readonly lent: Statement }>();
  const keep = (sql: string) => {
    const statement = client.prepare(sql);
    const free = () => statement.reset();
    const pair = { statement, lent: Object.assign(Object.create(statement) as Statement, { free }) };
    if (kept.size >= STATEMENTS) {
      const [oldest, { statement: unused }] = kept.entries().next().value!;
      kept.delete(oldest);
      unused.free();
    }
    kept.set(sql, pair);
    return pair;
  };
  const prepare = (sql: string) => (kept.get(sql) ?? keep(sql)).lent;
  return Object.assign(Object.create(client) as Database, { prepare });
}

function controlOf(client: Database): TransactionControl {
  let active = false;
  return {
    begin() {
      client.run('begin immediate');
      active = true;
    },
    commit() {
      client.run('commit');
      active = false;
    },
    rollback() {
      client.run('rollback');
      active = false;
    },
    mark: () => void client.run('savepoint step'),
    keep: () => void client.run('release step'),
    undo: () => void client.run('rollback to step; release step'),
    get active() {
      return active;
    },
  };
}
