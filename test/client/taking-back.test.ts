import type { ChatHandle, KeptStorage } from '@consult/client';
import { afterEach, describe, expect, it } from 'vitest';
import { aPdf, filesSent } from '../support/documents.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { ready, said, shows, until, waits } from './support/until.js';

afterEach(closeHouses);

const SEND = /^POST .*\/entries/;

const fails = (chat: ChatHandle) => until(chat.state, ({ pending }) => pending[0]?.state === 'failed');

/** A storage in which what `holds` names waits until `go` is called. */
function aSlowStorage(memory: KeptStorage, holds: (verb: 'get' | 'set', key: string) => boolean) {
  let go!: () => void;
  const mayGo = new Promise<void>((resolve) => (go = resolve));
  let waiting = 0;
  const wait = async (verb: 'get' | 'set', key: string) => {
    if (!holds(verb, key)) return;
    waiting++;
    await mayGo;
  };
  const storage: KeptStorage = {
    ...memory,
    get: async (key) => {
      await wait('get', key);
      return memory.get(key);
    },
    set: async (key, value) => {
      await wait('set', key);
      await memory.set(key, value);
    },
  };
  return { storage, go, isWaiting: () => expect(waiting).toBeGreaterThan(0) };
}

/**
 * A tab over what the browser keeps that hears nothing of the other tabs and is heard by none, as when its browser has
 * put it to sleep.
 */
async function aDeafTab(house: House, chatId: string, memory: KeptStorage, network = house.anotherNetwork()) {
  const client = aTab(house, 'patient', { storage: { ...memory }, network });
  const chat = client.chat(chatId);
  await ready(chat);
  return { client, chat, network };
}

