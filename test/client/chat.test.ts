import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { actorOf } from '../support/people.js';
import { aTab } from './support/a-tab.js';
import { ready, shows, textsOf, until } from './support/until.js';

afterEach(closeHouses);

const live = ({ connection }: ReturnType<typeof aTab>) => until(connection, ({ state }) => state === 'live');

/** The chat has asked what it missed before the socket stood: from here on there are hints. */
const caughtUp = ({ network }: House) =>
  eventually(() =>
    expect(network.exchanges.filter(({ path }) => path.includes('/entries?after'))).toHaveLength(1),
  );

describe('a chat', () => {
  it('opens with its newest page and reads older ones on demand', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ entries: 120 });
    const chat = aTab(house, 'patient').chat(id);
    const { entries, older } = await ready(chat);
    expect(entries).toHaveLength(50);
    expect(older).toBe(true);
    const loading = chat.loadOlder();
    expect(chat.state.value.loadingOlder).toBe(true);
    await Promise.all([loading, chat.loadOlder()]);
    expect(chat.state.value).toMatchObject({ loadingOlder: false, older: true });
    while (chat.state.value.older) await chat.loadOlder();
    const seqs = chat.state.value.entries.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(textsOf(chat.state.value)).toHaveLength(120);
  });

  it('shows what the other says by the hint alone', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await Promise.all([ready(chat), live(tab)]);
    await caughtUp(house);
    const asked = house.network.exchanges.length;
    await says('doctor', 'Добрый день');
    await says('doctor', 'Что беспокоит?');
    await shows(chat, 'Добрый день', 'Что беспокоит?');
    expect(chat.state.value.chat).toMatchObject({ unread: expect.any(Number) as number, seq: 4 });
    expect(house.network.exchanges).toHaveLength(asked);
  });

  it('asks the log where hints were lost', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await Promise.all([ready(chat), live(tab)]);
    house.network.deafen();
    await says('doctor', 'Раз');
    await says('doctor', 'Два');
    house.network.mend();
    await says('doctor', 'Три');
    await shows(chat, 'Раз', 'Два', 'Три');
  });

  it('finds what was said while there was no network', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await Promise.all([ready(chat), live(tab)]);
    house.network.cut();
    await until(tab.connection, ({ state }) => state === 'offline');
    await says('doctor', 'Вы здесь?');
    expect(chat.state.value.status).toBe('ready');
    house.network.mend();
    await shows(chat, 'Вы здесь?');
    await until(tab.connection, ({ state }) => state === 'live');
  });

  it('goes on by polling where sockets are barred', async () => {
    const house = await aHouse();
    house.network.withoutLive();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await until(tab.connection, ({ state }) => state === 'polling');
    await says('doctor', 'Добрый день');
    await shows(chat, 'Добрый день');
  });

  it('opens anew after an absence too long to be told change by change', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat({ said: [['doctor', 'До']] });
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    await Promise.all([shows(chat, 'До'), live(tab)]);
    house.network.cut();
    for (let i = 0; i < 520; i++) await says('patient', `${i}`);
    house.network.mend();
    const { entries, older } = await until(chat.state, ({ chat }) => chat!.seq > 520);
    expect(entries).toHaveLength(50);
    expect(older).toBe(true);
  });

  it('shows a message that was taken back as taken back, to both', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['patient', 'Ой, не туда']] });
    const [mine, theirs] = [aTab(house, 'patient').chat(id), aTab(house, 'doctor').chat(id)];
    await Promise.all([ready(mine), ready(theirs)]);
    const { seq } = mine.state.value.entries.find(({ kind }) => kind === 'message')!;
    await expect(theirs.remove(seq)).rejects.toMatchObject({ code: 'not-allowed' });
    await mine.remove(seq);
    expect(mine.state.value.entries.at(-1)).toMatchObject({ kind: 'tombstone', seq });
    await until(theirs.state, ({ entries }) => entries.at(-1)!.kind === 'tombstone');
  });

  it('says why one may not write: not yet, then nothing, then no more', async () => {
    const house = await aHouse();
    const { id, completes } = await house.aChat({ state: 'scheduled' });
    const chat = aTab(house, 'patient').chat(id);
    expect((await ready(chat)).refusal).toBe('chat-not-open');
    await expect(chat.send('Можно уже?')).rejects.toMatchObject({ code: 'chat-not-open' });
    await house.clock.advance(60 * 60 * 1000);
    await until(chat.state, ({ refusal }) => refusal === undefined);
    await completes('Пациент не пришёл');
    await until(chat.state, ({ refusal }) => refusal === 'chat-finished');
    expect(chat.state.value.entries.at(-1)).toMatchObject({
      note: 'completed-without-conclusion',
      reason: 'Пациент не пришёл',
    });
    await expect(chat.send('Подождите')).rejects.toMatchObject({ code: 'chat-finished' });
    expect(chat.state.value.pending).toEqual([]);
  });

  it.each([
    ['nothing', '', 'text-empty'],
    ['white space', ' \n', 'text-empty'],
    ['4001 letters', 'a'.repeat(4001), 'text-too-long'],
  ])('does not take %s as a message', async (_, text, code) => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    await expect(chat.send(text)).rejects.toMatchObject({ code });
    expect(chat.state.value.pending).toEqual([]);
  });

  it('answers for a foreign chat as for one that does not exist', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const tab = aTab(house, 'otherPatient');
    const foreign = await until(tab.chat(id).state, ({ status }) => status === 'failed');
    const absent = await until(tab.chat(`cht_${'0'.repeat(32)}`).state, ({ status }) => status === 'failed');
    expect(foreign.problem).toBe('not-found');
    expect(foreign).toEqual(absent);
  });

  it('shows whose it is before the consent, and nothing of what was said', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ withoutConsent: true });
    const chat = aTab(house, 'newcomer').chat(id);
    const before = await until(chat.state, ({ chat }) => chat !== undefined);
    expect(before).toMatchObject({
      status: 'failed',
      problem: 'consent-needed',
      refusal: 'consent-needed',
      entries: [],
    });
    expect(before.chat!.doctor.name.family).toBe('Королёв');
  });

  it('takes what was said off the screen when the consent does not hold any more', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Добрый день']] });
    const chat = aTab(house, 'patient').chat(id);
    await shows(chat, 'Добрый день');
    await house.publishConsent();
    chat.reload();
    const { entries, problem } = await until(chat.state, ({ status }) => status === 'failed');
    expect(entries).toEqual([]);
    expect(problem).toBe('consent-needed');
  });

  it('says that it could not be read, and reads itself when it can', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Добрый день']] });
    house.network.cut();
    const chat = aTab(house, 'patient').chat(id);
    expect((await until(chat.state, ({ status }) => status === 'failed')).problem).toBe('unavailable');
    house.network.mend();
    await shows(chat, 'Добрый день');
  });

  it('is one log for all its handles, and lives as long as the last of them', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const tab = aTab(house, 'patient');
    const [one, other] = [tab.chat(id), tab.chat(id)];
    await Promise.all([ready(one), live(tab)]);
    expect(one.state).toBe(other.state);
    expect(house.network.exchanges.filter(({ path }) => path.endsWith('/entries?limit=50'))).toHaveLength(1);
    one.close();
    one.close();
    await says('doctor', 'Добрый день');
    await shows(other, 'Добрый день');
    other.close();
    expect(tab.chat(id).state).not.toBe(other.state);
  });

  it('begins anew when the server comes back with another database', async () => {
    const [first, restored] = [await aHouse(), await aHouse()];
    const lost = await first.aChat({ said: [['doctor', 'Это пропадёт']] });
    const kept = await restored.aChat({ said: [['doctor', 'Из резервной копии']] });
    let house = first;
    const tab = aTab(first, 'patient', {
      getToken: () => house.server.tokenFor(actorOf('patient')),
      // One server at one address: the chat has the same id before and after, and the restored database another epoch.
      fetch: async (request) => {
        if (house === first) return first.network.fetch(request);
        const url = request.url.replace(lost.id, kept.id);
        const answer = await restored.network.fetch(new Request(url, request));
        const text = await answer.text();
        return new Response(text.replaceAll(first.server.deps.stores.epoch, 'epoch-restored'), answer);
      },
      live: (listener) => house.network.live(listener),
    });
    const chat = tab.chat(lost.id);
    await Promise.all([shows(chat, 'Это пропадёт'), live(tab)]);
    house = restored;
    first.network.closeSockets(1012);
    await shows(chat, 'Из резервной копии');
  });
});

