import { afterEach, describe, expect, it } from 'vitest';
import type { ChatListHandle, Client } from '@consult/client';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { ready, until } from './support/until.js';

afterEach(closeHouses);

const MINUTES = 5 * 60 * 1000;
const live = ({ connection }: Client) => until(connection, ({ state }) => state === 'live');
const idsOf = ({ state }: ChatListHandle) => state.value.chats.map(({ id }) => id);
const listed = (list: ChatListHandle, ...ids: string[]) =>
  until(
    list.state,
    ({ status, chats }) => status === 'ready' && chats.map(({ id }) => id).join() === ids.join(),
  );
const lists = (house: House) => house.network.exchanges.filter(({ path }) => path.startsWith('/v1/chats?'));

/** Three chats of the patient, each begun some minutes after the one before. */
async function threeChats(house: House) {
  const cardiologist = await house.aChat({ doctor: 'doctor', said: [['doctor', 'Как сердце?']] });
  house.clock.set(house.clock.now() + MINUTES);
  const surgeon = await house.aChat({ doctor: 'surgeon' });
  house.clock.set(house.clock.now() + MINUTES);
  const therapist = await house.aChat({ doctor: 'therapist' });
  return { cardiologist, surgeon, therapist };
}

describe('the chat list', () => {
  it('shows the chats of this person, newest activity first, and what is unread in all', async () => {
    const house = await aHouse();
    const { cardiologist, surgeon, therapist } = await threeChats(house);
    await house.aChat({ patient: 'otherPatient' });
    const list = aTab(house, 'patient').chats();
    expect(list.state.value.status).toBe('loading');
    await listed(list, therapist.id, surgeon.id, cardiologist.id);
    const { chats, unread, more } = list.state.value;
    expect(unread).toBe(chats.reduce((sum, chat) => sum + chat.unread, 0));
    expect(unread).toBeGreaterThan(0);
    expect(more).toBe(false);
  });

  it('moves a chat up when something is said in it, by the hint alone', async () => {
    const house = await aHouse();
    const { cardiologist, surgeon, therapist } = await threeChats(house);
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([listed(list, therapist.id, surgeon.id, cardiologist.id), live(tab)]);
    await eventually(() => expect(lists(house)).toHaveLength(2));
    const { unread } = list.state.value;
    const asked = house.network.exchanges.length;
    house.clock.set(house.clock.now() + MINUTES);
    await cardiologist.says('doctor', 'Вы здесь?');
    await listed(list, cardiologist.id, therapist.id, surgeon.id);
    expect(list.state.value.chats[0]!.lastEntry).toMatchObject({ text: 'Вы здесь?' });
    expect(list.state.value.unread).toBe(unread + 1);
    expect(house.network.exchanges).toHaveLength(asked);
  });

  it('does not count what one says oneself', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([listed(list, id), live(tab)]);
    const { unread } = list.state.value;
    await says('patient', 'Из другого окна');
    await until(list.state, ({ chats }) => chats[0]!.seq === 3);
    expect(list.state.value.unread).toBe(unread);
  });

  it('reads the row of a chat that is finished', async () => {
    const house = await aHouse();
    const { id, completes } = await house.aChat();
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([listed(list, id), live(tab)]);
    await completes();
    await until(list.state, ({ chats }) => chats[0]!.state === 'completed');
  });

  it('shows a chat that was not there before', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([listed(list), live(tab)]);
    const { id } = await house.aChat();
    await listed(list, id);
  });

  it('reads page after page, and stays whole when it is read again', async () => {
    const house = await aHouse();
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) {
      house.clock.set(house.clock.now() + 1000);
      ids.unshift((await house.aChat({ state: 'scheduled' })).id);
    }
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([until(list.state, ({ status }) => status === 'ready'), live(tab)]);
    expect(list.state.value).toMatchObject({ more: true });
    expect(idsOf(list)).toEqual(ids.slice(0, 50));
    const loading = list.loadMore();
    expect(list.state.value.loadingMore).toBe(true);
    await Promise.all([loading, list.loadMore()]);
    expect(list.state.value).toMatchObject({ more: false, loadingMore: false });
    expect(idsOf(list)).toEqual(ids);
    house.network.closeSockets();
    const asked = lists(house).length;
    await eventually(() => expect(lists(house)).toHaveLength(asked + 2));
    await listed(list, ...ids);
  });

  it('stays on the screen without a network, and asks when it is back', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([listed(list, id), live(tab)]);
    house.network.cut();
    await until(tab.connection, ({ state }) => state === 'offline');
    await says('doctor', 'Пока вас не было');
    list.reload();
    expect(list.state.value.status).toBe('ready');
    house.network.mend();
    await until(list.state, ({ chats }) => chats[0]!.seq === 3);
  });

  it('does not fall back to a page that was read before the last hint and came after it', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    let late: Promise<void> | undefined = undefined;
    let release!: () => void;
    let waiting = false;
    const tab = aTab(house, 'patient', {
      fetch: async (request) => {
        const answer = await house.network.fetch(request);
        waiting = late !== undefined && request.url.includes('/v1/chats?');
        if (waiting) await late;
        return answer;
      },
    });
    const list = tab.chats();
    await Promise.all([listed(list, id), live(tab)]);
    await eventually(() => expect(lists(house)).toHaveLength(2));
    late = new Promise((resolve) => (release = resolve));
    list.reload();
    await eventually(() => expect(waiting).toBe(true));
    const seqs: number[] = [];
    list.state.subscribe(() => seqs.push(list.state.value.chats[0]!.seq));
    await says('doctor', 'Пока читали');
    for (let i = 0; i < 3; i++) await tab.call('GET', '/v1/me'); // whatever else was asked has been answered by now
    release();
    await until(list.state, ({ chats }) => chats[0]!.seq === 3);
    await says('doctor', 'И после');
    await until(list.state, ({ chats }) => chats[0]!.seq === 4);
    expect(seqs).toEqual([...seqs].sort());
  });

  it('says that it could not be read, and reads itself when it can', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    house.network.cut();
    const list = aTab(house, 'patient').chats();
    expect((await until(list.state, ({ status }) => status === 'failed')).problem).toBe('unavailable');
    house.network.mend();
    await listed(list, id);
  });

  it('hears nothing more once it is closed', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const [closed, open] = [tab.chats(), tab.chats()];
    await Promise.all([listed(closed, id), listed(open, id), live(tab)]);
    const before = closed.state.value;
    closed.close();
    await says('doctor', 'Добрый день');
    await until(open.state, ({ chats }) => chats[0]!.seq === 3);
    expect(closed.state.value).toBe(before);
  });
});

