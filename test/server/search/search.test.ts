import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, entry, openApi } from '../chats/api.js';
import { DOCTOR, NOON, OTHER_PATIENT, PATIENT } from '../db/stores.js';

describe('the API of the search inside a chat', () => {
  let api: Api;
  beforeEach(async () => void (api = await openApi()));
  afterEach(() => api.close());

  const search = (chat: string, query: string, actor = PATIENT) =>
    api.ask(actor, 'GET', `/chats/${chat}/search?${query}`);

  it('answers a page of hits', async () => {
    const chat = await api.chatOf();
    await api.ask(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Пила аспирин'));
    const { status, json } = await search(chat, `q=${encodeURIComponent('аспирина')}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      epoch: api.epoch,
      now: NOON,
      hits: [
        {
          seq: 3,
          sentAt: NOON,
          snippet: { text: 'Пила аспирин', matches: [[5, 12]] },
          inFile: false,
          inConclusion: false,
        },
      ],
      next: null,
      total: 1,
    });
  });

  it.each([
    '',
    'q=',
    'q=+',
    `q=${'a'.repeat(101)}`,
    'q=a&limit=0',
    'q=a&limit=101',
    'q=a&before=0',
    'q=a&x=1',
  ])('refuses ?%s', async (query) => {
    const chat = await api.chatOf();
    expect(await api.said(PATIENT, 'GET', `/chats/${chat}/search?${query}`)).toEqual([422, 'invalid']);
  });

  it('answers somebody else’s chat like one that does not exist', async () => {
    const chat = await api.chatOf();
    for (const id of [chat, `cht_${'0'.repeat(32)}`])
      expect(await api.said(OTHER_PATIENT, 'GET', `/chats/${id}/search?q=a`)).toEqual([404, 'not-found']);
  });

  it('answers the doctor too, and tells nobody of anything', async () => {
    const chat = await api.chatOf();
    expect((await search(chat, 'q=a', DOCTOR)).status).toBe(200);
    expect(api.announced).toEqual([]);
  });
});
