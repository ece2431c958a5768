import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { aChat, aFolder, DOCTOR, MINUTE, newId, NOON, PATIENT, settle } from '../db/stores.js';
import { callActsOn } from './call-acts.js';

it('The audit has one row for each step of a call, and none of what its pages told one another', async () => {
  const folder = aFolder();
  const stores = await openStores(folder);
  await settle(stores);
  const chat = await aChat(stores);
  const watch = new Database(join(folder, DATABASE_FILE), { readonly: true });
  const known = (watch.prepare('select max(id) id from audit').get() as { id: number }).id;
  const rows = () =>
    watch.prepare('select action, actor, chat, subject, code from audit where id > ? order by id').all(known);

  const acts = callActsOn(stores);
  const [hers, his] = [newId('device'), newId('device')];
  const key = newId('entryKey');
  const { call } = await acts.ring(chat, { device: his, key });
  await acts.ring(chat, { device: his, key });
  await acts.sit(call.id, DOCTOR, his);
  await acts.answer(call.id, PATIENT, hers);
  await acts.answer(call.id, PATIENT, hers);
  await acts.report(call.id, PATIENT, hers, true);
  await stores.calls.signal(
    { callId: call.id, actor: PATIENT, now: NOON },
    { key: newId('entryKey'), device: hers, kind: 'text', payload: { text: 'Вас не слышно' } },
    () => undefined,
  );
  await acts.end(call.id, PATIENT);
  await acts.end(call.id, DOCTOR);
  const unanswered = await acts.ring(chat);
  await stores.calls.expire(
    { callId: unanswered.call.id, actor: null, now: NOON + MINUTE },
    () => 'no-answer',
  );

  const about = { chat, subject: call.id, code: null };
  const then = { chat, subject: unanswered.call.id };
  expect(rows()).toEqual([
    { action: 'call-rung', actor: DOCTOR.person, ...about },
    { action: 'call-joined', actor: DOCTOR.person, ...about },
    { action: 'call-answered', actor: PATIENT.person, ...about },
    { action: 'call-ended', actor: PATIENT.person, ...about, code: 'hang-up' },
    { action: 'call-rung', actor: DOCTOR.person, ...then, code: null },
    { action: 'call-ended', actor: null, ...then, code: 'no-answer' },
  ]);
  expect(watch.prepare('select count(*) count from call_signals').get()).toEqual({ count: 0 });
  watch.close();
  await stores.close();
  rmSync(folder, { recursive: true });
});

it('The audit has a doctor’s look at a check once a session and half an hour, and each check that was told', async () => {
  const folder = aFolder();
  const stores = await openStores(folder);
  await settle(stores);
  const chat = await aChat(stores);
  const watch = new Database(join(folder, DATABASE_FILE), { readonly: true });
  const known = (watch.prepare('select max(id) id from audit').get() as { id: number }).id;
  const rows = () => watch.prepare('select action, actor, at from audit where id > ? order by id').all(known);
  const look = (now: number, session = DOCTOR.session) =>
    stores.readiness.newest({ chatId: chat, actor: { ...DOCTOR, session }, now }, 0, () => undefined);
  const go = () => undefined;

  await stores.readiness.tell(
    { chatId: chat, actor: PATIENT, now: NOON },
    [{ probe: 'udp', result: 'ok', cause: null }],
    go,
  );
  await stores.chats.entries({ chatId: chat, actor: DOCTOR, now: NOON }, {}, go); // an opening is another thing
  await look(NOON + 1);
  await look(NOON + 2);
  await look(NOON + 3, 'sid_another');
  await look(NOON + 30 * MINUTE);
  await look(NOON + 1 + 30 * MINUTE);
  const of = (action: string, at: number, actor = DOCTOR.person) => ({ action, actor, at });
  expect(rows()).toEqual([
    of('readiness-told', NOON, PATIENT.person),
    of('chat-opened', NOON),
    of('readiness-opened', NOON + 1),
    of('readiness-opened', NOON + 3),
    of('readiness-opened', NOON + 1 + 30 * MINUTE),
  ]);
  watch.close();
  await stores.close();
  rmSync(folder, { recursive: true });
});

it('Calls that live are found by the indexes of those alone, however many have been', async () => {
  const folder = aFolder();
  const stores = await openStores(folder);
  await stores.close();
  const database = new Database(join(folder, DATABASE_FILE));
  const planOf = (where: string, ...values: unknown[]) =>
    database
      .prepare(`explain query plan select "id" from "calls" where "calls"."state" <> 'ended' and ${where}`)
      .all(...values)
      .map((step) => (step as { detail: string }).detail)
      .join();
  expect(planOf('"calls"."due_at" <= ? order by "calls"."due_at"', 1)).toMatch(/USING.*INDEX calls_due/);
  expect(planOf('"calls"."chat" = ?', 1)).toMatch(/USING.*INDEX calls_alive/);
  expect(planOf('"calls"."doctor" = ?', 'per_doctor')).toMatch(/USING.*INDEX calls_(due|alive)/);
  database.close();
  rmSync(folder, { recursive: true });
});
