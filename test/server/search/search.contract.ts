import { refusalToRead, type ConclusionContent } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import type { ChatRule } from '../../../server/src/chats/chat-store.js';
import { searchEntries } from '../../../server/src/search/search-service.js';
import { soughtWords } from '../../../server/src/search/words.js';
import { type Acts, actsOn, go } from '../chats/acts.js';
import { aDraft, CONCLUDING } from '../conclusions/drafts.js';
import { CONTENT } from '../conclusions/sheets.js';
import { type Adapter, aChat, DOCTOR, NOON, OTHER_PATIENT, PATIENT } from '../db/stores.js';

const mayRead: ChatRule = (_, standing) => refusalToRead(standing);
const LIMITER = { take: async () => 0 };

/** The search inside a chat, whichever database is behind the store. */
export function searchContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let say: Acts['say'];
  beforeEach(async () => {
    stores = await openSettled();
    ({ at, say } = actsOn(stores));
  });
  afterEach(() => stores.close());

  const search = (chatId: string, q: string, query = {}) =>
    searchEntries({ stores, now: () => NOON, limiter: LIMITER }, { chatId, actor: PATIENT }, { q, ...query });
  const found = async (chat: string, q: string) => (await search(chat, q)).hits.map(({ seq }) => seq);

  it('finds words by their beginnings and in another form, all of them, newest first', async () => {
    const chat = await aChat(stores);
    await say(chat, PATIENT, 'Принимала таблетки от давления');
    await say(chat, DOCTOR, 'Какие таблетки?');
    await say(chat, PATIENT, 'Давление 160, с таблетками и без');
    expect(await found(chat, 'таблетка')).toEqual([5, 4, 3]);
    expect(await found(chat, 'давл ТАБЛ')).toEqual([5, 3]);
    expect(await found(chat, '160')).toEqual([5]);
    expect(await found(chat, 'аблетк')).toEqual([]);
    expect(await found(chat, '…')).toEqual([]);
    expect((await search(chat, 'табл')).hits[1]).toMatchObject({
      seq: 4,
      author: { id: DOCTOR.person, side: 'doctor' },
      snippet: { text: 'Какие таблетки?', matches: [[6, 14]] },
      inFile: false,
      inConclusion: false,
    });
  });

  it('finds what was written since, in this chat only', async () => {
    const [chat, other] = [await aChat(stores), await aChat(stores)];
    await say(chat, PATIENT, 'Аспирин');
    await say(other, PATIENT, 'Аспирин');
    expect(await found(chat, 'аспирин')).toEqual([3]);
    await say(chat, DOCTOR, 'Аспирин нельзя');
    expect(await found(chat, 'аспирин')).toEqual([4, 3]);
  });

  it('pages back and counts all on the first page', async () => {
    const chat = await aChat(stores);
    for (let n = 0; n < 7; n++) await say(chat, PATIENT, `Анализ ${n}`);
    const first = await search(chat, 'анализ', { limit: 3 });
    expect(first).toMatchObject({ next: 7, total: 7 });
    const second = await search(chat, 'анализ', { limit: 3, before: 7 });
    expect(second.hits.map(({ seq }) => seq)).toEqual([6, 5, 4]);
    expect(second).toMatchObject({ next: 4, total: null });
    expect(await search(chat, 'анализ', { limit: 3, before: 4 })).toMatchObject({ next: null });
    expect(await search(chat, 'анализ', { limit: 7 })).toMatchObject({ next: null, total: 7 });
  });

  it('looks through more than one step and one stretch', async () => {
    const chat = await aChat(stores);
    const texts = Array.from({ length: 600 }, (_, n) => (n % 100 ? 'Обычное дело' : 'Редкость'));
    await Promise.all(texts.map((text) => say(chat, PATIENT, text)));
    let steps = 1;
    while (await stores.search.learn(at(chat, PATIENT), mayRead)) steps++;
    expect(steps).toBeGreaterThan(2);
    expect(await found(chat, 'редкость')).toEqual([503, 403, 303, 203, 103, 3]);
  });

  it('finds no word of what was taken back, before it was read or after', async () => {
    const chat = await aChat(stores);
    await say(chat, PATIENT, 'Секретное');
    await say(chat, PATIENT, 'Секретное тоже');
    await stores.chats.tombstone(at(chat, PATIENT), 3, go);
    expect(await found(chat, 'секретное')).toEqual([4]);
    await stores.chats.tombstone(at(chat, PATIENT), 4, go);
    expect(await search(chat, 'секретное')).toMatchObject({ hits: [], total: 0 });
  });

  describe('and the conclusion', () => {
    const give = (chat: string, content: ConclusionContent, version = 1) =>
      stores.conclusions.give(
        at(chat, DOCTOR),
        aDraft({ content, version }),
        version === 1 ? CONCLUDING : null,
        go,
      );

    it('finds it by what it says and by its headings, at its place in the talk', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT, 'Рекомендаций жду');
      await give(chat, CONTENT);
      expect(await search(chat, 'рекомендации')).toMatchObject({
        hits: [{ seq: 4, author: { id: DOCTOR.person }, inConclusion: true, inFile: false }, { seq: 3 }],
        total: 2,
      });
      expect(await found(chat, 'деполяризация I49')).toEqual([4]);
      const [hit] = (await search(chat, 'кофе')).hits;
      const { text, matches } = hit!.snippet;
      expect(matches.map(([from, to]) => text.slice(from, to))).toEqual(['кофе']);
    });

    it('by the words of its newest version alone, whichever was read when', async () => {
      const chat = await aChat(stores);
      await give(chat, CONTENT);
      expect(await found(chat, 'холтер')).toEqual([3]);
      await give(chat, { ...CONTENT, findings: 'Гастроскопия' }, 2);
      expect(await search(chat, 'холтер')).toMatchObject({ hits: [], total: 0 });
      expect(await found(chat, 'гастроскопию')).toEqual([3]);
      await give(chat, { ...CONTENT, findings: 'Кардиограмма' }, 3);
      expect([await found(chat, 'гастроскопия'), await found(chat, 'кардиограммы')]).toEqual([[], [3]]);
    });

    it('not for those who may not open documents', async () => {
      const chat = await aChat(stores);
      await say(chat, PATIENT, 'Кофе');
      await give(chat, CONTENT);
      expect(await found(chat, 'кофе')).toEqual([4, 3]);
      const stretch = { words: soughtWords('кофе')!, before: 9, limit: 9, opens: false };
      const mayOpen: ChatRule = () => 'documents-hidden';
      const { finds, count } = await stores.search.look(at(chat, PATIENT), { ...stretch, mayOpen }, mayRead);
      expect([finds.map(({ seq }) => seq), count]).toEqual([[3], 1]);
    });
  });

  it('asks the rule at every step', async () => {
    const chat = await aChat(stores);
    const stretch = { words: soughtWords('да')!, before: 9, limit: 9, opens: false, mayOpen: go };
    for (const chatId of [chat, 'cht_absent']) {
      const access = at(chatId, OTHER_PATIENT);
      await expect(stores.search.learn(access, mayRead)).rejects.toMatchObject({ code: 'not-found' });
      await expect(stores.search.look(access, stretch, mayRead)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
}
