import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { consentSeal } from '@consult/core/chain';
import type { ConsentProof } from '@consult/core/wire';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { proveConsent, type ConsentDeps } from '../../server/src/consents/consent-service.js';
import { openStores } from '../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../server/src/db/sqlite/open-node.js';
import { ADMINISTRATOR, aChat, newId, NOON, PATIENT, settle } from '../server/db/stores.js';
import { closeHouses } from '../support/house.js';
import { aFinishedChat, exportOf } from '../server/records/exports.js';

const go = () => undefined;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

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
      ['--audit', 'a', '--anchor', `0:${'0'.repeat(64)}`], // it would prove nothing
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

  it('proves a consent: by its record, in the audit of the server, up to an anchor', async () => {
    const data = join(folder, 'consents');
    const stores = await openStores(data);
    await settle(stores);
    const text = 'Я согласна.';
    const hash = sha256(text);
    const { document: published } = await stores.consents.publish(
      ADMINISTRATOR,
      { kind: 'notifications', title: 'Согласие', text, hash },
      NOON,
      go,
    );
    const { consent } = await stores.consents.give(
      PATIENT,
      {
        id: newId('consent'),
        key: newId('entryKey'),
        kind: 'notifications',
        version: 1,
        hash,
        patient: PATIENT.person,
      },
      NOON,
      go,
    );
    const prove = () =>
      proveConsent({ stores, now: () => NOON } as ConsentDeps, PATIENT, consent.id).then((proof) =>
        JSON.stringify(proof),
      );
    const proof = await prove();
    const file = join(data, DATABASE_FILE);
    const kept = write('consent.json', proof);
    const row = (JSON.parse(proof) as ConsentProof).given.row.id;

    const alone = await verify(['--consent', kept]);
    expect(alone.said).toBe(
      `The consent is whole: notifications, version ${published.version}, for ${PATIENT.person}.\n` +
        `Given by ${PATIENT.person} at 2026-11-23T09:00:00.000Z.\nNot withdrawn when this was exported.\n` +
        `That it stands in the server's audit (row ${row}) was not checked: give the database with --audit.\n`,
    );
    expect(alone.code).toBe(0);
    const anchor = (await stores.anchor())!;
    const inAudit = ['--consent', kept, '--audit', file];
    const found = await verify([...inAudit, '--anchor', `${anchor.id}:${anchor.hash}`]);
    expect(found).toMatchObject({
      code: 0,
      said: expect.stringContaining(`It stands in the audit at row ${row}.`),
    });
    const swapped = write('swapped.json', proof.replaceAll(hash, sha256('x')).replace(text, 'x'));
    expect(await verify(['--consent', swapped])).toMatchObject({ code: 1 });
    expect(
      (await verify(['--consent', write('letter.json', proof.replace(text, 'Я не согласна.'))], 'ru_RU'))
        .said,
    ).toBe('НАРУШЕНО: это не тот текст, с которым согласились.\n');

    await stores.consents.withdraw(PATIENT, consent.id, NOON, go);
    expect((await verify(inAudit)).said).toContain('Since this was exported it was withdrawn');
    const later = JSON.parse(await prove()) as ConsentProof;
    const { seal: _, ...hidden } = { ...later, withdrawal: null, withdrawn: null };
    const lie = write('lie.json', JSON.stringify({ ...hidden, seal: sha256(consentSeal(hidden)) }));
    expect(await verify(['--consent', lie])).toMatchObject({ code: 0 }); // alone it cannot be told: the README says so
    expect(await verify(['--consent', lie, '--audit', file])).toMatchObject({
      code: 1,
      said: expect.stringContaining('does not have what this record says'),
    });
    await stores.close();

    const other = await openStores(join(folder, 'elsewhere'));
    await settle(other);
    await other.close();
    expect(
      await verify(['--consent', kept, '--audit', join(folder, 'elsewhere', DATABASE_FILE)]),
    ).toMatchObject({
      code: 1,
    });
    const client = new Database(file);
    client.exec(`drop trigger audit_no_update; update audit set actor = 'per_x' where id = 3`);
    client.close();
    expect(await verify(inAudit)).toMatchObject({
      code: 1,
      said: expect.stringContaining('BROKEN at row 3'),
    });
    for (const wrong of [['--consent'], ['--consent', kept, file], ['--consent', kept, '--audit']])
      expect(await verify(wrong)).toMatchObject({ code: 2 });
    expect(await verify(['--consent', 'nowhere.json'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('nowhere.json'),
    });
  });
});
