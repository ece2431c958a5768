import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../packages/client/src/staff.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { PEOPLE } from '../support/people.js';
import { aTab, type TabWishes } from './support/a-tab.js';
import { ready, shows, until } from './support/until.js';

afterEach(closeHouses);

const live = ({ connection }: ReturnType<typeof aTab>) => until(connection, ({ state }) => state === 'live');

/** A page with its socket open, and a network of its own. */
async function aLiveTab(house: House, who: 'patient' | 'doctor' | 'surgeon', wanted: TabWishes = {}) {
  const { network = house.anotherNetwork(), tuning, ...wishes } = wanted;
  const tab = aTab(house, who, { network, tuning: { deliveredAfter: 20, ...tuning }, ...wishes });
  const list = tab.chats();
  await Promise.all([live(tab), until(list.state, ({ status }) => status === 'ready')]);
  const requests = (line: string) =>
    network.exchanges.filter(({ method, path }) => `${method} ${path}`.startsWith(line));
  return { tab, list, network, requests };
}

const aPollingTab = async (house: House, who: 'patient' | 'doctor') => {
  const network = house.anotherNetwork();
  network.withoutLive();
  const tab = aTab(house, who, { network, tuning: { deliveredAfter: 20 } });
  await until(tab.connection, ({ state }) => state === 'polling');
  return tab;
};

describe('what has reached a device', () => {
  it('is told to the server, quick messages together, and seen by who wrote them', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const patient = await aLiveTab(house, 'patient');
    const written = aTab(house, 'doctor').chat(chat.id);
    await ready(written);
    await eventually(() => expect(patient.requests('PUT /v1/delivered')).toHaveLength(1)); // the notes
    for (const text of ['раз', 'два', 'три']) await chat.says('doctor', text);
    const { chat: head } = await until(written.state, (state) => state.chat!.othersDeliveredSeq === 5);
    expect(head!.othersReadSeq).toBe(0);
    expect(patient.requests('PUT /v1/delivered').length).toBeLessThanOrEqual(3);
  });

  it('is told by a page that has to poll, and by one that knows the chat alone', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    const tab = await aPollingTab(house, 'patient');
    await ready(tab.chat(chat.id));
    await eventually(async () => expect((await chat.view('doctor')).othersDeliveredSeq).toBe(3));
    await chat.says('doctor', 'два');
    await eventually(async () => expect((await chat.view('doctor')).othersDeliveredSeq).toBe(4));
  });

  it('is not told of own words, nor of what has been read already', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'раз']] });
    await chat.reads('patient');
    const patient = await aLiveTab(house, 'patient');
    const open = patient.tab.chat(chat.id);
    await chat.says('patient', 'два');
    await shows(open, 'раз', 'два');
    await chat.says('doctor', 'три');
    await shows(open, 'раз', 'два', 'три');
    open.markRead(5);
    await eventually(async () => expect((await chat.view('doctor')).othersReadSeq).toBe(5));
    await chat.says('doctor', 'четыре');
    await eventually(() => expect(patient.requests('PUT /v1/delivered').length).toBeGreaterThan(0));
    expect((await chat.view('doctor')).othersDeliveredSeq).toBe(6);
  });

  it('is not told any more where a server of old knows no such thing', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const network = house.anotherNetwork();
    const refused = new Response('{"code":"not-found"}', { status: 404 });
    let asked = 0;
    const fetch = async (request: Request) => {
      if (!request.url.endsWith('/v1/delivered')) return network.fetch(request);
      asked++;
      return refused.clone();
    };
    const { list } = await aLiveTab(house, 'patient', { network, fetch });
    await eventually(() => expect(asked).toBe(1));
    await chat.says('doctor', 'раз');
    await chat.says('doctor', 'два');
    await until(list.state, ({ unread }) => unread === 4);
    await chat.says('patient', 'три'); // a round trip more
    await until(list.state, ({ chats }) => chats[0]!.seq === 5);
    expect(asked).toBe(1);
  });

  it('waits for the network', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const network = house.anotherNetwork();
    network.failNext('/v1/delivered', 'unreachable', 2);
    await aLiveTab(house, 'patient', { network });
    await eventually(async () => expect((await chat.view('doctor')).othersDeliveredSeq).toBe(2));
  });
});

