import type { Message } from '@consult/core';
import { afterEach, describe, expect, it } from 'vitest';
import { aHouse, closeHouses } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { ready, shows, until, waits } from './support/until.js';

afterEach(closeHouses);

describe('a message that answers another', () => {
  it('goes out with what it answers, and shows it while it waits', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Болит?']] });
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    house.network.cut();
    await chat.send('Да', { replyTo: 3 });
    const { pending } = await waits(chat, 1);
    expect(pending[0]).toMatchObject({ text: 'Да', replyTo: 3 });
    house.network.mend();
    const { entries } = await shows(chat, 'Болит?', 'Да');
    expect((entries.at(-1) as Message).replyTo).toMatchObject({ seq: 3, text: 'Болит?', files: 0 });
  });

  it('survives a reload in the outbox and in the draft', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Болит?']] });
    const storage = memoryStorage();
    const tab = aTab(house, 'patient', { storage });
    const chat = tab.chat(id);
    await ready(chat);
    house.network.cut();
    await chat.send('Да', { replyTo: 3 });
    chat.keepDraft('И ещё', { replyTo: 3 });
    tab.close();
    const again = aTab(house, 'patient', { storage }).chat(id);
    const { pending } = await waits(again, 1);
    expect(pending[0]).toMatchObject({ replyTo: 3 });
    expect(await until(again.state, ({ draft }) => draft === 'И ещё')).toMatchObject({ draftReplyTo: 3 });
  });

  it('is set aside when what it answers has been taken back meanwhile', async () => {
    const house = await aHouse();
    const there = await house.aChat({ said: [['doctor', 'Болит?']] });
    const chat = aTab(house, 'patient').chat(there.id);
    await ready(chat);
    house.network.cut();
    await chat.send('Да', { replyTo: 3 });
    await there.deletes('doctor', 3);
    house.network.mend();
    const { pending } = await until(chat.state, ({ pending }) => pending[0]?.state === 'failed');
    expect(pending[0]).toMatchObject({ problem: 'not-found', replyTo: 3 });
  });

  it('loses the words it quotes with their author’s message', async () => {
    const house = await aHouse();
    const there = await house.aChat({ said: [['doctor', 'Тайна']] });
    await there.says('patient', 'Ясно', 3);
    await there.says('patient', 'И ещё', 3);
    const chat = aTab(house, 'patient').chat(there.id);
    await ready(chat);
    await there.deletes('doctor', 3);
    const { entries } = await until(chat.state, ({ entries }) => !JSON.stringify(entries).includes('Тайна'));
    expect(entries.slice(-2)).toMatchObject([
      { replyTo: { seq: 3, text: null } },
      { replyTo: { seq: 3, text: null } },
    ]);
  });

  it('may have a draft kept by a version that could answer nothing', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    await storage.set(`${house.server.origin}/per_matrosova/draft/${id}`, 'Старое');
    const chat = aTab(house, 'patient', { storage }).chat(id);
    await until(chat.state, ({ draft }) => draft === 'Старое');
    expect(chat.state.value.draftReplyTo).toBeUndefined();
  });
});
