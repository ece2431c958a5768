import type { FeedFrame, NoticesPage } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { CHILD, NOON, OPERATOR, PARENT, PATIENT } from '../db/stores.js';
import { type Desk, HOUR, openDesk } from './desk.js';

describe('«Мои уведомления»', () => {
  let api: Api;
  let desk: Desk;
  beforeEach(async () => {
    api = await openApi();
    desk = await openDesk(api);
  });
  afterEach(() => api.close());

  const told = async (actor = PATIENT) =>
    ((await api.ask(actor, 'GET', '/notices')).json as unknown as NoticesPage).notices;

  it('tell of a request: that it is registered, of each offer, of one that lapsed, and of the end', async () => {
    const { id, number, callBy } = await desk.request();
    expect(await told()).toMatchObject([
      { kind: 'request-registered', request: id, number, moment: callBy, chat: null },
    ]);
    await desk.offered(id);
    const [offer] = await told();
    expect(offer).toMatchObject({ kind: 'offer-made', request: id, moment: NOON + 24 * HOUR });
    api.now = NOON + 25 * HOUR;
    await api.tick();
    expect((await told())[0]).toMatchObject({ kind: 'offer-lapsed', request: id, number });
    for (let after = 48; after < 51; after++)
      await desk.refuse(id, await desk.offered(id, after * HOUR), PATIENT, 'Не могу');
    await api.said(OPERATOR, 'POST', `/journal/${id}/annul`, { reason: 'Трижды отказались' });
    expect((await told())[0]).toMatchObject({ kind: 'request-annulled', request: id });
  });

  it('tell whoever speaks for the child, and hint it after the commit', async () => {
    const { frames } = await api.listen(PARENT);
    const { id } = await desk.request({ patient: CHILD }, PARENT);
    expect(frames.filter(({ type }: FeedFrame) => type === 'notices')).toEqual([
      { type: 'notices', unread: 1 },
    ]);
    expect(await told(PARENT)).toMatchObject([{ kind: 'request-registered', request: id }]);
    expect(await told()).toEqual([]);
  });
});
