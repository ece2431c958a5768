import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@consult/core';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { aChat, aFolder, DOCTOR, newId, NOON, PATIENT, settle } from '../db/stores.js';
import { CONTENT } from './sheets.js';

const go = () => undefined;

it('The audit has one row for each change of a conclusion and each reading by staff, without its words', async () => {
  const folder = aFolder();
  const stores = await openStores(folder);
  await settle(stores);
  const chat = await aChat(stores);
  const watch = new Database(join(folder, DATABASE_FILE), { readonly: true });
  const known = (watch.prepare('select max(id) id from audit').get() as { id: number }).id;
  const rows = () =>
    watch.prepare('select action, actor, subject, code from audit where id > ? order by id').all(known);

  const at = (actor: Actor) => ({ chatId: chat, actor, now: NOON });
  const draft = (version: number) => ({
    key: newId('entryKey'),
    content: CONTENT,
    version,
    document: { place: String(version).repeat(32), size: 1, hash: 'a'.repeat(64), signedBy: null },
  });
  const { conclusions } = stores;
  await conclusions.headOfPreview(at(DOCTOR), go);
  const move = { state: 'completed', outcome: 'conclusion', note: 'completed', reason: null } as const;
  await conclusions.give(at(DOCTOR), draft(1), move, go);
  await conclusions.give(at(DOCTOR), draft(2), null, go);
  await conclusions.give(at(DOCTOR), draft(3), null, () => 'done');
  await conclusions.document(at(PATIENT), 1, go);
  await conclusions.document(at(DOCTOR), 2, go);
  await conclusions.newest(at(DOCTOR), go);

  const actor = DOCTOR.person;
  expect(rows()).toEqual([
    { action: 'conclusion-previewed', actor, subject: PATIENT.person, code: null },
    { action: 'conclusion-given', actor, subject: '3', code: '1' },
    { action: 'chat-moved', actor, subject: '4', code: 'completed' },
    { action: 'conclusion-given', actor, subject: '3', code: '2' },
    { action: 'conclusion-opened', actor, subject: '2', code: null },
    { action: 'conclusion-opened', actor, subject: '2', code: null },
  ]);
  watch.close();
  await stores.close();
  rmSync(folder, { recursive: true });
});
