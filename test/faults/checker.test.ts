import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../server/src/db/sqlite/open-node.js';
import { buildServer, openServerRig, type ServerRig } from '../server/main/server-program.js';
import { violationsIn } from './checker.js';
import { entriesOf, furnishClinic, newKey, WIDE_LIMITS } from './support/clinic.js';
import { History } from './support/history.js';

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
let folder: string;
const history = new History('per_patient_1');

/** A talk of which every kind of trace is there: messages, one taken back, marks, and an end. */
beforeAll(async () => {
  built = await buildServer();
  rig = await openServerRig(built.file);
  folder = mkdtempSync(join(tmpdir(), 'consult-checked-'));
  const { program, address } = await rig.start(WIDE_LIMITS);
  const clinic = await furnishClinic(rig.desk, () => address);
  const [chat] = await clinic.consultations(1);
  const { id, patient, doctor } = chat!;
  for (const text of ['Раз', 'Два', 'Три']) {
    const draft = { key: newKey(), text };
    history.written.push({ chat: id, author: patient.person, ...draft });
    const { entry } = await clinic.must<{ entry: { seq: number } }>(patient, 'POST', entriesOf(chat!), draft);
    history.acknowledged.set(draft.key, entry.seq);
  }
  await clinic.must(patient, 'DELETE', `${entriesOf(chat!)}/5`);
  history.taken.push({ chat: id, seq: 5 });
  await clinic.must(doctor, 'PUT', `/v1/chats/${id}/read`, { seq: 4 });
  await clinic.must(patient, 'PUT', `/v1/chats/${id}/read`, { seq: 2 });
  history.marks.set(id, 2);
  const ending = { outcome: 'no-conclusion', reason: 'Нужен очный осмотр' };
  await clinic.must(doctor, 'POST', `/v1/chats/${id}/complete`, ending);
  expect(await program.stop()).toBe(0);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await rig.close();
  built.remove();
});

/** Does to a copy of the database what no server may do; answers what the checker says of it. */
function afterDoing(...harm: string[]): string[] {
  copyFileSync(join(rig.folder, DATABASE_FILE), join(folder, DATABASE_FILE));
  const database = new Database(join(folder, DATABASE_FILE));
  database.pragma('foreign_keys = off');
  for (const statement of harm) database.exec(statement);
  database.close();
  return violationsIn(folder, [history]);
}

const NO_TRIGGERS = ['drop trigger audit_no_delete', 'drop trigger audit_no_update'];

describe('The checker of what is kept', () => {
  it('has nothing to say of a talk that went well', () => {
    expect(afterDoing()).toEqual([]);
  });

  it.each([
    ['I1', 'a message that is gone', ["delete from entries where text = 'Два'"]],
    ['I1', 'a message with another text', ["update entries set text = 'Иначе' where text = 'Раз'"]],
    ['I1', 'a message that came back', ["update entries set kind = 'message' where seq = 5"]],
    ['I2', 'a gap in a log', ["update entries set seq = 40 where text = 'Три'"]],
    [
      'I2',
      'messages that changed places',
      [
        "update entries set seq = 90 where text = 'Раз'",
        "update entries set seq = 3 where text = 'Два'",
        "update entries set seq = 4 where text = 'Раз'",
      ],
    ],
    ['I2', 'a counter that lags behind', ['update chats set seq = seq - 1']],
    [
      'I3',
      'a message that is there twice',
      [
        'drop index entries_once',
        `insert into entries (chat, seq, revision, kind, sent_at, author, side, key, text)
          select chat, 50, 50, kind, sent_at, author, side, key, text from entries where text = 'Раз'`,
      ],
    ],
    [
      'I5',
      'words after the end',
      [
        `insert into entries (chat, seq, revision, kind, sent_at, author, side, key, text)
          select chat, 50, 50, kind, sent_at, author, side, 'key_new', text from entries where text = 'Раз'`,
      ],
    ],
    [
      'I5 a document came after the end',
      'a document that came after the end',
      [
        `insert into files (id, chat, person, key, name, type, size, hash, place, state, uploaded_at)
          select 'fil_late', chat, author, 'key_new', 'a.pdf', 'application/pdf', 9, 'x', 'y', 'clean', 0
          from entries where text = 'Раз'`,
        `insert into audit (at, actor, role, session, action, chat, subject)
          select at, actor, role, session, 'file-added', chat, 'fil_late' from audit
          where action = 'entry-added' and subject = '4'`,
      ],
    ],
    ['I5', 'an end that the log tells nothing of', ["update chats set state = 'open', outcome = null"]],
    ['I5', 'an outcome without its conclusion', ["update chats set outcome = 'conclusion'"]],
    ['I6', 'a mark that went back', ["update reads set seq = 1 where person like 'per_patient%'"]],
    ['I6', 'a side that has read more than its people', ['update chats set patient_side_read = 4']],
    [
      'I9',
      'a message nobody has written, by the audit',
      [...NO_TRIGGERS, "delete from audit where action = 'entry-added' and subject = '4'"],
    ],
    [
      'I9',
      'two audit rows of one message',
      [
        `insert into audit (at, actor, role, session, action, chat, subject)
          select at, actor, role, session, action, chat, subject from audit
          where action = 'entry-added' and subject = '4'`,
      ],
    ],
    [
      'I9',
      'an audit row that was changed',
      [...NO_TRIGGERS, "update audit set actor = 'per_other' where action = 'chat-created'"],
    ],
    ['I9', 'an end that is not audited', [...NO_TRIGGERS, "delete from audit where action = 'chat-moved'"]],
  ] as const)('notices (%s) %s', (invariant, _, harm) => {
    const found = afterDoing(...harm);
    expect(found.filter((violation) => violation.startsWith(invariant))).not.toEqual([]);
  });

  it('notices a file that is damaged', () => {
    copyFileSync(join(rig.folder, DATABASE_FILE), join(folder, DATABASE_FILE));
    const file = openSync(join(folder, DATABASE_FILE), 'r+');
    writeSync(file, Buffer.alloc(512, 0x5a), 0, 512, pageOf('entries_by_revision') * PAGE - 512);
    closeSync(file);
    expect(violationsIn(folder).join()).toContain('damaged');
  });

  it('notices what a screen has shown and nobody keeps', () => {
    const screen = new History('per_doctor_1');
    const [{ chat, author }] = history.written as [(typeof history.written)[0]];
    const name = { family: 'Матросова', given: 'Елена' };
    const base = { kind: 'message', sentAt: 0, author: { id: author, side: 'patient', name } } as const;
    screen.sees(chat, [{ ...base, seq: 3, revision: 3, key: 'key_other', text: 'Раз' }]);
    expect(violationsIn(rig.folder, [screen])).toEqual([
      `I4 shown and not kept: ${chat} 3 ${author} key_other`,
    ]);
    screen.sees(chat, [{ ...base, seq: 3, revision: 3, key: 'key_third', text: 'Раз' }]);
    expect(screen.contradictions).toHaveLength(1);
  });
});

const PAGE = 4096;

/** The page on which an index begins, counted from 1. */
function pageOf(index: string): number {
  const database = new Database(join(folder, DATABASE_FILE), { readonly: true });
  const row = database
    .prepare<[string]>('select rootpage from sqlite_schema where name = ?')
    .pluck()
    .get(index);
  database.close();
  return row as number;
}
