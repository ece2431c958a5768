import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { refusalToAttach } from '@consult/core';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import type { NewFile } from '../../../server/src/files/file-store.js';
import { read, write } from '../chats/acts.js';
import { aChat, aFolder, DOCTOR, newId, NOON, OTHER_DOCTOR, PATIENT, settle } from '../db/stores.js';

describe('The audit of documents', () => {
  let folder: string;
  let stores: Stores;
  let watch: Database.Database;
  let chat: string;
  let known: number;
  beforeEach(async () => {
    folder = aFolder();
    stores = await openStores(folder);
    await settle(stores);
    chat = await aChat(stores);
    watch = new Database(join(folder, DATABASE_FILE), { readonly: true });
    known = (watch.prepare('select max(id) id from audit').get() as { id: number }).id;
  });
  afterEach(async () => {
    watch.close();
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  const rows = () =>
    watch.prepare('select action, actor, subject, code from audit where id > ? order by id').all(known);
  const at = (actor = PATIENT) => ({ chatId: chat, actor, now: NOON });
  const add = async (state: NewFile['state'] = 'clean') => {
    const { id } = await stores.files.add(
      at(),
      {
        id: newId('file'),
        key: newId('entryKey'),
        name: 'Секретное слово.pdf',
        type: 'application/pdf',
        size: 10,
        hash: 'a'.repeat(64),
        place: newId('file').slice(-32),
        width: null,
        height: null,
        state,
      },
      write,
    );
    return id;
  };
  const by = (
    action: string,
    subject: string,
    actor: string | null = PATIENT.person,
    code: string | null = null,
  ) => ({
    action,
    actor,
    subject,
    code,
  });

  it('has one row for every change and for every opening by staff, with ids and codes and no names', async () => {
    const sent = await add('scanning');
    await stores.files.scanned(sent, 'clean', NOON);
    await stores.chats.append(at(), { key: newId('entryKey'), text: '', files: [sent] }, write, (upload) =>
      refusalToAttach(upload, NOON),
    );
    await stores.files.open(at(PATIENT), sent, read);
    await stores.files.open(at(DOCTOR), sent, read);
    await stores.files.open(at(DOCTOR), sent, read);
    const cancelled = await add();
    await stores.files.cancel(at(), cancelled, read);
    const unchecked = await add('scanning');
    await stores.files.scanned(unchecked, 'unsure', NOON);
    const expired = await add();
    await stores.files.expire(NOON + 1, NOON + 1);
    expect(rows()).toEqual([
      by('file-added', sent),
      by('file-scanned', sent, null, 'clean'),
      by('entry-added', '3'),
      by('file-opened', sent, DOCTOR.person),
      by('file-opened', sent, DOCTOR.person),
      by('file-added', cancelled),
      by('file-removed', cancelled, PATIENT.person, 'cancelled'),
      by('file-added', unchecked),
      by('file-scanned', unchecked, null, 'unsure'),
      by('file-added', expired),
      by('file-removed', unchecked, null, 'expired'),
      by('file-removed', expired, null, 'expired'),
    ]);
    expect(JSON.stringify(watch.prepare('select * from audit').all())).not.toContain('Секретное');
  });

  it('has none for what was refused or had been done already', async () => {
    const id = await add('scanning');
    const before = rows().length;
    for (const actor of [DOCTOR, OTHER_DOCTOR])
      await stores.files.open(at(actor), id, read).catch(() => undefined);
    await stores.files.cancel(at(DOCTOR), id, read);
    await stores.files.expire(NOON, NOON);
    expect(rows()).toHaveLength(before);
    await stores.files.cancel(at(), id, read);
    await stores.files.cancel(at(), id, read);
    await stores.files.scanned(id, 'infected', NOON);
    expect(rows()).toHaveLength(before + 1);
  });
});