describe('typing', () => {
  it('is seen by the other side until the message comes', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const [patient, doctor] = [await aLiveTab(house, 'patient'), await aLiveTab(house, 'doctor')];
    const [theirs, mine] = [patient.tab.chat(id), doctor.tab.chat(id)];
    await Promise.all([ready(theirs), ready(mine)]);
    expect(theirs.state.value.typing).toBeUndefined();
    mine.typing();
    const { typing } = await until(theirs.state, (state) => state.typing !== undefined);
    expect(typing).toEqual([{ id: PEOPLE.doctor.id, side: 'doctor', name: PEOPLE.doctor.name }]);
    expect(mine.state.value.typing).toBeUndefined();
    await mine.send('Здравствуйте');
    await shows(theirs, 'Здравствуйте');
    expect(theirs.state.value.typing).toBeUndefined();
  });

  it('ends by itself when nothing comes', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const patient = await aLiveTab(house, 'patient', { tuning: { typing: [3000, 40] } });
    const theirs = patient.tab.chat(id);
    await ready(theirs);
    await house.call('doctor', 'POST', `/v1/chats/${id}/typing`);
    await until(theirs.state, (state) => state.typing !== undefined);
    await until(theirs.state, (state) => state.typing === undefined);
  });

  it('is told now and then, however fast one types', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const { tab, requests } = await aLiveTab(house, 'patient');
    const chat = tab.chat(id);
    await ready(chat);
    const letters = () => {
      for (let letter = 0; letter < 20; letter++) chat.typing();
    };
    letters();
    await eventually(() => expect(requests(`POST /v1/chats/${id}/typing`)).toHaveLength(1));
    house.clock.set(house.clock.now() + 2_999);
    letters();
    house.clock.set(house.clock.now() + 1);
    letters();
    await eventually(() => expect(requests(`POST /v1/chats/${id}/typing`)).toHaveLength(2));
  });

  it('is nobody’s trouble where the server will not hear of it', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ state: 'completed' });
    const { tab, requests } = await aLiveTab(house, 'patient');
    const chat = tab.chat(id);
    await ready(chat);
    chat.typing();
    await eventually(() => expect(requests(`POST /v1/chats/${id}/typing`)).toMatchObject([{ status: 409 }]));
    expect(chat.state.value.status).toBe('ready');
  });
});

describe('presence', () => {
  it('follows the other side as it comes and goes', async () => {
    const timers: (() => void)[] = [];
    const house = await aHouse({ later: (run) => void timers.push(run) });
    const { id } = await house.aChat();
    const { tab } = await aLiveTab(house, 'patient');
    const chat = tab.chat(id);
    expect((await ready(chat)).chat!.othersOnline).toBe(false);
    const doctor = await aLiveTab(house, 'doctor');
    await until(chat.state, (state) => state.chat!.othersOnline === true);
    doctor.network.closeSockets();
    doctor.tab.close();
    await eventually(() => expect(timers.length).toBeGreaterThan(0));
    for (const run of timers.splice(0)) run();
    await until(chat.state, (state) => state.chat!.othersOnline === false);
  });

  it('is read from pages where sockets are barred', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const chat = (await aPollingTab(house, 'patient')).chat(id);
    expect((await ready(chat)).chat!.othersOnline).toBe(false);
    await aLiveTab(house, 'doctor');
    await until(chat.state, (state) => state.chat!.othersOnline === true);
  });
});

