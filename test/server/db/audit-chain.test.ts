import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Anchor, checkAudit } from '@consult/core/chain';
import { refusalToWrite } from '@consult/core';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import initSqlJs from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../../server/src/db/sqlite/audit-log.js';
import { MIGRATIONS } from '../../../server/src/db/sqlite/migrations.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import type { SqliteConnection } from '../../../server/src/db/sqlite/connection.js';
import { type AuditRow, auditOf, sha256 } from './audit-rows.js';
import { aChat, ADAPTERS, aFolder, DOCTOR, newId, NOON, PATIENT, settle } from './stores.js';

describe.each(ADAPTERS)('the chain of the audit in $name', (adapter) => {
  it('stands somewhere else after every change, and nowhere before the first one', async () => {
    const stores = await adapter.open();
    expect(await stores.anchor()).toBeNull();
    await settle(stores);
    const before = (await stores.anchor())!;
    const chat = await aChat(stores);
    const after = (await stores.anchor())!;
    expect(after.id).toBe(before.id + 2);
    expect(after.hash).not.toBe(before.hash);
    await stores.chats.append(
      { chatId: chat, actor: PATIENT, now: NOON },
      { key: newId('entryKey'), text: 'Болит' },
      refusalToWrite,
    );
    expect((await stores.anchor())!.id).toBe(after.id + 1);
    await stores.close(); // which looks through the whole chain
  });

  it('is not broken by steps that are refused among others', async () => {
    const stores = await adapter.openSettled();
    const chat = await aChat(stores);
    const key = newId('entryKey');
    const say = (text: string, actor = PATIENT) =>
      stores.chats.append({ chatId: chat, actor, now: NOON }, { key, text }, refusalToWrite);
    const said = await Promise.allSettled([say('Раз'), say('Два'), say('Раз', DOCTOR), say('Три')]);
    expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    await stores.close();
  });
});

describe('a row of the audit', () => {
  it('hashes as its description says, written anew here', async () => {
    const rows = await aWholeAudit();
    let previous = '';
    for (const { id, at, actor, role, session, action, chat, subject, code, hash } of rows) {
      const link = JSON.stringify([previous, id, at, actor, role, session, action, chat, subject, code]);
      previous = createHash('sha256').update(link, 'utf8').digest('hex');
      expect(hash).toBe(previous);
    }
    expect(rows.length).toBeGreaterThan(10);
  });

  it('cannot be changed or removed through the application’s own door', async () => {
    const folder = aFolder();
    const stores = await openStores(folder);
    await settle(stores);
    await stores.close();
    const client = new Database(join(folder, DATABASE_FILE));
    for (const attempt of [
      `update audit set actor = 'per_nobody' where id = 1`,
      'update audit set hash = null',
      'delete from audit where id = 1',
      'delete from audit',
      `insert or replace into audit (id, at, action) values (1, 0, 'chat-opened')`,
    ])
      expect(() => client.exec(attempt), attempt).toThrow('audit is append-only');
    client.close();
    rmSync(folder, { recursive: true });
  });
});

describe('what was done to an audit behind the server’s back', () => {
  let rows: AuditRow[];
  let anchor: Anchor;
  beforeEach(async () => {
    rows = await aWholeAudit();
    anchor = checkAudit(rows, sha256).head!;
  });

  /** The rows after statements that no trigger stands in the way of. */
  const tampered = async (...statements: string[]) => {
    const { Database: InMemory } = await initSqlJs();
    const copy = new InMemory(await wholeFile());
    copy.run('drop trigger audit_no_update; drop trigger audit_no_delete;');
    for (const statement of statements) copy.run(statement);
    const made = copy.export();
    copy.close();
    return auditOf(made);
  };
  const faultOf = async (...statements: string[]) =>
    checkAudit(await tampered(...statements), sha256, anchor).fault;

  it.each([
    'at = at + 1',
    `actor = 'per_x'`,
    `role = null`,
    `session = 's'`,
    `action = 'x'`,
    `chat = 'c'`,
    `subject = '1'`,
    `code = 'c'`,
    `hash = '${'0'.repeat(64)}'`,
  ])('shows where a row was changed: %s', async (change) => {
    expect(await faultOf(`update audit set ${change} where id = 5`)).toEqual({ id: 5, fault: 'changed' });
  });

  it('shows where a row was removed', async () => {
    expect(await faultOf('delete from audit where id = 7')).toEqual({ id: 7, fault: 'missing' });
    const closed = await faultOf(
      'delete from audit where id = 7',
      'update audit set id = id - 1 where id > 7',
    );
    expect(closed).toEqual({ id: 7, fault: 'changed' });
  });

  it('shows where two rows were exchanged', async () => {
    const exchanged = [
      'update audit set id = -1 where id = 4',
      'update audit set id = 4 where id = 5',
      'update audit set id = 5 where id = -1',
    ];
    expect(await faultOf(...exchanged)).toEqual({ id: 4, fault: 'changed' });
  });

  it('shows a hash that was taken away, and a row put in by hand', async () => {
    expect(await faultOf('update audit set hash = null where id = 6')).toEqual({ id: 6, fault: 'unchained' });
    const last = anchor.id;
    const added = await faultOf(`insert into audit (at, action) values (1, 'chat-opened')`);
    expect(added).toEqual({ id: last + 1, fault: 'unchained' });
  });

  it('shows that the end was cut off, or all of it written anew, to whoever has kept an anchor', async () => {
    const { id } = anchor;
    expect(await faultOf(`delete from audit where id > ${id - 3}`)).toEqual({ id, fault: 'cut' });

    const forged = rows.map((row): AuditRow => ({ ...row, hash: null }));
    forged[2] = { ...forged[2]!, actor: 'per_somebody_else' };
    expect(checkAudit(forged, sha256).fault).toBeUndefined();
    expect(checkAudit(forged, sha256, anchor).fault).toEqual({ id, fault: 'rewritten' });
  });
});

