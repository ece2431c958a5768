import { refusalToExport, refusalToLookUp, refusalToDelete, type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { type Acts, actsOn, COMPLETION, go } from '../chats/acts.js';
import {
  type Adapter,
  aChat,
  CHILD,
  DOCTOR,
  HOUR,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';

/** Who has looked, and the whole of a chat, whichever database is behind the store. */
export function recordContract({ openSettled }: Adapter) {
  let stores: Stores;
  let acts: Acts;
  beforeEach(async () => {
    stores = await openSettled();
    acts = actsOn(stores);
  });
  afterEach(() => stores.close());

  const accesses = (chatId: string, actor: Actor = PATIENT, query = {}) =>
    stores.records.accesses({ chatId, actor, now: NOON }, query, (_, standing) => refusalToLookUp(standing));
  const told = async (chatId: string, actor: Actor = PATIENT) =>
    (await accesses(chatId, actor)).accesses.map(({ action, by }) => `${by.who} ${action}`);
  const finish = (chatId: string) => stores.chats.move(acts.at(chatId, DOCTOR, NOON + HOUR), COMPLETION, go);

  describe('who has looked into a chat', () => {
    it('is told newest first, with name, specialty and organisation; what was said is not', async () => {
      const chat = await aChat(stores);
      await acts.pageOf(chat, DOCTOR);
      await acts.say(chat, DOCTOR, 'Где болит?');
      await acts.mark(chat, DOCTOR, 2);
      await stores.chats.card(acts.at(chat, DOCTOR), go);
      expect(await told(chat)).toEqual([
        'doctor card-opened',
        'doctor chat-opened',
        'doctor chat-moved',
        'operator chat-created',
      ]);
      const { accesses: rows } = await accesses(chat);
      expect(rows[0]).toMatchObject({
        at: NOON,
        note: null,
        file: null,
        by: {
          name: { family: 'Королёва', given: 'Вера', patronymic: 'Викторовна' },
          specialty: 'Кардиолог',
          organisation: 'Поликлиника № 27',
        },
      });
      expect(rows[2]).toMatchObject({ note: 'opened' });
      expect(rows[3]!.by).toMatchObject({ name: { family: 'Регистрова' }, specialty: null });
    });

    it('knows oneself, the patient, the representative and the clock apart', async () => {
      const chat = await aChat(stores, { patient: CHILD, state: 'scheduled' });
      await stores.chats.move(
        { chatId: chat, actor: null, now: NOON },
        { ...COMPLETION, state: 'open', note: 'opened', outcome: null, reason: null },
        go,
      );
      const { entry } = await acts.say(chat, PARENT, 'Кашель');
      await stores.chats.tombstone(acts.at(chat, PARENT), entry.seq, (kept, of, standing) =>
        refusalToDelete(kept, of, PARENT.person, standing),
      );
      const seenBy = async (actor: Actor) => (await told(chat, actor)).slice(0, 2);
      expect(await seenBy(PARENT)).toEqual(['self entry-deleted', 'clock chat-moved']);
      expect(await seenBy({ ...PARENT, person: CHILD })).toEqual([
        'representative entry-deleted',
        'clock chat-moved',
      ]);
    });

    it('is of this chat alone, and comes in pages', async () => {
      const chat = await aChat(stores);
      const other = await aChat(stores, { title: 'Другая' });
      for (let time = 0; time < 4; time++) await acts.pageOf(chat, DOCTOR);
      await acts.pageOf(other, DOCTOR);
      const first = await accesses(chat, PATIENT, { limit: 4 });
      expect(first).toMatchObject({ more: true });
      const rest = await accesses(chat, PATIENT, { limit: 4, before: first.accesses.at(-1)!.id });
      expect(rest).toMatchObject({ more: false });
      const ids = [...first.accesses, ...rest.accesses].map(({ id }) => id);
      expect(ids).toHaveLength(6);
      expect([...ids].sort((a, b) => b - a)).toEqual(ids);
      expect(await told(other)).toHaveLength(3);
    });

    it('is the patient’s side’s to know, also when it is over; nobody else’s', async () => {
      const chat = await aChat(stores);
      await finish(chat);
      expect(await told(chat)).toContain('doctor chat-moved');
      await expect(accesses(chat, DOCTOR)).rejects.toMatchObject({ code: 'not-allowed' });
      for (const actor of [OTHER_DOCTOR, OTHER_PATIENT, OPERATOR])
        await expect(accesses(chat, actor)).rejects.toMatchObject({ code: 'not-found' });
      await expect(accesses('cht_none')).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  describe('a chat that is taken home', () => {
    const begin = (chatId: string, actor: Actor = PATIENT) =>
      stores.records.beginExport(acts.at(chatId, actor, NOON + 2 * HOUR), 'json', refusalToExport);
    const page = (chatId: string, after: number, limit: number, actor: Actor = PATIENT) =>
      stores.records.exportPage(acts.at(chatId, actor), after, limit, refusalToExport);

    it('says who spoke with whom, and is noted down', async () => {
      const chat = await aChat(stores, { title: 'Консультация кардиолога' });
      await finish(chat);
      expect(await begin(chat)).toEqual({
        id: chat,
        seq: 3,
        title: 'Консультация кардиолога',
        specialty: 'Кардиолог',
        patient: { id: PATIENT.person, name: expect.objectContaining({ family: 'Матросова' }) },
        doctor: { id: DOCTOR.person, name: expect.objectContaining({ family: 'Королёва' }) },
        organisation: { id: 'org_clinic', name: 'Поликлиника № 27' },
        state: 'completed',
        outcome: 'no-conclusion',
        startsAt: NOON,
        endsAt: NOON + HOUR / 2,
      });
      expect((await told(chat))[0]).toBe('self chat-exported');
    });

    it('has every entry once, in order, whatever the size of its pages', async () => {
      const chat = await aChat(stores);
      for (let n = 0; n < 7; n++) await acts.say(chat, n % 2 ? DOCTOR : PATIENT, `Слово ${n}`);
      await stores.chats.tombstone(acts.at(chat, PATIENT), 3, go);
      await finish(chat);
      const seqs: number[] = [];
      for (let after = 0; after < 10; after += 3)
        seqs.push(...(await page(chat, after, 3)).entries.map(({ seq }) => seq));
      expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      const { entries } = await page(chat, 2, 2);
      expect(entries).toMatchObject([
        { kind: 'tombstone', seq: 3 },
        { kind: 'message', text: 'Слово 1' },
      ]);
      expect(JSON.stringify(entries)).not.toContain('Слово 0');
    });

    it('is the patient’s side’s alone, and only once it is over', async () => {
      const chat = await aChat(stores);
      await expect(begin(chat)).rejects.toMatchObject({ code: 'chat-not-finished' });
      await finish(chat);
      await expect(begin(chat, DOCTOR)).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(begin(chat, OTHER_PATIENT)).rejects.toMatchObject({ code: 'not-found' });
      await expect(page(chat, 0, 10, DOCTOR)).rejects.toMatchObject({ code: 'not-allowed' });
      expect(await told(chat), 'a refusal leaves nothing').not.toContain('self chat-exported');
    });
  });
}