describe('what is unread', () => {
  it.each([
    ['by the feed', (house: House) => aLiveTab(house, 'patient').then(({ tab }) => tab)],
    ['by polling', (house: House) => aPollingTab(house, 'patient')],
  ])('is right in every tab of a person: %s', async (_how, open) => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'раз']] });
    const other = await house.aChat({ said: [['doctor', 'два']] });
    const [here, there] = [await open(house), await open(house)];
    const lists = [here.chats(), there.chats()];
    await Promise.all(lists.map((list) => until(list.state, ({ unread }) => unread === 6)));
    const seenThere = there.chat(id);
    await ready(seenThere);
    here.chat(id).markRead(3);
    for (const list of lists) {
      const { chats } = await until(list.state, ({ unread }) => unread === 3);
      expect(chats.find((row) => row.id === id)).toMatchObject({ unread: 0, readSeq: 3 });
      expect(chats.find((row) => row.id === other.id)).toMatchObject({ unread: 3 });
    }
    await until(seenThere.state, ({ chat }) => chat!.readSeq === 3 && chat!.unread === 0);
  });
});

describe('a doctor whose consultation is given to another', () => {
  it('loses it from the chat, the list and the desk, and the other one has it', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['patient', 'Болит']] });
    const kept = await house.aChat({ said: [['patient', 'Другое']] });
    const former = await aLiveTab(house, 'doctor');
    const next = await aLiveTab(house, 'surgeon');
    const chat = former.tab.chat(id);
    const desk = openDesk(former.tab, id);
    await shows(chat, 'Болит');
    await until(desk.state, ({ status }) => status === 'ready');
    await until(former.list.state, ({ unread }) => unread === 6);

    await house.call('operator', 'POST', `/v1/chats/${id}/doctor`, { doctor: PEOPLE.surgeon.id });

    const lost = await until(chat.state, ({ status }) => status === 'failed');
    expect(lost).toMatchObject({ problem: 'not-found', entries: [], chat: undefined });
    const { chats } = await until(former.list.state, ({ unread }) => unread === 3);
    expect(chats.map((row) => row.id)).toEqual([kept.id]);
    const { card, problem } = await until(desk.state, ({ status }) => status === 'failed');
    expect([card, problem]).toEqual([undefined, 'not-found']);
    desk.close();
    await until(next.list.state, ({ chats }) => chats.some((row) => row.id === id));
    const received = next.tab.chat(id);
    await shows(received, 'Болит');
    expect(received.state.value.entries.at(-1)).toMatchObject({ note: 'doctor-changed' });
  });

  it('has it back when it is given back', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['patient', 'Болит']] });
    const { tab, list } = await aLiveTab(house, 'doctor');
    const chat = tab.chat(id);
    await shows(chat, 'Болит');
    const give = (doctor: string) => house.call('operator', 'POST', `/v1/chats/${id}/doctor`, { doctor });
    await give(PEOPLE.surgeon.id);
    await until(chat.state, ({ status }) => status === 'failed');
    await give(PEOPLE.doctor.id);
    await shows(chat, 'Болит');
    await until(list.state, ({ chats }) => chats.some((row) => row.id === id));
  });
});

describe('a mother who speaks for her child no more', () => {
  it('loses the child’s chat, and keeps her own', async () => {
    const house = await aHouse();
    const childs = await house.aChat({ patient: 'child', said: [['doctor', 'Как Миша?']] });
    const own = await house.aChat({ said: [['doctor', 'Как вы?']] });
    const { tab, list } = await aLiveTab(house, 'patient');
    const [chat, kept] = [tab.chat(childs.id), tab.chat(own.id)];
    await Promise.all([shows(chat, 'Как Миша?'), shows(kept, 'Как вы?')]);
    const pair = `/v1/people/${PEOPLE.child.id}/representatives/${PEOPLE.patient.id}`;
    const term = { validFrom: 0, validTo: house.clock.now() };
    await house.call('operator', 'PUT', pair, term);
    const lost = await until(chat.state, ({ status }) => status === 'failed');
    expect(lost).toMatchObject({ problem: 'not-found', entries: [], chat: undefined });
    const { chats } = await until(list.state, ({ chats }) => chats.length === 1);
    expect(chats.map(({ id }) => id)).toEqual([own.id]);
    expect(kept.state.value.status).toBe('ready');
  });
});