describe('rows from before the chain', () => {
  const LEGACY = `insert into audit (at, actor, action) values
    (1, 'per_a', 'person-put'), (2, 'per_b', 'person-put'), (3, 'per_c', 'person-put')`;
  let client: Database.Database;
  beforeEach(() => {
    client = new Database(':memory:');
    const run = (from: number, to: number) => {
      for (const { statements } of MIGRATIONS.slice(from, to)) for (const one of statements) client.exec(one);
    };
    run(0, 2);
    client.exec(LEGACY);
    run(2, MIGRATIONS.length);
  });
  afterEach(() => client.close());

  const rows = () => client.prepare('select * from audit order by id').all() as AuditRow[];

  it('stay as they are, and the first row with a hash vouches for them', () => {
    const audit = createAuditLog(connectionOf(client));
    expect(audit.head()).toMatchObject({ id: 3 });
    audit.write(4, PATIENT, { action: 'chat-exported', chat: 'cht_1' });
    expect(rows().map(({ hash }) => hash === null)).toEqual([true, true, true, false]);
    expect(checkAudit(rows(), sha256)).toMatchObject({ rows: 4, fault: undefined });

    const changed = rows().map((row) => (row.id === 2 ? { ...row, actor: 'per_x' } : row));
    expect(checkAudit(changed, sha256).fault).toEqual({ id: 4, fault: 'changed' });
  });

  it('and rows that were undone leave no gap', () => {
    const { control, write } = createAuditLog(connectionOf(client));
    const row = { action: 'chat-opened', chat: 'cht_1' } as const;
    control.begin();
    for (const undone of [false, true, false]) {
      control.mark();
      write(5, DOCTOR, row);
      if (undone) control.undo();
      else control.keep();
    }
    control.commit();
    control.begin();
    write(6, DOCTOR, row);
    control.rollback();
    control.begin();
    write(7, DOCTOR, row);
    control.commit();
    expect(rows().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(checkAudit(rows(), sha256)).toMatchObject({ rows: 6, fault: undefined });
  });
});

let whole: Promise<Uint8Array> | undefined;

/** A database in which people have settled, spoken and been read, as a file. */
async function wholeFile(): Promise<Uint8Array> {
  return (whole ??= (async () => {
    const folder = aFolder();
    const stores = await openStores(folder);
    await settle(stores);
    await aChat(stores);
    await stores.close();
    const file = Uint8Array.from(readFileSync(join(folder, DATABASE_FILE))); // of a Buffer sql.js would make no copy
    rmSync(folder, { recursive: true });
    return file;
  })());
}

const aWholeAudit = async () => auditOf(await wholeFile());

function connectionOf(client: Database.Database): SqliteConnection {
  return {
    db: drizzle(client),
    control: {
      begin: () => void client.exec('begin immediate'),
      commit: () => void client.exec('commit'),
      rollback: () => void client.exec('rollback'),
      mark: () => void client.exec('savepoint step'),
      keep: () => void client.exec('release step'),
      undo: () => void client.exec('rollback to step; release step'),
      get active() {
        return client.inTransaction;
      },
    },
    sha256,
    scrub: () => Promise.resolve(true),
    close: () => client.close(),
  };
}
