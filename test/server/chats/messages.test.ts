import type { Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, entry, openApi } from '../chats/api.js';
import {
  ADMINISTRATOR,
  as,
  DOCTOR,
  newId,
  NOON,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PATIENT,
} from '../db/stores.js';

describe('the API of chats', () => {
  let api: Api;
  beforeEach(async () => void (api = await openApi()));
  afterEach(() => api.close());

  describe('a message', () => {
    const lengths: readonly (readonly [what: string, text: string, code: string | undefined])[] = [
      ['nothing', '', 'text-empty'],
      ['white space', ' \n\t', 'text-empty'],
      ['one character', 'a', undefined],
      ['3999 characters', 'ы'.repeat(3999), undefined],
      ['4000 characters', 'ы'.repeat(4000), undefined],
      ['4001 characters', 'ы'.repeat(4001), 'text-too-long'],
      ['4000 characters outside the basic plane', '😀'.repeat(4000), undefined],
      ['4001 characters outside the basic plane', '😀'.repeat(4001), 'text-too-long'],
    ];
    it.each(lengths)('of %s', async (_, text, code) => {
      const chat = await api.chatOf();
      expect(await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, entry(text))).toEqual([
        code ? 422 : 201,
        code,
      ]);
    });

    it('comes back exactly as it was typed', async () => {
      const chat = await api.chatOf();
      const text = '  <b>Ёж</b> &amp; 😀\n\tконец \u0000 e\u0301 ';
      const { json } = await api.ask(PATIENT, 'POST', `/chats/${chat}/entries`, entry(text));
      expect(json).toMatchObject({
        epoch: api.epoch,
        entry: { kind: 'message', text, sentAt: NOON },
      });
      const page = await api.ask(DOCTOR, 'GET', `/chats/${chat}/entries`);
      expect((page.json.entries as { text?: string }[]).at(-1)!.text).toBe(text);
    });

    it('is api.announced once, to those who may know, and only when it is new', async () => {
      const chat = await api.chatOf();
      const draft = entry('Здравствуйте');
      for (let copy = 0; copy < 3; copy++)
        expect((await api.ask(PATIENT, 'POST', `/chats/${chat}/entries`, draft)).status).toBe(201);
      expect(api.announced).toMatchObject([
        {
          chat,
          revision: 3,
          entry: { seq: 3 },
          readers: [{ person: PATIENT.person }, { person: DOCTOR.person }],
        },
      ]);
    });

    it.each([
      ['an unknown key', { author: 'per_doctor' }],
      ['a key that is not ours', { key: 'key_1' }],
      ['a text that is not a text', { text: 7 }],
      ['a prototype', JSON.parse('{"__proto__": {"text": "x"}, "text": null}') as object],
    ])('is refused with %s', async (_, change) => {
      const chat = await api.chatOf();
      expect(await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, { ...entry('x'), ...change })).toEqual(
        [422, 'invalid'],
      );
    });

    it('is taken back by its author while the consultation is open, and by nobody else', async () => {
      const chat = await api.chatOf();
      await api.ask(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Первое'));
      await api.ask(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Второе'));
      const remove = (actor: Actor, seq: number | string) =>
        api.said(actor, 'DELETE', `/chats/${chat}/entries/${seq}`);
      expect(await remove(DOCTOR, 3)).toEqual([403, 'not-allowed']);
      expect(await remove(PATIENT, 1)).toEqual([403, 'not-allowed']);
      expect(await remove(PATIENT, 99)).toEqual([404, 'not-found']);
      expect(await remove(PATIENT, 'x')).toEqual([404, 'not-found']);
      expect(await remove(OTHER_PATIENT, 3)).toEqual([404, 'not-found']);
      expect(await remove(PATIENT, 3)).toEqual([200, undefined]);
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'no-conclusion', reason: 'Очно' });
      expect(await remove(PATIENT, 4)).toEqual([409, 'chat-finished']);
      expect(await remove(PATIENT, 3)).toEqual([200, undefined]); // it is a tombstone already
    });
  });

  it('answers a foreign id, an absent one and a malformed one alike, for every path of a chat', async () => {
    const chat = await api.chatOf();
    const paths: readonly (readonly [string, string, unknown?])[] = [
      ['GET', ''],
      ['GET', '/entries'],
      ['POST', '/entries', entry('x')],
      ['DELETE', '/entries/3'],
      ['PUT', '/read', { seq: 1 }],
      ['GET', '/card'],
      ['POST', '/open'],
      ['POST', '/complete', { outcome: 'no-conclusion', reason: 'Очно' }],
      ['POST', '/cancel'],
    ];
    for (const [method, path, body] of paths)
      for (const actor of [
        OTHER_PATIENT,
        OTHER_DOCTOR,
        as('operator', 'per_o', 'org_other'),
        ADMINISTRATOR,
      ]) {
        const answers = await Promise.all(
          [chat, newId('chat'), 'a'.repeat(65), 'a%20b', "'--"].map((id) =>
            api.ask(actor, method, `/chats/${id}${path}`, body),
          ),
        );
        for (const { status, json } of answers) {
          expect([method, path, status]).toEqual([method, path, 404]);
          expect({ ...json, requestId: '' }).toEqual({ ...answers[0]!.json, requestId: '' });
        }
      }
  });

  it('notes reading, also after the end', async () => {
    const chat = await api.chatOf();
    await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'no-conclusion', reason: 'Очно' });
    const { json } = await api.ask(PATIENT, 'PUT', `/chats/${chat}/read`, { seq: 3 });
    expect(json.chat).toMatchObject({ unread: 0, readSeq: 3 });
    expect(await api.said(PATIENT, 'PUT', `/chats/${chat}/read`, { seq: -1 })).toEqual([422, 'invalid']);
    expect(await api.said(PATIENT, 'PUT', `/chats/${chat}/read`, { seq: 1.5 })).toEqual([422, 'invalid']);
  });

  it('refuses queries that make no sense', async () => {
    const chat = await api.chatOf();
    for (const path of [
      '/chats?limit=0',
      '/chats?limit=101',
      '/chats?after=x',
      `/chats?q=${'a'.repeat(101)}`,
      '/chats?unknown=1',
      `/chats/${chat}/entries?after=1&before=2`,
      `/chats/${chat}/entries?before=0`,
      `/chats/${chat}/entries?after=-1`,
    ])
      expect([path, ...(await api.said(PATIENT, 'GET', path))]).toEqual([path, 422, 'invalid']);
  });
});
