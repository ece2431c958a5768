import type { FeedFrame, NoticesPage } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { CHILD, DAY, DOCTOR, MINUTE, NOON, OPERATOR, OTHER_DOCTOR, PARENT, PATIENT } from '../db/stores.js';

const BROWSER = {
  endpoint: 'https://push.example/send/1',
  keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
};

describe('the API of notices', () => {
  let api: Api;
  afterEach(() => api.close());

  describe('what one was told of', () => {
    beforeEach(async () => void (api = await openApi()));

    const page = async (actor = PATIENT, query = '') =>
      (await api.ask(actor, 'GET', `/notices${query}`)).json as unknown as NoticesPage;
    const notices = (frames: readonly FeedFrame[]) => frames.filter(({ type }) => type === 'notices');

    it('is answered with the server’s life and time, and hinted on the feed after the commit', async () => {
      const { frames } = await api.listen(PATIENT);
      const foreign = await api.listen(PARENT);
      const { status } = await api.ask(OPERATOR, 'POST', '/chats', {
        key: `key_${'1'.repeat(32)}`,
        patient: PATIENT.person,
        doctor: DOCTOR.person,
        title: 'Консультация',
        comment: null,
        startsAt: NOON + 2 * DAY,
        endsAt: NOON + 2 * DAY + 30 * MINUTE,
      });
      expect(status).toBe(201);
      expect(await page()).toMatchObject({ epoch: api.epoch, now: NOON, unread: 1, next: null });
      expect(notices(frames)).toEqual([{ type: 'notices', unread: 1 }]);
      const { chat } = (await page()).notices[0]!;
      await api.ask(OPERATOR, 'POST', `/chats/${chat!}/doctor`, { doctor: OTHER_DOCTOR.person });
      await api.ask(OPERATOR, 'POST', `/chats/${chat!}/cancel`);
      expect(notices(frames).slice(1)).toEqual([
        { type: 'notices', unread: 2 },
        { type: 'notices', unread: 3 },
      ]);
      const upTo = (await page()).notices[1]!.id;
      expect(await api.said(PATIENT, 'PUT', '/notices/read', { upTo })).toEqual([204, undefined]);
      expect(notices(frames).at(-1)).toEqual({ type: 'notices', unread: 1 });
      expect(notices(foreign.frames)).toEqual([]);
    });

    it('comes of the clock too', async () => {
      const { frames } = await api.listen(PARENT);
      await api.chatOf({ patient: CHILD, state: 'scheduled', startsAt: NOON + 2 * DAY });
      await api.tick();
      api.now = NOON + DAY;
      await api.tick();
      expect(notices(frames)).toEqual([{ type: 'notices', unread: 2 }]);
      expect((await page(PARENT)).notices.map(({ kind }) => kind)).toEqual([
        'consultation-tomorrow',
        'consultation-appointed',
      ]);
    });

    it('is the patient’s side’s alone, and strictly asked', async () => {
      await api.chatOf();
      const { id } = (await page()).notices[0]!;
      for (const actor of [DOCTOR, OPERATOR]) {
        expect(await api.said(actor, 'GET', '/notices')).toEqual([403, 'not-allowed']);
        expect(await api.said(actor, 'PUT', '/notices/read', { upTo: id })).toEqual([403, 'not-allowed']);
      }
      expect(await api.said(PARENT, 'PUT', '/notices/read', { upTo: id })).toEqual([404, 'not-found']);
      for (const query of ['?limit=0', '?limit=101', '?limit=x', '?who=me', `?after=${'x'.repeat(129)}`])
        expect(await api.said(PATIENT, 'GET', `/notices${query}`)).toEqual([422, 'invalid']);
      for (const body of [{}, { upTo: 1 }, { upTo: id, more: 1 }])
        expect(await api.said(PATIENT, 'PUT', '/notices/read', body)).toEqual([422, 'invalid']);
      expect(await page(PATIENT, '?limit=1')).toMatchObject({ unread: 1 });
    });
  });

  describe('web push', () => {
    const path = '/me/push-subscriptions';
    const put = (change: object = {}, actor = PATIENT) =>
      api.said(actor, 'PUT', path, { ...BROWSER, ...change });

    it('is not offered, and takes nobody, until it is configured', async () => {
      api = await openApi();
      expect((await api.ask(PATIENT, 'GET', path)).json).toEqual({ key: null });
      expect(await put()).toEqual([422, 'invalid']);
    });

    it('takes browsers whose push service is named, and no other address', async () => {
      api = await openApi({
        pushKey: 'BKey',
        pushHosts: ['push.example', '*.notify.example', 'local.example:8443'],
      });
      expect((await api.ask(PATIENT, 'GET', path)).json).toEqual({ key: 'BKey' });
      expect((await api.ask(DOCTOR, 'GET', path)).json).toEqual({ key: null });
      for (const endpoint of [
        BROWSER.endpoint,
        'https://a.notify.example/x',
        'https://local.example:8443/x',
        'https://PUSH.example:443/x',
      ])
        expect(await put({ endpoint }), endpoint).toEqual([204, undefined]);
      for (const endpoint of [
        'http://push.example/x',
        'https://push.example:8443/x',
        'https://push.example.evil.example/x',
        'https://evil.example/push.example',
        'https://push.example@evil.example/x',
        'https://user:pass@push.example/x',
        'https://notify.example/x',
        'https://evilnotify.example/x',
        'https://127.0.0.1/x',
        'https://[::1]/x',
        'https://local.example/x',
        'file:///etc/passwd',
        'push.example',
        `https://push.example/${'x'.repeat(1000)}`,
      ])
        expect(await put({ endpoint }), endpoint).toEqual([422, 'invalid']);
      expect(await put({ keys: { p256dh: 'short', auth: 'short' } })).toEqual([422, 'invalid']);
      expect(await put({ more: 1 })).toEqual([422, 'invalid']);
      expect(await put({}, DOCTOR)).toEqual([403, 'not-allowed']);
      const { endpoint } = BROWSER;
      for (const actor of [PATIENT, PATIENT, PARENT])
        expect(await api.said(actor, 'DELETE', path, { endpoint })).toEqual([204, undefined]);
      expect(await api.said(OPERATOR, 'DELETE', path, { endpoint })).toEqual([403, 'not-allowed']);
    });
  });
});
