import type { Message, Quote } from '@consult/core';
import { refusalToReply, refusalToWrite } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SayingRule } from '../../../server/src/chats/chat-store.js';
import type { Stores } from '../../../server/src/deps.js';
import { type Adapter, aChat, DOCTOR, newId, PATIENT } from '../db/stores.js';
import { type Acts, actsOn, go } from './acts.js';

/** Answers to messages and what they quote, whichever database is behind the store. */
export function replyingContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let say: Acts['say'];
  let pageOf: Acts['pageOf'];
  beforeEach(async () => {
    stores = await openSettled();
    ({ at, say, pageOf } = actsOn(stores));
  });
  afterEach(() => stores.close());

  const answer: SayingRule = (chat, standing, quoted) =>
    refusalToWrite(chat, standing) ?? refusalToReply(quoted);
  const reply = (chat: string, replyTo: number, text = 'Да', key = newId('entryKey')) =>
    stores.chats.append(at(chat, DOCTOR), { key, text, replyTo }, answer);
  const quoteIn = async (chat: string, seq: number, query = {}) => {
    const { entries } = await pageOf(chat, PATIENT, query);
    return (entries.find((entry) => entry.seq === seq) as Message | undefined)?.replyTo;
  };

  describe('answering', () => {
    it('quotes the beginning of the message, in the answer, in the hint and on every page', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT, 'ё'.repeat(500));
      const { entry, change } = await reply(chat, 3);
      const quote: Quote = {
        seq: 3,
        author: {
          id: PATIENT.person,
          side: 'patient',
          name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
        },
        text: 'ё'.repeat(160),
        files: 0,
      };
      expect(entry).toMatchObject({ seq: 4, replyTo: quote });
      expect(change!.entry).toEqual(entry);
      expect((await pageOf(chat)).entries.at(-1)).toEqual(entry);
      expect(await quoteIn(chat, 4, { after: 3 })).toEqual(quote);
      expect((await pageOf(chat, PATIENT, { before: 4 })).entries.at(-1)).not.toHaveProperty('replyTo');
    });

    it('asks the rule about the entry it answers, as it stands now', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT);
      await expect(reply(chat, 99)).rejects.toMatchObject({ code: 'not-found' });
      await expect(reply(chat, 1)).rejects.toMatchObject({ code: 'invalid' });
      await stores.chats.tombstone(at(chat, PATIENT), 3, go);
      await expect(reply(chat, 3)).rejects.toMatchObject({ code: 'not-found' });
      expect((await pageOf(chat)).entries).toHaveLength(3);
    });

    it('is the same under the same key only where it answers the same', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT, 'Первое');
      await say(chat, PATIENT, 'Второе');
      const key = newId('entryKey');
      const first = await reply(chat, 3, 'Да', key);
      expect(await reply(chat, 3, 'Да', key)).toEqual({ entry: first.entry, change: null });
      await expect(reply(chat, 4, 'Да', key)).rejects.toMatchObject({ code: 'key-reused' });
      await expect(say(chat, DOCTOR, 'Да', key)).rejects.toMatchObject({ code: 'key-reused' });
      await stores.chats.tombstone(at(chat, PATIENT), 3, go);
      expect((await reply(chat, 3, 'Да', key)).entry).toMatchObject({ seq: 5, replyTo: { text: null } });
    });
  });

  describe('taking back what is quoted', () => {
    it('takes the words out of every quote at once, each a change of its own', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT, 'Секретное слово');
      await reply(chat, 3, 'Раз');
      await reply(chat, 3, 'Два');
      await say(chat, PATIENT, 'Мимо');
      const { change } = await stores.chats.tombstone(at(chat, PATIENT), 3, go);
      expect(change).toMatchObject({ chat, revision: 9 });
      expect(change!.entry).toBeUndefined();

      const { entries, chat: head } = await pageOf(chat, DOCTOR, { after: 6 });
      expect(entries.map(({ seq, revision }) => [seq, revision])).toEqual([
        [3, 7],
        [4, 8],
        [5, 9],
      ]);
      expect(head.revision).toBe(9);
      expect(entries[1]).toMatchObject({ replyTo: { seq: 3, text: null, files: 0 } });
      expect(JSON.stringify(await pageOf(chat, DOCTOR))).not.toContain('Секретное');
    });

    it('leaves answers alone that were taken back themselves', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT);
      await reply(chat, 3);
      const own = await stores.chats.tombstone(at(chat, DOCTOR), 4, go);
      expect(own.change!.entry).toMatchObject({ kind: 'tombstone', revision: 5 });
      expect(own.entry).not.toHaveProperty('replyTo');
      const { change } = await stores.chats.tombstone(at(chat, PATIENT), 3, go);
      expect(change!.entry).toMatchObject({ seq: 3, revision: 6 });
      expect((await pageOf(chat, DOCTOR, { after: 5 })).entries).toHaveLength(1);
    });
  });
}
