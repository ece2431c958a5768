import type { ChatHandle } from '@consult/client';
import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../packages/client/src/staff.js';
import { CONCLUSION, type ChatInHouse } from '../support/chats.js';
import { aPdf } from '../support/documents.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { actorOf } from '../support/people.js';
import { aTab } from './support/a-tab.js';
import { ready, said, shows, until, waits } from './support/until.js';

afterEach(closeHouses);

const POST = /^POST .*\/entries/;

describe('signing out', () => {
  it('leaves nothing, on the screen, in the storage or in another tab', async () => {
    const house = await aHouse();
    const there = await house.aChat({ said: [['doctor', 'Тайна']] });
    const storage = memoryStorage();
    const tabs = [aTab(house, 'patient', { storage }), aTab(house, 'patient', { storage })];
    const chats = tabs.map((tab) => tab.chat(there.id));
    const list = tabs[1]!.chats();
    await Promise.all([...chats.map(ready), until(list.state, ({ status }) => status === 'ready')]);
    house.network.cut();
    await chats[1]!.send('Не отправлено');
    chats[0]!.keepDraft('Начато');
    await waits(chats[0]!, 1);
    await tabs[0]!.signOut();
    await until(tabs[1]!.connection, ({ state }) => state === 'refused');
    expect(tabs[0]!.connection.value).toEqual({ state: 'closed' });
    expect(tabs[1]!.connection.value).toEqual({ state: 'refused', problem: 'signed-out' });
    for (const { state } of chats)
      expect(state.value).toMatchObject({
        status: 'failed',
        problem: 'signed-out',
        entries: [],
        pending: [],
        draft: '',
      });
    for (const { state } of chats) expect(state.value.chat).toBeUndefined();
    expect(list.state.value).toMatchObject({ status: 'failed', chats: [], unread: 0 });
    expect(tabs[1]!.me.value).toBeUndefined();
    await eventually(async () => expect(await storage.keys()).toEqual([]));
    house.network.mend();
    const again = aTab(house, 'patient', { storage }).chat(there.id);
    await shows(again, 'Тайна');
    expect(await said(there)).toEqual(['Тайна']);
  });

  it('refuses to do anything more', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await ready(chat);
    await tab.signOut();
    await expect(chat.send('Ещё')).rejects.toMatchObject({ code: 'signed-out' });
    expect(tab.chat(id).state.value).toMatchObject({ status: 'failed', problem: 'signed-out' });
    expect(tab.chats().state.value).toMatchObject({ status: 'failed', problem: 'signed-out' });
    const asked = house.network.exchanges.length;
    await expect(tab.call('GET', '/v1/me')).rejects.toMatchObject({ code: 'unavailable' });
    tab.retryNow();
    expect(house.network.exchanges).toHaveLength(asked);
  });
});

