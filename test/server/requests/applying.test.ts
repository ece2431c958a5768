import type { ConsentStatus, NewRequest } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { ADMINISTRATOR, CHILD, CLINIC, newId, NOON, OPERATOR, PARENT, PATIENT } from '../db/stores.js';
import { type Desk, openDesk, SECOND_OPERATOR } from './desk.js';

let api: Api;
let desk: Desk;
beforeEach(async () => {
  api = await openApi();
  desk = await openDesk(api);
});
afterEach(() => api.close());

const post = (actor: Parameters<Api['said']>[0], draft: NewRequest) =>
  api.said(actor, 'POST', '/requests', draft);

/** Where the patient stands with the personal-data document. */
async function standing(): Promise<ConsentStatus> {
  const { json } = await api.ask(PATIENT, 'GET', '/consents');
  return (json['statuses'] as ConsentStatus[]).find(({ kind }) => kind === 'personal-data')!;
}

/** The parent speaks for the child no more. */
const endRepresentation = (validTo = NOON) =>
  api.ask(OPERATOR, 'PUT', `/people/${CHILD}/representatives/${PARENT.person}`, {
    validFrom: NOON - 1000,
    validTo,
  });

describe('The consent that a request is made with', () => {
  it('once withdrawn, lets no request in but one that gives it again in the same act', async () => {
    await desk.request();
    const { acts } = await standing();
    await api.ask(PATIENT, 'POST', `/consents/${acts[0]!.id}/withdraw`);
    expect(await standing()).toMatchObject({ state: 'withdrawn' });

    const { consent: _, ...without } = desk.draft({ specialty: 'Хирург' });
    expect(await post(PATIENT, without)).toEqual([403, 'consent-needed']);
    expect(await standing()).toMatchObject({ state: 'withdrawn' });

    await desk.request({ specialty: 'Хирург' });
    expect(await standing()).toMatchObject({ state: 'given' });
    expect((await standing()).acts).toHaveLength(2);
  });

  it('is told to the pages of those who speak for the patient, where it is a new one', async () => {
    const [parent, operator] = [await api.listen(PARENT), await api.listen(OPERATOR)];
    const told = ({ frames }: typeof parent) => frames.filter(({ type }) => type === 'consents').length;
    await desk.request({ patient: CHILD }, PARENT);
    expect([told(parent), told(operator)]).toEqual([1, 0]);
    await desk.request({ patient: CHILD, specialty: 'Хирург' }, PARENT); // it stands already
    expect(told(parent)).toBe(1);
  });

  it('is the patient’s side’s to give: the staff has it on paper, and notes none down for them', async () => {
    const call = { source: 'call-centre', consent: { ...desk.consent, version: 7 } } as const;
    for (const consent of [desk.consent, call.consent])
      expect(await post(OPERATOR, desk.draft({ ...call, consent }))).toEqual([403, 'not-allowed']);
    expect(await standing()).toMatchObject({ state: 'none', acts: [] });
    expect(await post(OPERATOR, desk.draft({ ...call, consent: undefined }))).toEqual([201, undefined]);
  });
});

describe('A retry', () => {
  it('of a request shows nothing to whoever does not speak for the child any more', async () => {
    const draft = desk.draft({ patient: CHILD });
    expect(await post(PARENT, draft)).toEqual([201, undefined]);
    expect(await post(PARENT, draft)).toEqual([201, undefined]);
    await endRepresentation();
    expect(await post(PARENT, draft)).toEqual([404, 'not-found']);
  });

  it('of a booking does not either', async () => {
    const { id } = await desk.slot();
    const booking = { key: newId('entryKey'), slot: id, patient: CHILD };
    const book = () => api.said(PARENT, 'POST', '/bookings', booking);
    expect([await book(), await book()]).toEqual([
      [201, undefined],
      [201, undefined],
    ]);
    await endRepresentation();
    expect(await book()).toEqual([404, 'not-found']);
  });
});

describe('Whoever does not speak for a child any more', () => {
  const told = ({ frames }: Awaited<ReturnType<Api['listen']>>, after = 0) =>
    frames.filter(({ type }) => ['consents', 'request', 'notices'].includes(type)).slice(after);

  it('hears on the open page that its requests, consents and notices are not theirs, chat or no chat', async () => {
    const { id } = await desk.request({ patient: CHILD }, PARENT);
    const [parent, stranger] = [await api.listen(PARENT), await api.listen(PATIENT)];
    await endRepresentation();
    const news = [
      { type: 'consents' },
      { type: 'request', request: id, revision: 2 },
      { type: 'notices', unread: 0 },
    ];
    expect(told(parent)).toEqual(news);
    await endRepresentation();
    expect(told(parent, news.length)).toEqual([]);
    expect(told(stranger)).toEqual([]);
    expect(await api.said(PARENT, 'GET', `/requests/${id}`)).toEqual([404, 'not-found']);
  });

  it('hears so when it ends by itself', async () => {
    const { id } = await desk.request({ patient: CHILD }, PARENT);
    await endRepresentation(NOON + 1000);
    const parent = await api.listen(PARENT);
    await api.tick();
    expect(told(parent)).toEqual([]);
    api.now = NOON + 1000;
    await api.tick();
    expect(told(parent)).toContainEqual({ type: 'request', request: id, revision: 2 });
  });
});

describe('A request that an operator works on', () => {
  it('is withdrawn for a caller by no other operator meanwhile, and by the patient at any time', async () => {
    const { id } = await desk.request();
    await api.ask(OPERATOR, 'POST', `/journal/${id}/lock`, {});
    expect((await desk.withdraw(id, SECOND_OPERATOR)).json.code).toBe('request-locked');
    expect((await desk.withdraw(id)).status).toBe(200);
    expect((await desk.withdraw(id, SECOND_OPERATOR)).status).toBe(200); // as it is already
    const { id: other } = await desk.request();
    await api.ask(OPERATOR, 'POST', `/journal/${other}/lock`, {});
    expect((await desk.withdraw(other, OPERATOR)).status).toBe(200);
  });
});

describe('A clinic that is particular about accounts', () => {
  it('lets nobody book through an offer what they could not book themselves', async () => {
    const { id } = await desk.request({ source: 'call-centre', consent: undefined }, OPERATOR);
    const offer = await desk.offered(id);
    await api.ask(ADMINISTRATOR, 'PUT', `/organisations/${CLINIC}`, {
      name: 'Поликлиника № 27',
      levels: ['confirmed'],
    });
    const weak = { ...PATIENT, level: 'standard' } as const;
    expect((await desk.accept(id, offer, weak)).json.code).toBe('account-simplified');
    expect(await desk.view(id)).toMatchObject({ state: 'offered', chat: null });
    expect((await desk.accept(id, offer)).status).toBe(200);
  });
});
