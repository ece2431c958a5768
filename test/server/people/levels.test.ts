import type { ChatView, FeedFrame, FeedTicket } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import { actorOf, CLINIC, PEOPLE, type Cast } from '../../support/people.js';

afterEach(closeHouses);

const standard: Cast = { ...PEOPLE.patient, level: 'standard' };
const confirmed: Cast = { ...PEOPLE.patient, level: 'confirmed' };

const accepts = (house: House, levels: readonly string[] | null) =>
  house.call('administrator', 'PUT', `/v1/organisations/${CLINIC.id}`, { name: CLINIC.name, levels });

const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'fine',
    (error: unknown) => (error as { code: string }).code,
  );

describe('An organisation that is particular about accounts', () => {
  it('lets a patient act only with an account it accepts, and says which is missing', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Добрый день']] });
    const reads = (who: Cast) => codeOf(house.call(who, 'GET', `/v1/chats/${chat.id}/entries`));
    const writes = (who: Cast) =>
      codeOf(
        house.call(who, 'POST', `/v1/chats/${chat.id}/entries`, {
          key: house.newKey(),
          text: 'Здравствуйте',
        }),
      );
    expect([await reads(standard), await writes(standard)]).toEqual(['fine', 'fine']);
    await accepts(house, ['confirmed']);
    expect([await reads(standard), await writes(standard)]).toEqual([
      'account-simplified',
      'account-simplified',
    ]);
    expect([await reads(confirmed), await writes(confirmed)]).toEqual(['fine', 'fine']);
    const { chats } = await house.call<{ chats: ChatView[] }>(standard, 'GET', '/v1/chats');
    expect(chats).toMatchObject([{ id: chat.id, refusal: 'account-simplified', lastEntry: null }]);
    const { chat: view } = await house.call<{ chat: ChatView }>(standard, 'GET', `/v1/chats/${chat.id}`);
    expect(view).toMatchObject({ refusal: 'account-simplified', lastEntry: null });
    await chat.says('doctor', 'Слушаю'); // staff is identified by the clinic
    await accepts(house, null);
    expect(await reads(standard)).toBe('fine');
  });

  it('sends no words to the open page of another account', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await accepts(house, ['confirmed']);
    const heard = async (who: Cast) => {
      const frames: FeedFrame[] = [];
      const { ticket } = await house.call<FeedTicket>(who, 'POST', '/v1/feed-tickets');
      house.server.live({ ticket, onFrame: (frame) => frames.push(frame), onClose: () => undefined });
      await eventually(() => expect(frames).toHaveLength(1));
      return frames;
    };
    const [weak, strong] = [await heard(standard), await heard(confirmed)];
    await chat.says('doctor', 'Добрый день');
    await eventually(() => expect([weak.length, strong.length]).toEqual([2, 2]));
    expect(weak[1]).not.toHaveProperty('entry');
    expect(strong[1]).toHaveProperty('entry');
  });

  it('is told its levels by the administrator, and cannot be told nonsense', async () => {
    const house = await aHouse();
    expect(await accepts(house, ['confirmed'])).toMatchObject({ levels: ['confirmed'] });
    expect(
      await house.call('administrator', 'PUT', `/v1/organisations/${CLINIC.id}`, { name: 'Иная' }),
    ).toMatchObject(
      { levels: ['confirmed'] }, // nothing was said of them
    );
    expect(await codeOf(accepts(house, []))).toBe('invalid');
    expect(await codeOf(accepts(house, ['any']))).toBe('invalid');
    expect(await accepts(house, null)).not.toHaveProperty('levels');
    expect(actorOf(standard).level).toBe('standard');
  });
});