describe('a refused message that is taken back', () => {
  it('stays away, though it was to be sent again in the same moment', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const client = aTab(house, 'patient', { storage });
    const chat = client.chat(there.id);
    await ready(chat);
    house.network.failNext(SEND, 413);
    const { key } = await chat.send('Ошиблась');
    await fails(chat);
    const [, text] = await Promise.all([chat.retry(key), chat.discard(key)]);
    expect(text).toBe('Ошиблась');
    await chat.send('Верно');
    await shows(chat, 'Верно');
    expect(await said(there)).toEqual(['Верно']);
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('with its documents keeps them attached, though it was to be sent again in the same moment', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const memory = memoryStorage();
    let slow = false;
    const { storage, go, isWaiting } = aSlowStorage(
      memory,
      (verb, key) => slow && verb === 'set' && key.includes('/file/'),
    );
    const chat = aTab(house, 'patient', { storage }).chat(there.id);
    await ready(chat);
    const files = await chat.files();
    await files.attach(aPdf(), 'анализ.pdf');
    await until(files.state, ({ attachments }) => attachments[0]?.state === 'uploaded');
    house.network.failNext(SEND, 413);
    const { key } = await chat.send('Ошиблась');
    await fails(chat);
    slow = true;
    const discarding = chat.discard(key);
    await eventually(isWaiting);
    const retrying = chat.retry(key);
    go();
    await discarding;
    await expect(retrying).rejects.toMatchObject({ code: 'not-found' });
    expect(chat.state.value.pending).toEqual([]);
    expect(files.state.value).toMatchObject({ attachments: [{ name: 'анализ.pdf' }], leaving: [] });
    expect((await memory.keys()).filter((key) => key.includes('/unsent/'))).toEqual([]);
    expect(await said(there)).toEqual([]);
  });

  it('is taken back once, however often it is asked', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    house.network.failNext(SEND, 413);
    const { key } = await chat.send('Ошиблась');
    await fails(chat);
    const answers = await Promise.allSettled([chat.discard(key), chat.discard(key)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('does not come back with a refusal that is late in another tab', async () => {
    const house = await aHouse({ config: { textLength: 10 } });
    const { id } = await house.aChat();
    const memory = memoryStorage();
    const asleep = await aDeafTab(house, id, memory);
    const way = asleep.network.hold(SEND);
    const { key } = await asleep.chat.send('Слишком длинно для этого сервера');
    await eventually(() => expect(way.waiting).toBe(1));
    const { chat } = await aDeafTab(house, id, memory);
    await fails(chat);
    await chat.discard(key);
    way.release();
    await waits(asleep.chat, 0);
    expect(await memory.keys()).toEqual([]);
  });

  it('is not sent by another tab that wakes up and has not heard of it', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const memory = memoryStorage();
    const asleep = await aDeafTab(house, there.id, memory);
    asleep.network.cut();
    const { key } = await asleep.chat.send('Ошиблась');
    await until(asleep.chat.state, ({ pending }) => pending[0]?.state === 'waiting');
    const network = house.anotherNetwork();
    network.failNext(SEND, 413);
    const { chat } = await aDeafTab(house, there.id, memory, network);
    await fails(chat);
    await chat.discard(key);
    asleep.network.mend();
    asleep.client.retryNow();
    await waits(asleep.chat, 0);
    expect(await said(there)).toEqual([]);
    expect(await memory.keys()).toEqual([]);
  });

  for (const verb of ['retry', 'discard'] as const)
    it(`leaves the tab that has not heard of it when one wants to ${verb} it there`, async () => {
      const house = await aHouse();
      const there = await house.aChat();
      const memory = memoryStorage();
      house.network.failNext(SEND, 413);
      const here = await aDeafTab(house, there.id, memory, house.network);
      const { key } = await here.chat.send('Ошиблась');
      await fails(here.chat);
      const { chat } = await aDeafTab(house, there.id, memory);
      await fails(chat);
      await chat.discard(key);
      await expect(here.chat[verb](key)).rejects.toMatchObject({ code: 'not-found' });
      expect(here.chat.state.value.pending).toEqual([]);
      expect(await memory.keys()).toEqual([]);
      expect(await said(there)).toEqual([]);
    });

  it('leaves the other tabs at once, though nobody can ask the server', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    const [here, other] = [
      aTab(house, 'patient', { storage }).chat(id),
      aTab(house, 'patient', { storage }).chat(id),
    ];
    await Promise.all([ready(here), ready(other)]);
    house.network.failNext(SEND, 413);
    const { key } = await here.send('Ошиблась');
    await Promise.all([fails(here), fails(other)]);
    house.network.cut();
    await here.discard(key);
    await waits(other, 0);
  });
});

describe('what the browser suddenly cannot list', () => {
  /** As a browser whose database goes away in mid-life. */
  function aStorageThatBreaks() {
    const memory = memoryStorage();
    let broken = false;
    const storage: KeptStorage = {
      ...memory,
      get lasting() {
        return !broken;
      },
      keys: async () => (broken ? [] : memory.keys()),
    };
    return { storage, breaks: () => void (broken = true) };
  }

  it('is neither taken for sent nor for taken back', async () => {
    const house = await aHouse({ config: { textLength: 10 } });
    const there = await house.aChat();
    const { storage, breaks } = aStorageThatBreaks();
    const client = aTab(house, 'patient', { storage });
    const chat = client.chat(there.id);
    await ready(chat);
    const files = await chat.files();
    const { key } = await chat.send('Слишком длинно');
    await fails(chat);
    house.network.cut();
    await files.attach(aPdf(), 'с сообщением.pdf');
    await chat.send('Ждёт связи');
    await files.attach(aPdf(), 'анализ.pdf');
    await chat.retry(key); // which looks at all that is kept
    breaks();
    house.network.mend();
    client.retryNow();
    await shows(chat, 'Ждёт связи', 'Слишком длинно (failed)');
    expect(await filesSent(there)).toHaveLength(1);
    expect(files.state.value.attachments).toMatchObject([{ name: 'анализ.pdf' }]);
  });
});

describe('a document that is taken away', () => {
  it('is neither uploaded nor kept, though it was to be tried again in the same moment', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    const chat = aTab(house, 'patient', { storage }).chat(id);
    await ready(chat);
    const files = await chat.files();
    const key = await files.attach(new Blob(['<html>']), 'страница.pdf');
    await until(files.state, ({ attachments }) => attachments[0]?.state === 'failed');
    await Promise.all([files.retry(key), files.detach(key)]);
    await files.attach(aPdf(), 'анализ.pdf');
    await until(files.state, ({ attachments }) => attachments[0]?.state === 'uploaded');
    expect((await storage.keys()).filter((kept) => kept.endsWith(key))).toEqual([]);
    const uploads = house.network.exchanges.filter(({ path }) => path.includes(`/${id}/files?`));
    expect(uploads, 'the one that was refused, and the other one').toHaveLength(2);
  });

  it('does not come back with a look at the storage that began before', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const memory = { ...memoryStorage(), name: 'one browser' };
    let slow = false;
    const { storage, go, isWaiting } = aSlowStorage(
      memory,
      (verb, key) => slow && verb === 'get' && key.includes('/file/'),
    );
    const [here, other] = [
      aTab(house, 'patient', { storage }).chat(id),
      aTab(house, 'patient', { storage: memory }).chat(id),
    ];
    await Promise.all([ready(here), ready(other)]);
    const [files, others] = [await here.files(), await other.files()];
    const key = await files.attach(aPdf(), 'ошибка.pdf');
    await until(files.state, ({ attachments }) => attachments[0]?.state === 'uploaded');
    slow = true;
    await others.attach(aPdf(), 'анализ.pdf'); // the tab here hears of it and looks
    await eventually(isWaiting);
    const seen: string[] = [];
    const detaching = files.detach(key);
    files.state.subscribe(() => seen.push(...files.state.value.attachments.map((each) => each.key)));
    go();
    await detaching;
    await until(files.state, ({ attachments }) => attachments[0]?.state === 'uploaded');
    expect(seen).not.toContain(key);
  });
});