describe('a session that is ended from outside', () => {
  it('leaves nothing on the screen or in the storage, and says what has happened', async () => {
    const house = await aHouse();
    const there = await house.aChat({ said: [['doctor', 'Тайна']] });
    const storage = memoryStorage();
    const tab = aTab(house, 'patient', { storage });
    const chat = tab.chat(there.id);
    await ready(chat);
    await until(tab.connection, ({ state }) => state === 'live');
    chat.keepDraft('Начато');
    await eventually(async () => expect(await storage.keys()).not.toEqual([]));
    await house.call('administrator', 'POST', `/v1/people/${there.patient.id}/sessions/end`);
    await until(tab.connection, ({ state }) => state === 'refused');
    expect(tab.connection.value).toEqual({ state: 'refused', problem: 'account-ended' });
    expect(chat.state.value).toMatchObject({
      status: 'failed',
      problem: 'account-ended',
      entries: [],
      draft: '',
    });
    expect(chat.state.value.chat).toBeUndefined();
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('is no end for somebody who has signed in anew meanwhile', async () => {
    const house = await aHouse();
    const there = await house.aChat({ said: [['doctor', 'Добрый день']] });
    const actor = actorOf('patient');
    let session = actor.session;
    const tab = aTab(house, 'patient', { getToken: () => house.server.tokenFor({ ...actor, session }) });
    const chat = tab.chat(there.id);
    await ready(chat);
    await until(tab.connection, ({ state }) => state === 'live');
    session = 'ses_new';
    const before = house.network.exchanges.length;
    await house.server.fetch(
      new Request(`${house.server.origin}/v1/backchannel-logout`, {
        method: 'POST',
        body: new URLSearchParams({
          logout_token: await house.server.logoutTokenFor({ sid: actor.session }),
        }),
      }),
    );
    await eventually(() => expect(house.network.exchanges.length).toBeGreaterThan(before));
    await there.says('doctor', 'Вы здесь?');
    await shows(chat, 'Добрый день', 'Вы здесь?');
  });

  it('is not asked to be signed in again while only the token has run out', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const asked: (string | undefined)[] = [];
    const states = new Set<string>();
    const tab = aTab(house, 'patient', {
      getToken: (stale) => {
        asked.push(stale);
        return house.server.tokenFor(actorOf('patient'));
      },
    });
    const chat = tab.chat(there.id);
    await ready(chat);
    await until(tab.connection, ({ state }) => state === 'live');
    tab.connection.subscribe(() => states.add(tab.connection.value.state));
    await house.clock.advance(10 * 60_000);
    await eventually(() => expect(asked.length).toBeGreaterThan(1));
    await there.says('doctor', 'Вы здесь?');
    await shows(chat, 'Вы здесь?');
    expect([...states]).not.toContain('refused');
  });
});

describe('a shared computer', () => {
  it('neither shows, sends nor keeps what another person left behind', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const first = aTab(house, 'patient', { storage });
    const chat = first.chat(there.id);
    await ready(chat);
    house.network.cut();
    await chat.send('Моё личное');
    chat.keepDraft('Моё начатое');
    await eventually(async () => expect(await storage.keys()).toHaveLength(2));
    first.close();
    house.network.mend();
    const other = aTab(house, 'otherPatient', { storage });
    await until(other.chats().state, ({ status }) => status === 'ready');
    await eventually(async () => expect(await storage.keys()).toEqual([]));
    const back = aTab(house, 'patient', { storage }).chat(there.id);
    await shows(back);
    expect(await said(there)).toEqual([]);
  });

  it('ends the first one when the portal suddenly signs in another', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Тайна']] });
    const storage = memoryStorage();
    let who: 'per_matrosova' | 'per_sokolov' = 'per_matrosova';
    const tab = aTab(house, 'patient', {
      storage,
      getToken: () =>
        house.server.tokenFor({
          person: who,
          role: 'patient',
          organisation: null,
          level: 'confirmed',
          session: 'sid',
        }),
    });
    const chat = tab.chat(id);
    await shows(chat, 'Тайна');
    who = 'per_sokolov';
    house.network.failNext(POST, 401);
    await chat.send('От чьего имени?');
    await until(tab.connection, ({ state }) => state === 'refused');
    expect(chat.state.value).toMatchObject({
      status: 'failed',
      problem: 'signed-out',
      entries: [],
      pending: [],
    });
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });
});

describe('a draft', () => {
  it('is kept per chat over a reload, and gone once it is sent', async () => {
    const house = await aHouse();
    const [one, other] = [await house.aChat(), await house.aChat()];
    const storage = memoryStorage();
    const before = aTab(house, 'patient', { storage });
    const first = before.chat(one.id);
    await until(first.state, ({ draft }) => draft === '');
    for (const text of ['Б', 'Бо', 'Болит']) first.keepDraft(text);
    await eventually(async () => expect(await storage.keys()).toHaveLength(1));
    before.close();

    const after = aTab(house, 'patient', { storage });
    const chat = after.chat(one.id);
    await until(chat.state, ({ draft, status }) => draft === 'Болит' && status === 'ready');
    expect((await until(after.chat(other.id).state, ({ draft }) => draft !== undefined)).draft).toBe('');
    await chat.send('Болит');
    await shows(chat, 'Болит');
    expect(chat.state.value.draft).toBe('');
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });
});

