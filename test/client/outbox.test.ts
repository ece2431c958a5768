import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { ready, said, shows, textsOf, until, waits } from './support/until.js';

afterEach(closeHouses);

const POST = /^POST .*\/entries/;
const posts = (house: House) =>
  house.network.exchanges.filter(({ method, path }) => method === 'POST' && path.endsWith('/entries'));

describe('an own message', () => {
  it('shows at once, then as being sent, then once as said, under the key it was promised', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    const way = house.network.hold(POST);
    const { key } = await chat.send('Здравствуйте');
    const message = { key, text: 'Здравствуйте', at: house.clock.now() };
    expect(chat.state.value.pending).toMatchObject([message]);
    await until(chat.state, ({ pending }) => pending[0]?.state === 'sending'); // as soon as this tab has its turn
    expect(chat.state.value.pending).toEqual([{ ...message, state: 'sending' }]);
    expect(key).toMatch(/^key_[0-9a-f]{32}$/);
    way.release();
    await shows(chat, 'Здравствуйте');
    expect(chat.state.value.entries.at(-1)).toMatchObject({ key });
  });

  it('is never on the screen twice, though the hint overtakes the answer', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    const seen: string[][] = [];
    chat.state.subscribe(() => seen.push(textsOf(chat.state.value)));
    house.network.delay(30);
    await chat.send('Один раз');
    await shows(chat, 'Один раз');
    for (const texts of seen) expect(texts.length).toBeLessThanOrEqual(1);
  });

  it('waits without a network and leaves by itself, in the order it was written', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await ready(chat);
    house.network.cut();
    for (const text of ['Раз', 'Два', 'Три']) await chat.send(text);
    await until(chat.state, ({ pending }) => pending.every(({ state }) => state === 'waiting'));
    house.network.mend();
    tab.retryNow();
    await shows(chat, 'Раз', 'Два', 'Три');
  });

  it('survives a reload and is then sent once', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const before = aTab(house, 'patient', { storage });
    await ready(before.chat(there.id));
    house.network.cut();
    const { key } = await before.chat(there.id).send('Болит слева');
    before.close();
    house.network.mend();
    const way = house.network.hold(POST);
    const chat = aTab(house, 'patient', { storage }).chat(there.id);
    expect((await waits(chat, 1)).pending[0]).toMatchObject({ key, text: 'Болит слева' });
    way.release();
    await shows(chat, 'Болит слева');
    expect(await storage.keys()).toEqual([]);
  });

  it('keeps its place among others over a reload, though the storage knows no order and the clock stands', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const memory = memoryStorage();
    const storage = { ...memory, keys: async () => (await memory.keys()).sort() }; // as IndexedDB does
    const texts = Array.from({ length: 8 }, (_, i) => `Сообщение ${i}`);
    const before = aTab(house, 'patient', { storage });
    await ready(before.chat(there.id));
    house.network.cut();
    for (const text of texts) await before.chat(there.id).send(text);
    before.close();
    house.network.mend();
    await shows(aTab(house, 'patient', { storage }).chat(there.id), ...texts);
    expect(await said(there)).toEqual(texts);
  });

  it('is said once though the answer was lost, with or without a reload after it', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const tab = aTab(house, 'patient', { storage, live: null, tuning: { pollEvery: [60_000, 60_000] } });
    await ready(tab.chat(there.id));
    house.network.loseAnswer(POST);
    await tab.chat(there.id).send('Раз');
    // By a second try, or by the log, whichever comes first.
    await eventually(async () => expect(await storage.keys()).toEqual([]));
    house.network.loseAnswer(POST);
    await tab.chat(there.id).send('Два');
    await eventually(async () => expect(await said(there)).toContain('Два'));
    tab.close();
    const chat = aTab(house, 'patient', { storage }).chat(there.id);
    await shows(chat, 'Раз', 'Два');
    await eventually(async () => expect(await storage.keys()).toEqual([]));
    expect(await said(there)).toEqual(['Раз', 'Два']);
  });

  it('is not taken for sent by a look at the storage that began before it was written', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const memory = { ...memoryStorage(), name: 'one browser' };
    let looks = false;
    let go!: () => void;
    const mayLook = new Promise<void>((resolve) => (go = resolve));
    let held = false;
    const storage = {
      ...memory,
      async keys() {
        if (held) {
          looks = true;
          await mayLook;
        }
        return memory.keys();
      },
    };
    const [here, elsewhere] = [
      aTab(house, 'patient', { storage }),
      aTab(house, 'patient', { storage: memory }),
    ];
    const [chat, other] = [here.chat(there.id), elsewhere.chat(there.id)];
    await Promise.all([ready(chat), ready(other)]);
    const way = house.network.hold(POST);
    await chat.send('Раз'); // on its way: the next has to wait
    held = true;
    await other.send('Там'); // the tab here hears of it and looks
    await eventually(() => expect(looks).toBe(true));
    const written = chat.send('Два');
    go();
    await written;
    await waits(chat, 3);
    elsewhere.close(); // nobody else would send it
    way.release();
    await waits(chat, 0);
    expect((await said(there)).sort()).toEqual(['Два', 'Раз', 'Там']);
  });

  it('may be confirmed after the page has begun to close', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    let begin!: () => void;
    let go!: () => void;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const mayGo = new Promise<void>((resolve) => (go = resolve));
    const tab = aTab(house, 'patient', {
      storage: {
        ...storage,
        async delete(key) {
          if (!key.includes('/unsent/')) return storage.delete(key);
          begin();
          await mayGo;
          await storage.delete(key);
        },
      },
    });
    const chat = tab.chat(id);
    await ready(chat);
    await chat.send('Последнее слово');
    await begun;
    tab.close();
    go(); // what is thrown after this is nobody's to catch, and the runner reports it
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('is set aside with the reason when it is refused for good, and does not hold up the next', async () => {
    const house = await aHouse({ config: { textLength: 10 } });
    const there = await house.aChat();
    const storage = memoryStorage();
    const chat = aTab(house, 'patient', { storage }).chat(there.id);
    await ready(chat);
    const { key } = await chat.send('Слишком длинно для этого сервера');
    await chat.send('Коротко');
    const { pending } = await until(
      chat.state,
      ({ pending }) => pending[0]?.state === 'failed' && pending.length === 1,
    );
    expect(pending).toMatchObject([{ key, state: 'failed', problem: 'text-too-long' }]);
    expect(await said(there)).toEqual(['Коротко']);

    const reloaded = aTab(house, 'patient', { storage }).chat(there.id);
    expect((await waits(reloaded, 1)).pending).toEqual(pending);
    await reloaded.retry(key);
    await until(reloaded.state, ({ pending }) => pending[0]?.state === 'failed');
    expect(await reloaded.discard(key)).toBe('Слишком длинно для этого сервера');
    expect(reloaded.state.value.pending).toEqual([]);
    await expect(reloaded.discard(key)).rejects.toMatchObject({ code: 'not-found' });
    await waits(chat, 0); // the other tab hears of it
    expect(await storage.keys()).toEqual([]);
  });

  it('that the consultation did not wait for fails with the reason and keeps its text', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(there.id);
    await ready(chat);
    house.network.cut();
    await chat.send('Не успею?');
    await there.completes();
    house.network.mend();
    tab.retryNow();
    const { pending } = await until(chat.state, ({ pending }) => pending[0]?.state === 'failed');
    expect(pending[0]).toMatchObject({ text: 'Не успею?', problem: 'chat-finished' });
  });

  it('waits, and is not refused, while nobody is signed in', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    house.network.failNext(POST, 401, 2);
    await chat.send('Раз');
    await shows(chat, 'Раз');
    await eventually(() => expect(posts(house).map(({ status }) => status)).toEqual([401, 401, 201]));
  });

  it('waits as long as the server asks', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    let refusedAt = 0;
    let allowedAt = 0;
    const chat = aTab(house, 'patient', {
      fetch: async (request) => {
        if (request.method !== 'POST' || !request.url.endsWith('/entries'))
          return house.network.fetch(request);
        if (refusedAt) {
          allowedAt = performance.now();
          return house.network.fetch(request);
        }
        refusedAt = performance.now();
        return Response.json({ code: 'too-many-requests' }, { status: 429, headers: { 'Retry-After': '1' } });
      },
    }).chat(id);
    await ready(chat);
    await chat.send('Раз');
    await until(chat.state, ({ pending }) => refusedAt > 0 && pending[0]?.state === 'waiting');
    await chat.send('Два'); // does not push the first one
    await shows(chat, 'Раз', 'Два');
    expect(allowedAt - refusedAt).toBeGreaterThanOrEqual(990);
  });

  it('is said once and in order through any weather', async () => {
    const house = await aHouse();
    const weather = fc.constantFrom('fine', 'lost answer', 'unreachable', 'proxy', 'reload', 'socket lost');
    await fc.assert(
      fc.asyncProperty(fc.array(weather, { minLength: 3, maxLength: 8 }), async (days) => {
        const there = await house.aChat();
        const storage = memoryStorage();
        let tab = aTab(house, 'patient', { storage });
        await ready(tab.chat(there.id));
        for (const [day, weather] of days.entries()) {
          if (weather === 'lost answer') house.network.loseAnswer(POST);
          if (weather === 'unreachable') house.network.failNext(POST);
          if (weather === 'proxy') house.network.failNext(POST, 502);
          if (weather === 'socket lost') house.network.closeSockets();
          await tab.chat(there.id).send(`День ${day}`);
          if (weather !== 'reload') continue;
          tab.close();
          tab = aTab(house, 'patient', { storage });
          await ready(tab.chat(there.id));
        }
        const texts = days.map((_, day) => `День ${day}`);
        await shows(tab.chat(there.id), ...texts);
        expect(await said(there)).toEqual(texts);
        await eventually(async () => expect(await storage.keys()).toEqual([])); // deleted after it is shown
        tab.close();
      }),
      { numRuns: 20 },
    );
  });
});