describe('a search in the chat list', () => {
  it('narrows the list and widens it again', async () => {
    const house = await aHouse();
    const { cardiologist, surgeon, therapist } = await threeChats(house);
    const list = aTab(house, 'patient').chats();
    await listed(list, therapist.id, surgeon.id, cardiologist.id);
    list.search('  кардиолог ');
    expect(list.state.value).toMatchObject({ searching: true, query: '' });
    await listed(list, cardiologist.id);
    expect(list.state.value).toMatchObject({ searching: false, query: 'кардиолог' });
    list.search('');
    await listed(list, therapist.id, surgeon.id, cardiologist.id);
  });

  it('asks once for a word typed quickly', async () => {
    const house = await aHouse();
    const { surgeon } = await threeChats(house);
    const list = aTab(house, 'patient').chats();
    await until(list.state, ({ status }) => status === 'ready');
    for (const typed of ['х', 'хи', 'хир', 'хиру', 'хирург']) list.search(typed);
    await listed(list, surgeon.id);
    expect(lists(house).filter(({ path }) => path.includes('q='))).toHaveLength(1);
  });

  it('never shows a late answer over a newer one', async () => {
    const house = await aHouse();
    const { surgeon } = await threeChats(house);
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([until(list.state, ({ status }) => status === 'ready'), live(tab)]);
    const late = house.network.hold(encodeURIComponent('терапевт'));
    list.search('терапевт');
    await eventually(() => expect(late.waiting).toBe(1));
    list.search('хирург');
    await listed(list, surgeon.id);
    const seen: string[] = [];
    list.state.subscribe(() => seen.push(idsOf(list).join()));
    late.release();
    await surgeon.says('doctor', 'Добрый день');
    await until(list.state, ({ chats }) => chats[0]!.seq === 3);
    expect(new Set(seen)).toEqual(new Set([surgeon.id]));
    expect(list.state.value.query).toBe('хирург');
  });

  it('of one list leaves another as it is', async () => {
    const house = await aHouse();
    const { cardiologist, surgeon, therapist } = await threeChats(house);
    const tab = aTab(house, 'patient');
    const [one, other] = [tab.chats(), tab.chats()];
    await until(one.state, ({ status }) => status === 'ready');
    one.search('хирург');
    await listed(one, surgeon.id);
    await listed(other, therapist.id, surgeon.id, cardiologist.id);
  });

  it('is answered when the network is back', async () => {
    const house = await aHouse();
    const { surgeon } = await threeChats(house);
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    await Promise.all([until(list.state, ({ status }) => status === 'ready'), live(tab)]);
    house.network.cut();
    list.search('хирург');
    await until(tab.connection, ({ state }) => state === 'offline');
    expect(list.state.value).toMatchObject({ status: 'ready', searching: true });
    house.network.mend();
    await listed(list, surgeon.id);
  });

  it('takes no more letters than the server does', async () => {
    const house = await aHouse();
    const list = aTab(house, 'patient').chats();
    await until(list.state, ({ status }) => status === 'ready');
    list.search('ф'.repeat(300));
    const { query } = await until(list.state, ({ searching }) => !searching);
    expect(query).toHaveLength(100);
  });
});

describe('two tabs', () => {
  it('agree on what is unread', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({
      said: [
        ['doctor', 'Раз'],
        ['doctor', 'Два'],
      ],
    });
    const [one, other] = [aTab(house, 'patient'), aTab(house, 'patient')];
    const list = other.chats();
    await Promise.all([until(list.state, ({ unread }) => unread > 0), live(other)]);
    const chat = one.chat(id);
    const { entries } = await ready(chat);
    chat.markRead(entries.at(-1)!.seq);
    await until(list.state, ({ unread }) => unread === 0);
  });

  it('agree on it where one of them has no socket: the other one passes the news on', async () => {
    const house = await aHouse();
    const doctors = await house.aChat({ said: [['doctor', 'Раз']] });
    const storage = memoryStorage();
    const never = { pollEvery: [600_000, 600_000] as const, nudgedEvery: 1 };
    const one = aTab(house, 'patient', { storage });
    const other = aTab(house, 'patient', { storage, live: null, tuning: never });
    const list = other.chats();
    const [{ unread: before }] = await Promise.all([
      until(list.state, ({ unread }) => unread > 0),
      live(one),
    ]);
    await doctors.says('doctor', 'Два');
    await until(list.state, ({ unread }) => unread === before + 1);
    const chat = one.chat(doctors.id);
    const { entries } = await ready(chat);
    chat.markRead(entries.at(-1)!.seq);
    await until(list.state, ({ unread }) => unread === 0);
  });
});
