import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqliteConnection } from '../../../server/src/db/sqlite/connection.js';
import { migrate } from '../../../server/src/db/sqlite/migrate.js';

const FIRST = { name: '0000_first', statements: ['create table things (name text)'] };
const SECOND = {
  name: '0001_second',
  statements: ['alter table things add column size integer', 'create index i on things (size)'],
};

describe('migrating', () => {
  let client: Database.Database;
  let connection: SqliteConnection;
  beforeEach(() => {
    client = new Database(':memory:');
    connection = {
      db: drizzle(client),
      control: {
        begin: () => void client.exec('begin immediate'),
        commit: () => void client.exec('commit'),
        rollback: () => void client.exec('rollback'),
        mark: () => undefined,
        keep: () => undefined,
        undo: () => undefined,
        get active() {
          return client.inTransaction;
        },
      },
      sha256: () => '',
      scrub: () => Promise.resolve(true),
      close: () => client.close(),
    };
  });
  afterEach(() => client.close());

  const applied = () =>
    connection.db.all<{ name: string }>(sql`select name from migrations`).map(({ name }) => name);
  const columns = () => client.pragma('table_info(things)') as { name: string }[];

  it('takes each step once', () => {
    migrate(connection, [FIRST]);
    client.exec("insert into things values ('kept')");
    migrate(connection, [FIRST, SECOND]);
    migrate(connection, [FIRST, SECOND]);
    expect(applied()).toEqual(['0000_first', '0001_second']);
    expect(client.prepare('select name, size from things').all()).toEqual([{ name: 'kept', size: null }]);
  });

  it('leaves nothing of a step that failed, and takes it again later', () => {
    const broken = {
      name: SECOND.name,
      statements: [SECOND.statements[0]!, 'create index i on nothing (size)'],
    };
    expect(() => migrate(connection, [FIRST, broken])).toThrow();
    expect(applied()).toEqual(['0000_first']);
    expect(columns()).toHaveLength(1);
    migrate(connection, [FIRST, SECOND]);
    expect(columns()).toHaveLength(2);
  });

  it('does not touch a database it does not understand', () => {
    migrate(connection, [FIRST, SECOND]);
    expect(() => migrate(connection, [FIRST])).toThrow('0001_second');
    expect(() => migrate(connection, [{ ...FIRST, name: '0000_other' }, SECOND])).toThrow('0000_first');
  });
});
