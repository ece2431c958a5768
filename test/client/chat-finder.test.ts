import { afterEach, describe, expect, it } from 'vitest';
import { aHouse, closeHouses } from '../support/house.js';
import { eventually } from '../support/eventually.js';
import { aTab } from './support/a-tab.js';
import { ready } from './support/until.js';

afterEach(closeHouses);

describe('the search inside a chat', () => {
  it('answers hits and pages back', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ entries: 30, said: [['doctor', 'Пейте аспирин']] });
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    const first = await chat.search('сообщения');
    expect(first).toMatchObject({ total: 30 });
    expect(first!.hits).toHaveLength(20);
    const rest = await chat.search('сообщения', first!.next!);
    expect(rest!.hits).toHaveLength(10);
    expect(rest!.next).toBeNull();
    expect((await chat.search('аспирина'))!.hits).toMatchObject([{ seq: 3 }]);
  });

  it('drops a late answer for a newer search', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ entries: 3 });
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    const held = house.network.hold('q=%D0%B0');
    const late = chat.search('а');
    await eventually(() => expect(held.waiting).toBe(1));
    const newer = chat.search('сообщение');
    expect(await late).toBeUndefined();
    expect((await newer)!.total).toBe(3);
    held.release();
  });

  it('says why it failed', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    house.network.failNext('/search', 500);
    await expect(chat.search('да')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(chat.search(' ')).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('going back to an entry', () => {
  it('reads large pages until it is there, and nothing where it is there already', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ entries: 1200 });
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    const asked = () => house.network.exchanges.filter(({ path }) => path.includes('before=')).length;
    expect(await chat.jumpTo(1190)).toBe(true);
    expect(asked()).toBe(0);
    expect(await chat.jumpTo(40)).toBe(true);
    expect(asked()).toBe(3);
    const { entries, older } = chat.state.value;
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 1202 }, (_, n) => n + 1));
    expect(older).toBe(false);
    expect(await chat.jumpTo(5000)).toBe(false);
    expect(asked()).toBe(3);
  });

  it('says when it cannot', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ entries: 300 });
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    house.network.failNext('before=', 503);
    await expect(chat.jumpTo(3)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await chat.jumpTo(3)).toBe(true);
  });
});
