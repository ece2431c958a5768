import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LoadBackground } from '../../packages/client/src/client.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { ready, said, shows, until, waits } from './support/until.js';

afterEach(closeHouses);

const POST = /^POST .*\/entries/;

/** The rest of the client on a slow or broken way to the page: `arrive` lets it through. */
function aSlowWay() {
  let arrive!: () => void;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let broken = false;
  const load = vi.fn<LoadBackground>(async () => {
    if (broken) throw new TypeError('Failed to fetch dynamically imported module');
    await arrived;
    return import('../../packages/client/src/background.js');
  });
  return {
    load,
    arrive,
    break: () => (broken = true),
    mend: () => (broken = false),
  };
}

describe('before the rest of the client has come', () => {
  it('the list and the newest page of a chat are there, with all that the first paint shows', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Здравствуйте']] });
    const way = aSlowWay();
    const tab = aTab(house, 'patient', { load: way.load });
    const [chat, list] = [tab.chat(id), tab.chats()];
    await Promise.all([
      shows(chat, 'Здравствуйте'),
      until(list.state, ({ status }) => status === 'ready'),
      until(tab.me, (me) => me !== undefined),
    ]);
    expect(way.load).toHaveBeenCalledTimes(1);
    expect(tab.connection.value).toEqual({ state: 'connecting' });
    expect(chat.state.value).toMatchObject({ pending: [], refusal: undefined });
    expect(chat.state.value.draft).toBeUndefined();
    way.arrive();
    await until(tab.connection, ({ state }) => state === 'live');
    await until(chat.state, ({ draft }) => draft === '');
    expect(house.network.exchanges.filter(({ path }) => path === '/v1/me')).toHaveLength(1);
  });

  it('what is sent waits for it and is not lost', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const way = aSlowWay();
    const chat = aTab(house, 'patient', { load: way.load }).chat(there.id);
    await ready(chat);
    const sent = chat.send('Не терпится');
    expect(chat.state.value.pending).toEqual([]);
    way.arrive();
    const { key } = await sent;
    await shows(chat, 'Не терпится');
    expect(chat.state.value.entries.at(-1)).toMatchObject({ key });
    expect(await said(there)).toEqual(['Не терпится']);
  });

  it('the last draft and the furthest read mark are remembered', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({
      said: [
        ['doctor', 'Раз'],
        ['doctor', 'Два'],
      ],
    });
    const way = aSlowWay();
    const storage = memoryStorage();
    const tab = aTab(house, 'patient', { storage, load: way.load });
    const chat = tab.chat(id);
    await ready(chat);
    const last = chat.state.value.entries.at(-1)!.seq;
    for (const text of ['Б', 'Болит']) chat.keepDraft(text);
    for (const seq of [last, last - 1]) chat.markRead(seq);
    way.arrive();
    await until(chat.state, (state) => state.chat?.readSeq === last && state.chat.unread === 0);
    await eventually(async () => expect(await storage.keys()).toHaveLength(1));
    const reloaded = aTab(house, 'patient', { storage }).chat(id);
    await until(reloaded.state, ({ draft }) => draft === 'Болит');
  });

  it('older pages are asked for and come after it', async () => {
    const house = await aHouse();
    const said = Array.from({ length: 70 }, (_, i): ['doctor', string] => ['doctor', `${i}`]);
    const { id } = await house.aChat({ said });
    const way = aSlowWay();
    const chat = aTab(house, 'patient', { load: way.load }).chat(id);
    await ready(chat);
    const loading = chat.loadOlder();
    expect(chat.state.value.loadingOlder).toBe(true);
    way.arrive();
    await loading;
    expect(chat.state.value).toMatchObject({ loadingOlder: false, older: false });
    expect(chat.state.value.entries[0]!.seq).toBe(1);
  });
});

