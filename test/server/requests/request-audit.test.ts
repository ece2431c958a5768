import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { aFolder, CLINIC, DAY, MINUTE, NOON, OPERATOR, PATIENT, settle } from '../db/stores.js';
import { requestActsOn } from './request-acts.js';

it('The audit has one row for each step of a request, and one for each half an hour of looking at it', async () => {
  const folder = aFolder();
  const stores = await openStores(folder);
  await settle(stores);
  const acts = requestActsOn(stores);
  const slots = [await acts.slot(), await acts.slot(NOON + 2 * DAY)];
  const watch = new Database(join(folder, DATABASE_FILE), { readonly: true });
  const known = (watch.prepare('select max(id) id from audit').get() as { id: number }).id;
  const rows = () =>
    watch.prepare(`select action, actor, subject, code from audit where id > ? order by id`).all(known) as {
      action: string;
      actor: string | null;
      subject: string;
      code: string | null;
    }[];

  const { request } = await acts.register();
  const { id } = request;
  const go = () => undefined;
  const look = (now: number) => stores.journal.row({ requestId: id, actor: OPERATOR, now }, go);
  await look(NOON);
  await look(NOON + 30 * MINUTE - 1);
  await look(NOON + 30 * MINUTE);
  for (const now of [NOON, NOON + MINUTE]) await stores.journal.page(OPERATOR, {}, now, go);
  await acts.view(id);
  await acts.lock(id);
  await acts.attempt(id);
  const offer = async (slot: string) => (await acts.offer(id, slot)).row.offers.at(-1)!.id;
  const first = await offer(slots[0]!);
  await acts.refuse(id, first, OPERATOR);
  await acts.refuse(id, first, OPERATOR);
  const second = await offer(slots[0]!);
  await acts.retract(id, second);
  const third = await offer(slots[0]!);
  await stores.requests.settleDue(NOON + DAY, 10);
  const last = await offer(slots[1]!);
  const { request: scheduled } = await acts.accept(id, last);

  const [operator, patient] = [OPERATOR.person, PATIENT.person];
  const row = (action: string, actor: string | null, code: string | null = null, subject = id) => ({
    action,
    actor,
    subject,
    code,
  });
  expect(rows()).toEqual([
    row('request-registered', patient, 'portal'),
    row('request-opened', operator),
    row('request-opened', operator),
    row('journal-opened', operator, null, CLINIC),
    row('attempt-added', operator, 'busy'),
    row('offer-made', operator, first),
    row('offer-refused', operator, first),
    row('offer-made', operator, second),
    row('offer-retracted', operator, second),
    row('offer-made', operator, third),
    row('offer-lapsed', null, third),
    row('offer-made', operator, last),
    row('offer-accepted', patient, last),
    row('request-scheduled', patient, slots[1]),
    row('chat-created', patient, null, patient),
  ]);
  expect(watch.prepare('select chat from audit where action = ?').get('request-scheduled')).toEqual({
    chat: scheduled.chat,
  });
  watch.close();
  await stores.close();
  rmSync(folder, { recursive: true });
});
