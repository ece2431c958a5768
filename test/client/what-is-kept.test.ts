import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses } from '../support/house.js';
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
