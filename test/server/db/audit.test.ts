import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  refusalToDelete,
  refusalToLead,
  refusalToRead,
  refusalToWrite,
  UNTOLD_ACTIONS,
  type Actor,
} from '@consult/core';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import {
  aChat,
  aFolder,
  as,
  CLINIC,
  DOCTOR,
  HOUR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  PATIENT,
  settle,
} from './stores.js';

interface Row {
  at: number;
  actor: string | null;
  role: string | null;
  session: string | null;
  action: string;
  chat: string | null;
  subject: string | null;
  code: string | null;
}

describe('the audit', () => {
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

  const rows = () => watch.prepare('select * from audit where id > ? order by id').all(known) as Row[];
  const actions = () => rows().map(({ action }) => action);
  const read = (actor: Actor, query = {}, now = NOON) =>
    stores.chats.entries({ chatId: chat, actor, now }, query, (_, standing) => refusalToRead(standing));
  const say = (actor: Actor, text: string) =>
    stores.chats.append({ chatId: chat, actor, now: NOON }, { key: newId('entryKey'), text }, refusalToWrite);

  it('has a row for every search of staff, without the words', async () => {
    const search = (actor: Actor, opens: boolean) =>
      stores.search.look(
        { chatId: chat, actor, now: NOON },
        {
          words: [{ beginning: ' секрет', stem: ' =секрет ' }],
          before: 9,
          limit: 9,
          opens,
          mayOpen: () => undefined,
        },
        (_, standing) => refusalToRead(standing),
      );
    await search(PATIENT, true);
    await search(DOCTOR, true);
    await search(DOCTOR, false);
    expect(rows()).toMatchObject([
      { at: NOON, actor: DOCTOR.person, session: DOCTOR.session, action: 'chat-searched', chat },
    ]);
    expect(JSON.stringify(rows())).not.toContain('секрет');
    await expect(search(OTHER_DOCTOR, true)).rejects.toMatchObject({ code: 'not-found' });
    expect(rows()).toHaveLength(1);
  });

  it('has one row for every change, with ids and codes and no words', async () => {
    const { entry } = await say(PATIENT, 'Секретное слово');
    await stores.chats.tombstone(
      { chatId: chat, actor: PATIENT, now: NOON + 1 },
      entry.seq,
      (entry, kept, standing) => refusalToDelete(entry, kept, PATIENT.person, standing),
    );
    await stores.chats.move(
      { chatId: chat, actor: DOCTOR, now: NOON + 2 },
      {
        state: 'completed',
        outcome: 'no-conclusion',
        note: 'completed-without-conclusion',
        reason: 'Секретное слово',
      },
      (_, standing) => refusalToLead(standing),
    );
    expect(rows()).toMatchObject([
      {
        at: NOON,
        actor: PATIENT.person,
        role: 'patient',
        session: PATIENT.session,
        action: 'entry-added',
        chat,
        subject: '3',
      },
      { at: NOON + 1, actor: PATIENT.person, action: 'entry-deleted', chat, subject: '3' },
      {
        at: NOON + 2,
        actor: DOCTOR.person,
        role: 'doctor',
        action: 'chat-moved',
        chat,
        code: 'completed-without-conclusion',
      },
    ]);
    expect(JSON.stringify(watch.prepare('select * from audit').all())).not.toContain('Секретное');
  });

  it('has none for what was refused or had been done already', async () => {
    const draft = { key: newId('entryKey'), text: 'Один раз' };
    const access = { chatId: chat, actor: PATIENT, now: NOON };
    await stores.chats.append(access, draft, refusalToWrite);
    await stores.chats.append(access, draft, refusalToWrite);
    await stores.chats.append(access, { ...draft, text: 'Иначе' }, refusalToWrite).catch(() => undefined);
    await stores.chats
      .append({ ...access, actor: OTHER_DOCTOR }, draft, refusalToWrite)
      .catch(() => undefined);
    expect(actions()).toEqual(['entry-added']);
  });

  it("notes each opening by the doctor, and none of the patient's", async () => {
    await read(PATIENT);
    await read(DOCTOR);
    await read(DOCTOR);
    await stores.chats.card({ chatId: chat, actor: DOCTOR, now: NOON }, (_, standing) =>
      refusalToLead(standing),
    );
    expect(actions()).toEqual(['chat-opened', 'chat-opened', 'card-opened']);
    expect(rows()[0]).toMatchObject({ actor: DOCTOR.person, session: DOCTOR.session, chat });
  });

  it('does not let history be read unseen, nor polls fill the book', async () => {
    await read(DOCTOR, { before: 3 });
    expect(actions()).toEqual(['chat-opened']);
    for (let minute = 0; minute < 30; minute++) await read(DOCTOR, { after: 2 }, NOON + minute * MINUTE);
    expect(actions()).toHaveLength(1);
    await read(DOCTOR, { after: 2 }, NOON + 30 * MINUTE);
    expect(actions()).toHaveLength(2);
    await read({ ...DOCTOR, session: 'sid_other' }, { after: 2 }, NOON + 31 * MINUTE);
    expect(actions()).toHaveLength(3);
  });

  it('notes nothing of an opening that was refused', async () => {
    for (const actor of [OTHER_DOCTOR, OPERATOR, as('administrator', 'per_a', CLINIC)])
      await expect(read(actor)).rejects.toMatchObject({ code: 'not-found' });
    expect(actions()).toEqual([]);
  });

  it('knows the clock as nobody, and the doctor by the marks', async () => {
    await stores.chats.markRead({ chatId: chat, actor: PATIENT, now: NOON }, 1, () => undefined);
    await stores.chats.markRead({ chatId: chat, actor: DOCTOR, now: NOON }, 2, () => undefined);
    await stores.chats.move(
      { chatId: chat, actor: null, now: NOON + HOUR },
      { state: 'missed', outcome: null, note: 'missed', reason: null },
      () => undefined,
    );
    expect(rows()).toMatchObject([
      { action: 'read-marked', actor: DOCTOR.person, subject: '2' },
      { action: 'chat-moved', actor: null, role: null, session: null, code: 'missed' },
    ]);
  });

  it('has an index of exactly what the patient’s side is told of', () => {
    const { sql } = watch.prepare("select sql from sqlite_master where name = 'audit_accesses'").get() as {
      sql: string;
    };
    expect([...sql.matchAll(/'([\w-]+)'/g)].map(([, action]) => action)).toEqual(UNTOLD_ACTIONS);
  });
});