describe('what a doctor has begun in a chat', () => {
  /** A text, a document and a conclusion, none of them sent; an unsent text in another chat. */
  async function aBegunChat(house: House) {
    const [there, other] = [await house.aChat(), await house.aChat()];
    const storage = memoryStorage();
    const client = aTab(house, 'doctor', { storage });
    const [chat, desk, list] = [client.chat(there.id), openDesk(client, there.id), client.chats()];
    await Promise.all([ready(chat), until(list.state, ({ status }) => status === 'ready')]);
    await until(client.connection, ({ state }) => state === 'live');
    await (await chat.files()).attach(aPdf(), 'анализ.pdf');
    chat.keepDraft('Начато здесь');
    client.chat(other.id).keepDraft('Начато там');
    await desk.keepConclusionDraft(CONCLUSION);
    const kept = async () => (await storage.keys()).map((key) => key.split('/per_korolyov/')[1]).sort();
    await eventually(async () => expect(await kept()).toHaveLength(5));
    return { there, other, storage, client, chat, desk, kept };
  }

  const leave = ({ chat, desk }: Awaited<ReturnType<typeof aBegunChat>>) => {
    chat.close();
    desk.close();
  };

  const isLost = async (chat: ChatHandle, there: ChatInHouse) => {
    await there.passesTo('surgeon');
    await until(chat.state, ({ problem }) => problem === 'not-found');
  };

  it('is forgotten when the chat was given to another doctor and is left, and nothing else is', async () => {
    const house = await aHouse();
    const begun = await aBegunChat(house);
    await isLost(begun.chat, begun.there);
    leave(begun);
    await eventually(async () => expect(await begun.kept()).toEqual([`draft/${begun.other.id}`]));
    const again = begun.client.chat(begun.there.id);
    expect((await until(again.state, ({ draft }) => draft !== undefined)).draft).toBe('');
  });

  it('stays as long as the chat is looked at, for the case that it is given back', async () => {
    const house = await aHouse();
    const begun = await aBegunChat(house);
    const before = await begun.kept();
    await isLost(begun.chat, begun.there);
    expect(begun.chat.state.value).toMatchObject({ status: 'failed', draft: 'Начато здесь' });
    await begun.there.passesTo('doctor');
    await ready(begun.chat);
    leave(begun);
    const chat = begun.client.chat(begun.there.id);
    expect((await until(chat.state, ({ draft }) => draft !== undefined)).draft).toBe('Начато здесь');
    expect(await begun.kept()).toEqual(before);
  });

  it('stays when it is the page that is left', async () => {
    const house = await aHouse();
    const begun = await aBegunChat(house);
    const before = await begun.kept();
    await isLost(begun.chat, begun.there);
    begun.client.close();
    leave(begun);
    await begun.there.passesTo('doctor');
    const chat = aTab(house, 'doctor', { storage: begun.storage }).chat(begun.there.id);
    await until(chat.state, ({ draft }) => draft === 'Начато здесь');
    expect(await begun.kept()).toEqual(before);
  });

  for (const [words, spoil] of [
    ['nobody answers', (house: House) => house.network.cut()],
    ['a proxy says there is nothing here', (house: House) => house.network.failNext('/entries', 404, 3)],
    ['the server has trouble', (house: House) => house.network.failNext('/entries', 500, 3)],
    ['nobody is signed in', (house: House) => house.network.failNext('/entries', 401, 6)],
  ] as const)
    it(`stays when ${words} and the chat is left`, async () => {
      const house = await aHouse();
      const begun = await aBegunChat(house);
      const before = await begun.kept();
      spoil(house);
      begun.chat.reload();
      const asked = house.network.exchanges.length;
      await eventually(() => expect(house.network.exchanges.length).toBeGreaterThan(asked));
      leave(begun);
      house.network.mend();
      const chat = begun.client.chat(begun.there.id);
      await until(chat.state, ({ draft }) => draft === 'Начато здесь');
      expect(await begun.kept()).toEqual(before);
    });
});