describe('two tabs of one browser', () => {
  it('send one after the other what both have written, each message once, and both show all', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const ways = [house.anotherNetwork(), house.anotherNetwork()];
    const chats = ways.map((network) => aTab(house, 'patient', { storage, network }).chat(there.id));
    await Promise.all(chats.map(ready));
    for (let i = 0; i < 5; i++) await Promise.all(chats.map((chat, tab) => chat.send(`${tab}-${i}`)));
    for (const chat of chats)
      await until(chat.state, (state) => !state.pending.length && textsOf(state).length === 10);
    const texts = await said(there);
    expect(texts).toHaveLength(10);
    for (const tab of [0, 1])
      expect(texts.filter((text) => text.startsWith(`${tab}-`))).toEqual(
        [0, 1, 2, 3, 4].map((i) => `${tab}-${i}`),
      );
    const senders = ways.filter(({ exchanges }) => exchanges.some(({ path }) => path.endsWith('/entries')));
    expect(senders).toHaveLength(1);
  });

  it('take turns: when the one that sends is closed, the other sends what is left', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    const first = aTab(house, 'patient', { storage });
    await ready(first.chat(id));
    const second = aTab(house, 'patient', { storage });
    const chat = second.chat(id);
    await ready(chat);
    const way = house.network.hold(POST);
    await chat.send('Кто-нибудь');
    await eventually(() => expect(way.waiting).toBe(1));
    first.close();
    way.release();
    await shows(chat, 'Кто-нибудь');
  });

  it('do not wait for a tab that its browser has put to sleep', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    const asleep = house.anotherNetwork();
    const first = aTab(house, 'patient', { storage, network: asleep });
    await ready(first.chat(id));
    asleep.hold(POST);
    const second = aTab(house, 'patient', { storage, tuning: { turnWithin: 20 } });
    const chat = second.chat(id);
    await ready(chat);
    await chat.send('Есть кто?');
    await shows(chat, 'Есть кто?');
  });
});
