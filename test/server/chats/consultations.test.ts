import type { ChatView } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, entry, openApi } from '../chats/api.js';
import {
  ADMINISTRATOR,
  as,
  CHILD,
  CLINIC,
  DAY,
  DOCTOR,
  HOUR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  PARENT,
  PATIENT,
} from '../db/stores.js';

describe('the API of consultations', () => {
  let api: Api;
  beforeEach(async () => void (api = await openApi()));
  afterEach(() => api.close());

  describe('a consultation', () => {
    const open = (chat: string, actor = DOCTOR) => api.said(actor, 'POST', `/chats/${chat}/open`);
    const complete = (chat: string, reason = 'Нужен очный осмотр', actor = DOCTOR) =>
      api.said(actor, 'POST', `/chats/${chat}/complete`, { outcome: 'no-conclusion', reason });
    const cancel = (chat: string, actor = OPERATOR) => api.said(actor, 'POST', `/chats/${chat}/cancel`);
    const later = () => api.chatOf({ state: 'scheduled', startsAt: NOON + HOUR });

    it('is opened by its doctor from 15 minutes before its time', async () => {
      const chat = await later();
      api.now = NOON + 45 * MINUTE - 1;
      expect(await open(chat)).toEqual([409, 'too-early']);
      api.now = NOON + 45 * MINUTE;
      expect(await open(chat, PATIENT)).toEqual([403, 'not-allowed']);
      expect(await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, entry('x'))).toEqual([
        409,
        'chat-not-open',
      ]);
      expect(await open(chat)).toEqual([200, undefined]);
      api.announced.length = 0;
      expect(await open(chat)).toEqual([200, undefined]); // sent again over a bad network
      expect(api.announced).toEqual([]);
      expect(await complete(chat)).toEqual([200, undefined]);
      expect(await open(chat)).toEqual([409, 'chat-finished']);
    });

    it('is completed once; the same again answers the first, another comes too late', async () => {
      const chat = await api.chatOf();
      expect(await complete(chat, ' ')).toEqual([422, 'reason-needed']);
      expect(await complete(chat, 'ы'.repeat(2001))).toEqual([422, 'text-too-long']);
      expect(await complete(chat, 'ы', PATIENT)).toEqual([403, 'not-allowed']);
      const reason = 'ы'.repeat(2000);
      const first = await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, {
        outcome: 'no-conclusion',
        reason,
      });
      expect(first.json.chat).toMatchObject({
        state: 'completed',
        outcome: 'no-conclusion',
        lastEntry: { note: 'completed-without-conclusion', reason },
      });
      api.now += HOUR;
      const again = await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, {
        outcome: 'no-conclusion',
        reason,
      });
      expect(again).toEqual(first);
      expect(api.announced).toHaveLength(1);
      expect(await complete(chat, 'Другое')).toEqual([409, 'chat-finished']);
      expect(await complete(await later())).toEqual([409, 'chat-not-open']);
    });

    it('is completed by one of two that come together, and by both if they are the same', async () => {
      const chat = await api.chatOf();
      const reasons = ['Одно', 'Другое', 'Одно', 'Другое'];
      const outcomes = await Promise.all(reasons.map((reason) => complete(chat, reason)));
      const { json } = await api.ask(PATIENT, 'GET', `/chats/${chat}`);
      const kept = (json.chat!.lastEntry as { reason: string }).reason;
      expect(outcomes).toEqual(
        reasons.map((reason) => (reason === kept ? [200, undefined] : [409, 'chat-finished'])),
      );
      expect(api.announced).toHaveLength(1);
    });

    it('is cancelled by its own registry before it begins', async () => {
      const chat = await later();
      expect(await cancel(chat, PATIENT)).toEqual([403, 'not-allowed']);
      expect(await cancel(chat, DOCTOR)).toEqual([403, 'not-allowed']);
      expect(await cancel(chat, as('operator', 'per_o', 'org_other'))).toEqual([404, 'not-found']);
      const { json } = await api.ask(OPERATOR, 'POST', `/chats/${chat}/cancel`);
      expect(json.chat).toMatchObject({ state: 'cancelled', lastEntry: null, unread: 0 }); // the registry does not read
      expect(await cancel(chat)).toEqual([200, undefined]);
      expect(api.announced).toHaveLength(1);
      expect(await cancel(await api.chatOf())).toEqual([409, 'already-done']);
      expect(await open(chat)).toEqual([409, 'chat-finished']);
    });

    it('opens and is missed by the clock, unless somebody wrote', async () => {
      const [silent, talking] = [await later(), await later()];
      api.now = NOON + HOUR;
      await api.tick();
      expect(api.announced.map(({ entry }) => entry)).toMatchObject([{ note: 'opened' }, { note: 'opened' }]);
      await api.ask(PATIENT, 'POST', `/chats/${talking}/entries`, entry('Я здесь'));
      api.now = NOON + 2 * HOUR - 1; // the slot of half an hour, and half an hour of patience
      await api.tick();
      const stateOf = async (chat: string) =>
        (await api.ask(PATIENT, 'GET', `/chats/${chat}`)).json.chat!.state;
      expect(await stateOf(silent)).toBe('open');
      api.now++;
      await api.tick();
      await api.tick();
      expect([await stateOf(silent), await stateOf(talking)]).toEqual(['missed', 'open']);
      expect(api.announced).toHaveLength(4);
    });

    it('makes all moves that have come due, however many', async () => {
      for (let n = 0; n < 120; n++) await later();
      api.now = NOON + HOUR;
      await api.tick();
      const { json } = await api.ask(PATIENT, 'GET', '/chats?limit=100');
      expect(new Set((json.chats as ChatView[]).map(({ state }) => state))).toEqual(new Set(['open']));
      expect(api.announced).toHaveLength(120);
    });

    it('is appointed by an operator of an organisation', async () => {
      const draft = {
        key: newId('entryKey'),
        patient: CHILD,
        doctor: DOCTOR.person,
        title: 'Консультация кардиолога',
        comment: 'Шумы',
        startsAt: NOON + DAY,
        endsAt: NOON + DAY + HOUR,
      };
      const { status, json } = await api.ask(OPERATOR, 'POST', '/chats', draft);
      expect([status, json]).toEqual([
        201,
        { epoch: api.epoch, id: expect.stringMatching(/^cht_[0-9a-f]{32}$/) as string },
      ]);
      expect((await api.ask(OPERATOR, 'POST', '/chats', draft)).json).toEqual(json);
      expect(api.announced).toHaveLength(1);
      expect((await api.ask(PARENT, 'GET', `/chats/${String(json.id)}`)).json.chat).toMatchObject({
        relation: 'representative',
        specialty: 'Кардиолог',
        organisation: { id: CLINIC },
      });
      const other = { ...draft, key: newId('entryKey') };
      expect(await api.said(OPERATOR, 'POST', '/chats', { ...draft, title: 'Другое' })).toEqual([
        409,
        'key-reused',
      ]);
      expect(await api.said(OPERATOR, 'POST', '/chats', { ...other, endsAt: other.startsAt })).toEqual([
        422,
        'invalid',
      ]);
      expect(await api.said(OPERATOR, 'POST', '/chats', { ...other, patient: DOCTOR.person })).toEqual([
        422,
        'invalid',
      ]);
      expect(await api.said(OPERATOR, 'POST', '/chats', { ...other, patient: 'per_unknown' })).toEqual([
        404,
        'not-found',
      ]);
      for (const actor of [PATIENT, DOCTOR, ADMINISTRATOR])
        expect(await api.said(actor, 'POST', '/chats', other)).toEqual([403, 'not-allowed']);
    });
  });
});
