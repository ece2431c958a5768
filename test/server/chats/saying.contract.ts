import { type Entry } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  aChat,
  CHILD,
  CLINIC,
  DOCTOR,
  HOUR,
  MINUTE,
  newId,
  NOON,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Acts, actsOn, COMPLETION, go } from './acts.js';

/** Writing and taking back, whichever database is behind the store. */
export function sayingContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let say: Acts['say'];
  let pageOf: Acts['pageOf'];
  let viewOf: Acts['viewOf'];
  let listOf: Acts['listOf'];
  beforeEach(async () => {
    stores = await openSettled();
    ({ at, say, pageOf, viewOf, listOf } = actsOn(stores));
  });
  afterEach(() => stores.close());

  describe('appending', () => {
    it('numbers messages densely, whoever writes at the same time', async () => {
      const chat = await aChat(stores);
      const writers = [PATIENT, DOCTOR];
      const said = await Promise.all(
        Array.from({ length: 120 }, (_, n) => say(chat, writers[n % 2]!, `Сообщение ${n}`)),
      );
      const { entries, chat: head } = await pageOf(chat, PATIENT, { limit: 200 });
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 122 }, (_, n) => n + 1));
      expect(head).toMatchObject({ seq: 122, revision: 122 });
      expect(said.map(({ entry }) => entry.seq)).toEqual([...said.keys()].map((n) => n + 3));
      expect(said.every(({ entry, change }) => change?.revision === entry.revision)).toBe(true);
    });

    it('tells the patient, those who speak for the patient and the doctor', async () => {
      const chat = await aChat(stores, { patient: CHILD });
      const { change } = await say(chat, PARENT);
      expect(change).toMatchObject({
        chat,
        entry: { kind: 'message', author: { id: PARENT.person, side: 'patient' } },
      });
      expect(change!.readers).toEqual([
        { person: CHILD, role: 'patient' },
        { person: PARENT.person, role: 'patient' },
        { person: DOCTOR.person, role: 'doctor' },
      ]);
    });

    it('keeps one message of fifty copies and answers all of them alike', async () => {
      const chat = await aChat(stores);
      const key = newId('entryKey');
      const copies = await Promise.all(Array.from({ length: 50 }, () => say(chat, PATIENT, 'Один раз', key)));
      expect(new Set(copies.map(({ entry }) => JSON.stringify(entry)))).toHaveLength(1);
      expect(copies.filter(({ change }) => change)).toHaveLength(1);
      expect((await viewOf(chat)).seq).toBe(3);
    });

    it('refuses a known key with another text, and lets another author and another chat use it', async () => {
      const [chat, other] = [await aChat(stores), await aChat(stores)];
      const key = newId('entryKey');
      await say(chat, PATIENT, 'Первое', key);
      await expect(say(chat, PATIENT, 'Второе', key)).rejects.toMatchObject({ code: 'key-reused' });
      await expect(say(chat, DOCTOR, 'Второе', key)).resolves.toMatchObject({ entry: { seq: 4 } });
      await expect(say(other, PATIENT, 'Второе', key)).resolves.toMatchObject({ entry: { seq: 3 } });
    });

    it('answers a retry after the message was taken back, and after the consultation has ended', async () => {
      const chat = await aChat(stores);
      const key = newId('entryKey');
      const { entry } = await say(chat, PATIENT, 'Поспешила', key);
      await stores.chats.tombstone(at(chat, PATIENT), entry.seq, go);
      expect(await say(chat, PATIENT, 'Поспешила', key)).toMatchObject({
        entry: { kind: 'tombstone' },
        change: null,
      });
      await expect(say(chat, PATIENT, 'Иначе', key)).rejects.toMatchObject({ code: 'key-reused' });

      await stores.chats.move(at(chat, DOCTOR), COMPLETION, go);
      expect(await say(chat, PATIENT, 'Поспешила', key)).toMatchObject({
        entry: { seq: entry.seq },
        change: null,
      });
      await expect(say(chat, PATIENT, 'Новое')).rejects.toMatchObject({ code: 'chat-finished' });
    });

    it('lets nothing in behind the note that ends a consultation', async () => {
      for (let round = 0; round < 10; round++) {
        const chat = await aChat(stores);
        const texts = Array.from({ length: 20 }, (_, n) => `Сообщение ${n}`);
        const before = texts.slice(0, round * 2).map((text) => say(chat, PATIENT, text));
        const ending = stores.chats.move(at(chat, DOCTOR), COMPLETION, go);
        const after = texts.slice(round * 2).map((text) => say(chat, PATIENT, text));
        const sent = await Promise.allSettled([...before, ...after]);
        await ending;

        const { entries } = await pageOf(chat);
        expect(entries.at(-1)).toMatchObject({
          note: 'completed-without-conclusion',
          reason: COMPLETION.reason,
        });
        const kept = entries.filter(({ kind }) => kind === 'message').length;
        expect(kept).toBe(sent.filter(({ status }) => status === 'fulfilled').length);
        expect(kept).toBe(round * 2);
      }
    });
  });

  describe('taking back', () => {
    it('leaves a tombstone and no word of the text anywhere', async () => {
      const chat = await aChat(stores);
      const { entry } = await say(chat, PATIENT, 'Секретное слово');
      const { change } = await stores.chats.tombstone(at(chat, PATIENT, NOON + 1), entry.seq, go);
      expect(change!.entry).toEqual({
        kind: 'tombstone',
        seq: entry.seq,
        revision: 4,
        sentAt: NOON,
        author: (entry as { author: unknown }).author,
        key: (entry as { key: string }).key,
        deletedAt: NOON + 1,
      });
      const answers = [
        await pageOf(chat, DOCTOR),
        await viewOf(chat),
        await listOf(DOCTOR),
        await pageOf(chat, PATIENT, { after: 3 }),
      ];
      expect(JSON.stringify(answers)).not.toContain('Секретное');
      expect((await viewOf(chat)).lastEntry?.kind).toBe('tombstone');
      expect((await pageOf(chat, PATIENT, { after: 3 })).entries).toEqual([change!.entry]);
    });

    it('is once, however often it is asked', async () => {
      const chat = await aChat(stores);
      const { entry } = await say(chat, PATIENT);
      const first = await stores.chats.tombstone(at(chat, PATIENT), entry.seq, go);
      const again = await stores.chats.tombstone(at(chat, PATIENT, NOON + HOUR), entry.seq, go);
      expect(again).toEqual({ entry: first.entry, change: null, free: [] });
      await expect(stores.chats.tombstone(at(chat, PATIENT), 99, go)).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });

  it('asks its rules about the chat as it stands', async () => {
    const chat = await aChat(stores);
    await say(chat, PATIENT);
    const asked: unknown[] = [];
    await stores.chats.view(at(chat, PATIENT), (kept, standing) => void asked.push(kept, standing));
    expect(asked).toEqual([
      {
        id: chat,
        patient: PATIENT.person,
        doctor: DOCTOR.person,
        organisation: CLINIC,
        state: 'open',
        outcome: null,
        reason: null,
        startsAt: NOON,
        endsAt: NOON + 30 * MINUTE,
        seq: 3,
        revision: 3,
        wrote: true,
      },
      { relation: 'patient', consent: { published: 1, given: 1 }, documentsHidden: false },
    ]);
  });

  it('answers entries of every kind in the words of the API', async () => {
    const chat = await aChat(stores);
    await say(chat, DOCTOR, 'Здравствуйте');
    const { entries } = await pageOf(chat);
    expect(entries).toEqual<Entry[]>([
      expect.objectContaining({ kind: 'note', note: 'doctor-assigned', reason: null }),
      { kind: 'note', seq: 2, revision: 2, sentAt: NOON, note: 'opened', person: null, reason: null },
      {
        kind: 'message',
        seq: 3,
        revision: 3,
        sentAt: NOON,
        author: {
          id: DOCTOR.person,
          side: 'doctor',
          name: { family: 'Королёва', given: 'Вера', patronymic: 'Викторовна' },
        },
        key: expect.stringMatching(/^key_/) as string,
        text: 'Здравствуйте',
      },
    ]);
  });
}
