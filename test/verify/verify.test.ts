import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../server/src/db/sqlite/open-node.js';
import { aChat, settle } from '../server/db/stores.js';
import { closeHouses } from '../support/house.js';
import { aFinishedChat, exportOf } from '../server/records/exports.js';

const root = new URL('../..', import.meta.url).pathname;
let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-verify-'));
  program = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(root, 'packages/verify/src/main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@consult/source'],
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(closeHouses);

/** Runs it; answers the exit code and what it said. */
async function verify(args: readonly string[], lang = 'en_US.UTF-8') {
  const env = { PATH: process.env.PATH, LC_ALL: lang };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env, cwd: folder });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

describe('consult-verify', () => {
  it('finds a conversation whole that was just taken home, and tells its checksum', async () => {
    const chat = await aFinishedChat();
    const text = await exportOf(chat, 'json');
    const { code, said } = await verify([write('chat.json', text)]);
    expect(said).toContain('The conversation is whole. Entries: 7.');
    expect(said).toContain((JSON.parse(text) as { hash: string }).hash);
    expect(code).toBe(0);
  });

  it('names the first broken entry', async () => {
    const chat = await aFinishedChat();
    const changed = (await exportOf(chat, 'json')).replace('Пришлите снимок', 'Не присылайте снимок');
    expect(await verify([write('changed.json', changed)])).toEqual({
      code: 1,
      said: 'BROKEN at entry 4: it is not as it was written. Entries that are whole: 3.\n',
    });
    expect((await verify(['changed.json'], 'ru_RU.UTF-8')).said).toContain(
      'НАРУШЕНА в записи 4: она изменена.',
    );
    expect((await verify(['changed.json', '--lang', 'ru'])).said).toContain('НАРУШЕНА');
  });

  it('says what it cannot tell, and how it is used', async () => {
    expect(await verify([write('other.json', '{}')])).toMatchObject({ code: 2 });
    expect(await verify(['nowhere.json'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('nowhere.json'),
    });
    for (const wrong of [
      [],
      ['a', 'b'],
      ['--what', 'a'],
      ['a', '--anchor', 'x'],
      ['a', '--anchor', `1:${'0'.repeat(64)}`],
    ])
      expect(await verify(wrong)).toMatchObject({
        code: 2,
        said: expect.stringContaining('--audit consult.db'),
      });
  });

  it('looks through the audit of a server that is running, up to an anchor', async () => {
    const data = join(folder, 'data');
    const stores = await openStores(data);
    await settle(stores);
    await aChat(stores);
    const { id, hash } = (await stores.anchor())!;
    const file = join(data, DATABASE_FILE);
    const whole = await verify(['--audit', file, '--anchor', `${id}:${hash}`]);
    expect(whole).toEqual({ code: 0, said: `The audit is whole. Rows: ${id}.\nNewest hash: ${hash}\n` });
    const other = await verify(['--audit', file, '--anchor', `${id + 1}:${hash}`]);
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining(`ends at row ${id}`) });
    await stores.close();

    const client = new Database(file);
    client.exec(`drop trigger audit_no_update; update audit set actor = 'per_x' where id = 3`);
    client.close();
    expect(await verify(['--audit', file])).toEqual({
      code: 1,
      said: 'BROKEN at row 3: it is not as it was written. Rows that are whole: 2.\n',
    });
  });
});