describe('reading', () => {
  it('is told once for many marks, never goes back, and shows to the other side', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({
      said: [
        ['doctor', 'Раз'],
        ['doctor', 'Два'],
        ['doctor', 'Три'],
      ],
    });
    const tab = aTab(house, 'patient');
    const list = tab.chats();
    const [mine, theirs] = [tab.chat(id), aTab(house, 'doctor').chat(id)];
    const { entries } = await ready(mine);
    await Promise.all([ready(theirs), until(list.state, ({ unread }) => unread > 0)]);
    const last = entries.at(-1)!.seq;
    for (const seq of [last - 2, last, last - 1]) mine.markRead(seq);
    await until(theirs.state, ({ chat }) => chat!.othersReadSeq === last);
    await until(list.state, ({ unread, chats }) => unread === 0 && chats[0]!.unread === 0);
    expect(house.network.exchanges.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    mine.markRead(1);
    expect(mine.state.value.chat!.readSeq).toBe(last);
  });

  it('goes on being told when one reads on while a mark is on its way', async () => {
    const house = await aHouse();
    const { id, view } = await house.aChat({ entries: 3 });
    const chat = aTab(house, 'patient').chat(id);
    await ready(chat);
    const way = house.network.hold('PUT');
    chat.markRead(3);
    await eventually(() => expect(way.waiting).toBe(1));
    chat.markRead(5);
    chat.close(); // flushes, and finds one on its way
    way.release();
    await eventually(async () => expect((await view()).readSeq).toBe(5));
  });

  it('that could not be told is told at the next occasion', async () => {
    const house = await aHouse();
    const { id, says, view } = await house.aChat({ said: [['doctor', 'Раз']] });
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    const { entries } = await ready(chat);
    await live(tab);
    await caughtUp(house);
    house.network.failNext('PUT');
    chat.markRead(entries.at(-1)!.seq);
    await eventually(() =>
      expect(house.network.exchanges.filter(({ method }) => method === 'PUT')).toHaveLength(1),
    );
    expect((await view()).unread).toBeGreaterThan(0);
    house.network.closeSockets();
    await until(chat.state, ({ chat }) => chat!.readSeq === entries.at(-1)!.seq);
    await says('doctor', 'Два');
    await until(chat.state, ({ chat }) => chat!.unread === 1);
  });

  it('is told even when the chat is left at once', async () => {
    const house = await aHouse();
    const { id, view } = await house.aChat({ said: [['doctor', 'Раз']] });
    const chat = aTab(house, 'patient', { tuning: { readAfter: 60_000 } }).chat(id);
    const { entries } = await ready(chat);
    chat.markRead(entries.at(-1)!.seq);
    chat.close();
    await eventually(async () => expect((await view()).unread).toBe(0));
  });
});
