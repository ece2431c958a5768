import type { ChatHandle, KeptStorage } from '@consult/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { memoryStorage } from '../support/memory-storage.js';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { violationsIn } from './checker.js';
import { type Clinic, type Consultation, readAll } from './support/clinic.js';
import { randomFrom, SEED, SIZES } from './support/sizes.js';
import { openTab, type TabWishes } from './support/tab.js';
import { openWard, type Ward } from './support/ward.js';

let ward: Ward;
let proxy: TcpProxy;
let clinic: Clinic;
let pair: Consultation;
const random = randomFrom(SEED);

beforeAll(async () => {
  ward = await openWard();
  ({ clinic, pair } = ward);
  proxy = await openTcpProxy(Number(new URL(ward.address).port));
});
afterAll(async () => {
  expect(violationsIn(ward.folder)).toEqual([]);
  await proxy.close();
  await ward.close();
});

const aTab = (storage: KeptStorage, wishes: Partial<TabWishes> = {}) =>
  openTab({
    address: `http://127.0.0.1:${proxy.port}`,
    getToken: () => clinic.tokenFor(pair.patient),
    storage,
    ...wishes,
  });
const isReady = (chat: ChatHandle) => eventually(() => expect(chat.state.value.status).toBe('ready'));
const onScreen = ({ state }: ChatHandle) => [
  ...state.value.entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : [])),
  ...state.value.pending.map(({ text }) => text),
];
const kept = async (chat: Consultation) =>
  (await readAll(clinic, chat)).flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
const tick = (turns: number) =>
  Array.from({ length: turns }).reduce<Promise<void>>(
    (before) => before.then(() => new Promise((resolve) => setImmediate(resolve))),
    Promise.resolve(),
  );

/** A storage that stops at nothing, and one that refuses at a moment the test chooses. */
function refusing(storage: KeptStorage, refuses: (key: string) => boolean): KeptStorage {
  return {
    ...storage,
    async set(key, value) {
      if (refuses(key)) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      await storage.set(key, value);
    },
  };
}

describe(`A tab that is killed (seed ${SEED})`, () => {
  it('at any moment around a message, leaves it exactly once or not at all, and the next tab knows which', async () => {
    for (let round = 0; round < SIZES.deaths; round++) {
      const chat = await clinic.again(pair);
      const storage = memoryStorage();
      const tab = aTab(storage);
      const handle = tab.client.chat(chat.id);
      await isReady(handle);
      const promised: string[] = [];
      for (const text of ['Раз', 'Два', 'Три'])
        handle.send(text).then(
          () => promised.push(text),
          () => undefined,
        );
      await tick(Math.floor(random() * 40));
      tab.kill();

      const next = aTab(storage);
      const again = next.client.chat(chat.id);
      await isReady(again);
      await eventually(async () => {
        expect(again.state.value.pending).toEqual([]);
        expect(onScreen(again)).toEqual(await kept(chat));
        expect(await kept(chat)).toEqual(expect.arrayContaining(promised));
      });
      const texts = await kept(chat);
      expect(texts).toEqual(['Раз', 'Два', 'Три'].slice(0, texts.length));
      next.client.close();
    }
  });

  it('between the request and its answer, is followed by one that learns of it and sends nothing twice', async () => {
    const chat = await clinic.again(pair);
    const storage = memoryStorage();
    const tab = aTab(storage);
    const handle = tab.client.chat(chat.id);
    await isReady(handle);
    const gone = new Promise<void>((resolve) =>
      proxy.afterSending('Ответ не дойдёт', () => {
        tab.kill();
        resolve();
      }),
    );
    await Promise.race([handle.send('Ответ не дойдёт'), gone]);
    await gone;
    const next = aTab(storage).client;
    const again = next.chat(chat.id);
    await eventually(() => expect(onScreen(again)).toEqual(['Ответ не дойдёт']));
    await eventually(() => expect(again.state.value.pending).toEqual([]));
    expect(await kept(chat)).toEqual(['Ответ не дойдёт']);
    next.close();
  });

  it('while it has the turn to send, leaves the turn to the other tab of its browser', async () => {
    const chat = await clinic.again(pair);
    const storage: KeptStorage = { ...memoryStorage(), name: `browser of ${chat.id}` };
    const [first, second] = [aTab(storage), aTab(storage)];
    const handles = [first, second].map(({ client }) => client.chat(chat.id));
    for (const handle of handles) await isReady(handle);
    proxy.mode('drop'); // what both write waits
    await handles[0]!.send('Из первой вкладки');
    await handles[1]!.send('Из второй вкладки');
    first.kill();
    proxy.mode('pass');
    proxy.cut();
    second.client.retryNow();
    await eventually(() => {
      expect(onScreen(handles[1]!).sort()).toEqual(['Из второй вкладки', 'Из первой вкладки']);
      expect(handles[1]!.state.value.pending).toEqual([]);
    });
    expect((await kept(chat)).sort()).toEqual(['Из второй вкладки', 'Из первой вкладки']);
    second.client.close();
  });
});