describe('the rest of the client that cannot be fetched', () => {
  it('is fetched again until it comes; meanwhile one reads, and what one writes stays with the writer', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const way = aSlowWay();
    way.arrive();
    way.break();
    const tab = aTab(house, 'patient', { load: way.load, tuning: { requestTimeout: 300 } });
    const chat = tab.chat(there.id);
    await ready(chat);
    const { retryAt } = await until(tab.connection, ({ state }) => state === 'offline');
    expect(retryAt).toBeGreaterThanOrEqual(tab.now());
    await there.says('doctor', 'Вы меня слышите?');
    await shows(chat, 'Вы меня слышите?');
    await expect(chat.send('Слышу')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await said(there)).toEqual(['Вы меня слышите?']);
    way.mend();
    await until(tab.connection, ({ state }) => state === 'live');
    await chat.send('Слышу');
    await shows(chat, 'Вы меня слышите?', 'Слышу');
  });

  it('is fetched at once when the user wants to try again', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const way = aSlowWay();
    way.arrive();
    way.break();
    const tuning = { backoff: [60_000, 60_000], random: () => 0.9 } as const;
    const tab = aTab(house, 'patient', { load: way.load, tuning });
    await ready(tab.chat(id));
    const { retryAt } = await until(tab.connection, ({ state }) => state === 'offline');
    expect(retryAt).toBe(tab.now() + 54_000);
    way.mend();
    tab.retryNow();
    await until(tab.connection, ({ state }) => state === 'live');
  });
});

describe('leaving before the rest of the client has come', () => {
  it('by signing out deletes what an earlier visit kept, here and in the other tabs, and starts nothing', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const other = aTab(house, 'patient', { storage });
    const elsewhere = other.chat(there.id);
    await ready(elsewhere);
    const gate = house.network.hold(POST);
    await elsewhere.send('Не отправлено');
    await waits(elsewhere, 1);

    const way = aSlowWay();
    const network = house.anotherNetwork();
    const tab = aTab(house, 'patient', { storage, network, load: way.load });
    const chat = tab.chat(there.id);
    await Promise.all([ready(chat), until(tab.me, (me) => me !== undefined)]); // nothing is under way any more
    const signedOut = tab.signOut();
    expect(tab.connection.value).toEqual({ state: 'closed' });
    expect(chat.state.value).toMatchObject({ status: 'failed', problem: 'signed-out', entries: [] });
    expect(await storage.keys()).toHaveLength(1);
    const asked = network.exchanges.length;
    way.arrive();
    await signedOut;
    expect(await storage.keys()).toEqual([]);
    await until(other.connection, ({ state }) => state === 'refused');
    expect(elsewhere.state.value).toMatchObject({ pending: [], problem: 'signed-out' });
    expect(network.exchanges).toHaveLength(asked);
    expect(network.sockets).toBe(0);
    gate.release();
  });

  it('by signing out says so where nothing could be deleted in time, and deletes as soon as it can', async () => {
    const house = await aHouse();
    const storage = memoryStorage();
    await storage.set(`${house.server.origin}/per_matrosova/draft/cht_1`, 'Тайна');
    const way = aSlowWay();
    const tab = aTab(house, 'patient', { storage, load: way.load, tuning: { requestTimeout: 30 } });
    await expect(tab.signOut()).rejects.toMatchObject({ code: 'unavailable' });
    way.arrive();
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('by closing starts nothing afterwards, and what was being sent stays with the writer', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const way = aSlowWay();
    const tab = aTab(house, 'patient', { load: way.load });
    const chat = tab.chat(there.id);
    await ready(chat);
    const sending = chat.send('Поздно');
    tab.close();
    await expect(sending).rejects.toMatchObject({ code: 'unavailable' });
    const asked = house.network.exchanges.length;
    way.arrive();
    await way.load.mock.results[0]!.value;
    expect(tab.connection.value).toEqual({ state: 'closed' });
    expect(house.network.exchanges).toHaveLength(asked);
    expect(house.network.sockets).toBe(0);
    expect(await said(there)).toEqual([]);
  });
});
