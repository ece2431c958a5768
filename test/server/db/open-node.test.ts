import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusalToRead, refusalToWrite } from '@consult/core';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderUnusable, openStores } from '../../../server/src/db/open-stores.js';
import { MIGRATIONS } from '../../../server/src/db/sqlite/migrations.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { aChat, aFolder, DOCTOR, newId, NOON, PATIENT, settle } from './stores.js';

/** What is only ever added to, and a column of each. */
const APPEND_ONLY = {
  audit: 'code',
  consents: 'kind',
  consent_documents: 'title',
  consent_keys: 'key',
  consent_withdrawals: 'by',
  conclusions: 'content',
};

describe('a data folder', () => {
  let folder: string;
  beforeEach(() => void (folder = aFolder()));
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(async () => writer && rmSync(await writer, { force: true }));

  const file = () => join(folder, DATABASE_FILE);
  const peek = <T>(query: string) => {
    const client = new Database(file(), { readonly: true });
    try {
      return client.prepare(query).all() as T[];
    } finally {
      client.close();
    }
  };

  it('is made if it is missing, and opens again with what it holds', async () => {
    const inner = join(folder, 'not', 'yet');
    const first = await openStores(inner);
    await settle(first);
    const chat = await aChat(first);
    await first.close();
    expect(readdirSync(inner)).not.toContain('server.pid');

    const second = await openStores(inner);
    expect(second.epoch).toBe(first.epoch);
    expect((await second.chats.list(PATIENT, {}, NOON)).chats.map(({ id }) => id)).toEqual([chat]);
    await second.close();
  });

  it('lets one server in at a time', async () => {
    const first = await openStores(folder);
    await expect(openStores(folder)).rejects.toThrow(
      new FolderUnusable(`another server (pid ${process.pid}) is using the data folder ${folder}`),
    );
    await first.close();
    await (await openStores(folder)).close();
  });

  it('is free again when its server was killed, whatever pid it left behind', async () => {
    const child = await startWriter(folder);
    await expect(openStores(folder)).rejects.toThrow(`pid ${child.process.pid}`);
    await child.kill();
    expect(readdirSync(folder)).toContain('server.pid');
    writeFileSync(join(folder, 'server.pid'), `${process.pid}\n`);
    await (await openStores(folder)).close();
  });

  it('says in one line that it cannot be used', async () => {
    const notAFolder = join(folder, 'file');
    writeFileSync(notAFolder, '');
    await expect(openStores(notAFolder)).rejects.toThrow(
      new FolderUnusable(`the data folder ${notAFolder} cannot be written (EEXIST)`),
    );
    await expect(openStores(join(notAFolder, 'deeper'))).rejects.toThrow(/cannot be written \(ENOTDIR\)$/);
  });

  it.skipIf(process.getuid?.() === 0)('is refused where one may not write', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    await expect(openStores(closed)).rejects.toThrow(/cannot be written \(EACCES\)$/);
    chmodSync(closed, 0o700);
  });

  it('keeps what it acknowledged when the power of the process goes', async () => {
    const child = await startWriter(folder);
    const acknowledged = await child.acknowledged(300);
    await child.kill();

    const stores = await openStores(folder);
    const { chats } = await stores.chats.list(PATIENT, {}, NOON);
    const head = chats[0]!;
    expect(head.seq).toBeGreaterThanOrEqual(acknowledged);
    const seen: number[] = [];
    for (let before = head.seq + 1; before > 1; before = seen[0]!) {
      const { entries } = await stores.chats.entries(
        { chatId: head.id, actor: DOCTOR, now: NOON },
        { before, limit: 100 },
        (_, standing) => refusalToRead(standing),
      );
      seen.unshift(...entries.map(({ seq }) => seq));
    }
    expect(seen).toEqual(Array.from({ length: head.seq }, (_, n) => n + 1));
    await stores.chats.append(
      { chatId: head.id, actor: PATIENT, now: NOON },
      { key: newId('entryKey'), text: 'Дальше' },
      refusalToWrite,
    );
    await stores.close();
    expect(peek<{ integrity_check: string }>('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(peek('pragma foreign_key_check')).toEqual([]);
    expect(peek('select 1 from entries group by chat having max(seq) <> count(*)')).toEqual([]);
    // Every entry has its audit row: both or neither.
    const [{ entries, rows }] = peek<{ entries: number; rows: number }>(
      `select (select count(*) from entries where kind = 'message') entries,
        (select count(*) from audit where action = 'entry-added') rows`,
    ) as [{ entries: number; rows: number }];
    expect(rows).toBe(entries);
  });

  it('is refused where a newer server has been at work', async () => {
    await (await openStores(folder)).close();
    const client = new Database(file());
    client.exec("insert into migrations values ('9999_future', 1)");
    client.close();
    await expect(openStores(folder)).rejects.toThrow('9999_future');
    rmSync(file());
    await (await openStores(folder)).close(); // the refusal let go of the folder
  });

  it('is brought up to date where it stopped, and is as strict as its schema says', async () => {
    await (await openStores(folder)).close();
    expect(peek<{ name: string }>('select name from migrations').map(({ name }) => name)).toEqual(
      MIGRATIONS.map(({ name }) => name),
    );
    const shapes = peek<{ name: string; sql: string }>(
      "select name, sql from sqlite_schema where type = 'table'",
    );
    for (const name of ['entries', 'reads'])
      expect(shapes.find((shape) => shape.name === name)!.sql).toMatch(/without rowid$/i);
  });

  it('lets nobody change what is on record', async () => {
    const stores = await openStores(folder);
    await settle(stores);
    await aChat(stores);
    await stores.close();
    const client = new Database(file());
    client.exec(`
      insert into consent_withdrawals (consent, by, at) select id, by, at from consents limit 1;
      insert into conclusions (chat, version, author, key, at, content, place, size, hash)
        select no, 1, doctor, 'key', 0, '{}', 'place', 0, '' from chats limit 1;`);
    for (const [table, column] of Object.entries(APPEND_ONLY))
      for (const attempt of [
        `delete from ${table}`,
        `update ${table} set ${column} = 'x'`,
        `insert or replace into ${table} select * from ${table} limit 1`,
      ])
        expect(() => client.exec(attempt), attempt).toThrow(`${table} is append-only`);
    client.close();
  });

  it('can be copied while it is in use', async () => {
    const stores = await openStores(folder);
    await settle(stores);
    const copy = join(folder, 'copy.db');
    const client = new Database(file(), { readonly: true });
    await client.backup(copy);
    client.close();
    await stores.close();
    const other = join(folder, 'other');
    mkdirSync(other);
    copyFileSync(copy, join(other, DATABASE_FILE));
    const restored = await openStores(other);
    expect(await restored.people.find(PATIENT.person)).toBeDefined();
    await restored.close();
  });
});

/** Starts a process that opens the folder and writes to one chat for as long as it lives. */
async function startWriter(folder: string) {
  const child = spawn(process.execPath, [await (writer ??= bundleWriter()), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let count = 0;
  let onLine = () => {};
  child.stdout.on('data', (chunk: Buffer) => {
    count += chunk.toString().split('\n').length - 1;
    onLine();
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the writer ended by itself')));
  ended.catch(() => undefined); // it is meant to be killed later
  await Promise.race([once(child.stdout, 'data'), ended]);
  return {
    process: child,
    /** Waits until so many messages have been acknowledged, and answers how many were by then. */
    acknowledged: (least: number) =>
      new Promise<number>((resolve) => {
        onLine = () => count >= least && resolve(count);
        onLine();
      }),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

let writer: Promise<string> | undefined;

/** Bundles the writer to where it finds the packages it needs. */
async function bundleWriter(): Promise<string> {
  const outfile = fileURLToPath(
    new URL(`../../../node_modules/.cache/test/writer-${process.pid}.mjs`, import.meta.url),
  );
  await build({
    entryPoints: [fileURLToPath(new URL('./writer.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@consult/source'],
    external: ['better-sqlite3', 'sql.js'],
  });
  return outfile;
}