describe('Two tabs of one browser', () => {
  it('write at once: everything is said once, and both show the same and count the same', async () => {
    const chat = await clinic.again(pair);
    const storage: KeptStorage = { ...memoryStorage(), name: `browser of ${chat.id}` };
    const tabs = [aTab(storage), aTab(storage)];
    const handles = tabs.map(({ client }) => client.chat(chat.id));
    for (const handle of handles) await isReady(handle);
    const texts = Array.from({ length: 20 }, (_, n) => `Реплика ${n}`);
    await Promise.all(texts.map((text, n) => handles[n % 2]!.send(text)));
    await eventually(async () => {
      const all = await kept(chat);
      expect([...all].sort()).toEqual([...texts].sort());
      for (const handle of handles) {
        expect(handle.state.value.pending).toEqual([]);
        expect(onScreen(handle)).toEqual(all);
      }
    });
    // Each tab's own messages stay in the order in which they were written there.
    const all = await kept(chat);
    for (const lane of [0, 1])
      expect(all.filter((text) => texts.indexOf(text) % 2 === lane)).toEqual(
        texts.filter((_, n) => n % 2 === lane),
      );
    const last = handles[0]!.state.value.chat!.seq;
    handles[0]!.markRead(last);
    await eventually(() => {
      for (const handle of handles)
        expect(handle.state.value.chat).toMatchObject({ readSeq: last, unread: 0 });
    });
    for (const { client } of tabs) client.close();
  });
});

describe(`Two tabs of a browser that lets both send (seed ${SEED})`, () => {
  it('send the same messages under the same keys, and each is said once', async () => {
    let sent = 0;
    let sending = false;
    const onRequest = ({ method, url }: Request) => {
      if (sending && method === 'POST' && url.endsWith('/entries')) sent++;
    };
    for (let round = 0; round < SIZES.tabs; round++) {
      const chat = await clinic.again(pair);
      const storage: KeptStorage = { ...memoryStorage(), name: `browser of ${chat.id}` };
      // The tab that waits for its turn takes the other for asleep, and sends what lies in the storage too.
      const tabs = [0, 1].map(() => aTab(storage, { onRequest, tuning: { turnWithin: 1 } }));
      const handles = tabs.map(({ client }) => client.chat(chat.id));
      for (const handle of handles) await isReady(handle);
      proxy.mode('refuse');
      proxy.cut();
      await Promise.all(handles.map((handle, tab) => handle.send(`Из вкладки ${tab}`)));
      for (const { state } of handles)
        await eventually(() =>
          expect(state.value.pending.map((one) => one.state)).toEqual(['waiting', 'waiting']),
        );
      sending = true;
      proxy.mode('pass');
      for (const { client } of tabs) client.retryNow();
      await eventually(async () => {
        const texts = await kept(chat);
        expect([...texts].sort()).toEqual(['Из вкладки 0', 'Из вкладки 1']);
        for (const handle of handles) {
          expect(handle.state.value.pending).toEqual([]);
          expect(onScreen(handle)).toEqual(texts);
        }
      });
      sending = false;
      for (const { client } of tabs) client.close();
    }
    expect(sent).toBeGreaterThan(2 * SIZES.tabs); // else no key was sent by both
  });
});

describe('A browser that keeps nothing more', () => {
  it('has nobody told that a message is safe which it could not put away', async () => {
    const chat = await clinic.again(pair);
    let full = false;
    const storage = refusing(memoryStorage(), (key) => full && key.includes('unsent'));
    const tab = aTab(storage);
    const handle = tab.client.chat(chat.id);
    await isReady(handle);
    await handle.send('Пока есть место');
    full = true;
    await expect(handle.send('Места нет')).rejects.toThrow();
    full = false;
    await handle.send('Снова есть место');
    await eventually(() => expect(onScreen(handle)).toEqual(['Пока есть место', 'Снова есть место']));
    await eventually(async () => expect(await kept(chat)).toEqual(['Пока есть место', 'Снова есть место']));
    tab.client.close();
  });

  it('has messages sent all the same, and says that they are not kept, where there is no IndexedDB at all', async () => {
    const chat = await clinic.again(pair);
    // The client's own storage: this is Node, and no browser's database is there.
    const { createBrowserStorage } = await import('../../packages/client/src/storage.js');
    const tab = aTab(createBrowserStorage());
    const handle = tab.client.chat(chat.id);
    await isReady(handle);
    await eventually(() => expect(tab.client.lasting).toBe(false));
    await handle.send('Без хранилища');
    await eventually(() => expect(handle.state.value.pending).toEqual([]));
    expect(await kept(chat)).toEqual(['Без хранилища']);
    tab.client.close();
  });
});

describe('A client that was away', () => {
  it.each([10, 1000])('while %i messages were said, shows exactly what it missed', async (missed) => {
    const chat = await clinic.again(pair);
    const tab = aTab(memoryStorage());
    const handle = tab.client.chat(chat.id);
    await isReady(handle);
    const before = handle.state.value.entries.length;
    proxy.mode('refuse');
    proxy.cut();
    await Promise.all(
      Array.from({ length: missed }, (_, n) =>
        clinic.must(chat.doctor, 'POST', `/v1/chats/${chat.id}/entries`, {
          key: `key_${n.toString(16).padStart(32, '0')}`,
          text: `Реплика ${n}`,
        }),
      ),
    );
    proxy.mode('pass');
    tab.client.retryNow();
    await eventually(() => expect(handle.state.value.chat?.seq).toBe(before + missed));
    const { entries, chat: head } = handle.state.value;
    expect(head!.unread).toBe(missed + before);
    expect(entries.at(-1)!.seq).toBe(head!.seq);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => entries[0]!.seq + at));
    tab.client.close();
  });
});
