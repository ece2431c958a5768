import type { FeedFrame } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { actorOf } from '../../support/people.js';
import { aHouse, closeHouses, NOON, type House } from '../../support/house.js';

afterEach(closeHouses);

const MINUTE = 60_000;

/** Opens the feed as a client does: a ticket over HTTP, then the socket. */
async function listen(house: House) {
  const { ticket } = await house.call<{ ticket: string }>('patient', 'POST', '/v1/feed-tickets');
  const frames: FeedFrame[] = [];
  const codes: (number | undefined)[] = [];
  const socket = house.server.live({
    ticket,
    onFrame: (frame) => frames.push(frame),
    onClose: (code) => codes.push(code),
  });
  const heard = (type: FeedFrame['type'], times = 1) =>
    expect.poll(() => frames.filter((frame) => frame.type === type).length, { timeout: 2000 }).toBe(times);
  return { ticket, frames, codes, heard, close: () => socket.close() };
}

describe('the server in a page', () => {
  it('opens with its people in a moment, each house with a database of its own', async () => {
    const [one, other] = [await aHouse(), await aHouse()];
    await one.aChat();
    const list = (house: House) => house.call<{ chats: unknown[] }>('patient', 'GET', '/v1/chats');
    expect((await list(one)).chats).toHaveLength(1);
    expect((await list(other)).chats).toHaveLength(0);
  });

  it('knows who asks by the token it would get from a portal', async () => {
    const house = await aHouse();
    const me = await house.call('doctor', 'GET', '/v1/me');
    expect(me).toMatchObject({ id: 'per_korolyov', role: 'doctor', now: NOON });
    await expect(house.call('simplified', 'GET', '/v1/me')).rejects.toMatchObject({
      code: 'account-simplified',
    });
  });

  it('refuses its own token ten minutes later', async () => {
    const house = await aHouse();
    const headers = { Authorization: `Bearer ${await house.server.tokenFor(actorOf('patient'))}` };
    const ask = () => house.server.fetch(new Request(`${house.server.origin}/v1/me`, { headers }));
    expect((await ask()).status).toBe(200);
    await house.clock.advance(11 * MINUTE);
    expect((await ask()).status).toBe(401);
  });

  it('carries hints to those who listen', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const feed = await listen(house);
    await feed.heard('hello');
    const { seq } = await chat.says('doctor', 'Слушаю вас.');
    await feed.heard('hint');
    expect(feed.frames.at(-1)).toMatchObject({
      type: 'hint',
      chat: chat.id,
      entry: { seq, text: 'Слушаю вас.' },
    });
  });

  it('spends a feed ticket once', async () => {
    const house = await aHouse();
    const feed = await listen(house);
    await feed.heard('hello');
    const codes: (number | undefined)[] = [];
    house.server.live({ ticket: feed.ticket, onFrame: () => undefined, onClose: (code) => codes.push(code) });
    await expect.poll(() => codes).toEqual([1006]);
  });

  it('hangs up when the token has run out', async () => {
    const house = await aHouse();
    const feed = await listen(house);
    await feed.heard('hello');
    await house.clock.advance(11 * MINUTE);
    await expect.poll(() => feed.codes).toEqual([4401]);
  });

  it('says nothing more to a socket that was closed', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const feed = await listen(house);
    await feed.heard('hello');
    feed.close();
    await chat.says('doctor', 'Слушаю вас.');
    await house.call('patient', 'GET', '/v1/me');
    expect(feed.frames.map(({ type }) => type)).toEqual(['hello']);
    expect(house.server.deps.feed.size).toBe(0);
  });

  it('opens a consultation when its time has come', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ state: 'scheduled' });
    await house.clock.advance(59 * MINUTE);
    expect((await chat.view()).state).toBe('scheduled');
    await house.clock.advance(MINUTE);
    expect((await chat.view()).state).toBe('open');
  });
});

describe('a house', () => {
  it.each(['scheduled', 'open', 'completed', 'missed', 'cancelled'] as const)(
    'has chats that are %s',
    async (state) => {
      const house = await aHouse();
      const chat = await house.aChat({ state });
      expect((await chat.view('doctor')).state).toBe(state);
    },
  );

  it('has chats in which much was said', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'Здравствуйте']], entries: 1200 });
    expect((await chat.view()).seq).toBeGreaterThan(1200);
    expect((await chat.entries()).at(-1)).toMatchObject({
      text: 'Сообщение 1200',
      author: { side: 'doctor' },
    });
  });

  it('has a newcomer who has not agreed to anything', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ withoutConsent: true });
    expect((await chat.view()).refusal).toBe('consent-needed');
  });

  it('has a mother who speaks for her child', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ patient: 'child', said: [['patient', 'У Миши кашель.']] });
    expect((await chat.view()).relation).toBe('representative');
    expect((await chat.entries()).at(-1)).toMatchObject({ author: { id: 'per_matrosova', side: 'patient' } });
  });
});

describe('its network', () => {
  const me = (house: House) => house.network.fetch(new Request(`${house.server.origin}/v1/me`));

  it('rejects as a dead one does, and works again when mended', async () => {
    const house = await aHouse();
    house.network.cut();
    await expect(me(house)).rejects.toThrow(TypeError);
    house.network.mend();
    expect((await me(house)).status).toBe(401);
  });

  it('rejects what is under way when it is cut', async () => {
    const house = await aHouse();
    const held = house.network.hold('/v1/me');
    const asked = me(house);
    await expect.poll(() => held.waiting).toBe(1);
    house.network.cut();
    await expect(asked).rejects.toThrow(TypeError);
  });

  it('loses an answer of which the server knows', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const before = (await chat.view()).seq;
    house.network.loseAnswer('POST');
    const request = new Request(`${house.server.origin}/v1/chats/${chat.id}/entries`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await house.server.tokenFor(actorOf('patient'))}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ key: house.newKey(), text: 'Здравствуйте' }),
    });
    await expect(house.network.fetch(request)).rejects.toThrow(TypeError);
    expect((await chat.view()).seq).toBe(before + 1);
  });

  it('closes the sockets that stand, and lets none be opened without live', async () => {
    const house = await aHouse();
    const codes: (number | undefined)[] = [];
    const open = async () => {
      const { ticket } = await house.call<{ ticket: string }>('patient', 'POST', '/v1/feed-tickets');
      return new Promise<string>((resolve) =>
        house.network.live({
          ticket,
          onFrame: ({ type }) => resolve(type),
          onClose: (code) => {
            codes.push(code);
            resolve('closed');
          },
        }),
      );
    };
    expect(await open()).toBe('hello');
    house.network.withoutLive();
    expect(codes).toEqual([1006]);
    expect(await open()).toBe('closed');
    house.network.withLive();
    expect(await open()).toBe('hello');
  });

  it('answers as a proxy would, so many times as asked', async () => {
    const house = await aHouse();
    house.network.failNext('/v1/me', 502, 2);
    expect([await me(house), await me(house), await me(house)].map(({ status }) => status)).toEqual([
      502, 502, 401,
    ]);
  });
});
