import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestView } from '@consult/core/wire';
import { type Api, openApi } from '../chats/api.js';
import {
  ADMINISTRATOR,
  CHILD,
  CLINIC,
  DOCTOR,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Desk, HOUR, openDesk, WISHED } from './desk.js';

describe('The API of deferred requests', () => {
  let api: Api;
  let desk: Desk;
  beforeEach(async () => {
    api = await openApi();
    desk = await openDesk(api);
  });
  afterEach(() => api.close());

  const post = (actor: Parameters<Api['said']>[0], changes: Parameters<Desk['draft']>[0] = {}) =>
    api.said(actor, 'POST', '/requests', desk.draft(changes));

  describe('a request', () => {
    it('is registered with a number, its deadlines and the consent given in the same act', async () => {
      const request = await desk.request();
      const year = new Date(NOON).getUTCFullYear();
      expect(request).toMatchObject({
        number: `Ж-${year}-000001`,
        revision: 1,
        state: 'registered',
        registeredAt: NOON,
        patient: { id: PATIENT.person, birthDate: '1985-03-14' },
        organisation: { id: CLINIC, name: 'Поликлиника № 27', phone: null },
        doctor: null,
        overdue: false,
        refusals: 0,
        offers: [],
        annulment: null,
        withdrawnAt: null,
        chat: null,
      });
      expect(request.callBy).toBeGreaterThan(NOON + 4 * 24 * HOUR);
      expect(request.consultBy).toBeGreaterThan(NOON + 9 * 24 * HOUR);
      expect(await desk.view(request.id)).toEqual(request);
      const { consents } = api.stores;
      expect((await consents.documents()).map(({ kind }) => kind)).toContain('personal-data');
    });

    it('is numbered densely, whoever it is of', async () => {
      const one = await desk.request();
      const other = await desk.request({ specialty: 'Хирург' });
      const child = await desk.request({ patient: CHILD }, PARENT);
      expect([one, other, child].map(({ number }) => number.slice(-3))).toEqual(['001', '002', '003']);
      expect(await post(PATIENT)).toEqual([409, 'request-duplicate']);
      expect((await desk.request({ specialty: 'Невролог' })).number.slice(-3)).toBe('004');
    });

    it('is the same under the same key, and another under it is refused', async () => {
      const draft = desk.draft();
      const first = await api.ask(PATIENT, 'POST', '/requests', draft);
      const again = await api.ask(PATIENT, 'POST', '/requests', draft);
      expect([again.status, again.json['request']]).toEqual([201, first.json['request']]);
      for (const change of [
        { comment: 'Иное' },
        { wishes: [{ from: WISHED.from, to: WISHED.from }] },
        { phone: '+79211234568' },
      ])
        expect(await api.said(PATIENT, 'POST', '/requests', { ...draft, ...change })).toEqual([
          409,
          'key-reused',
        ]);
    });

    it('is for oneself or for whom one speaks, attached to the clinic', async () => {
      expect(await post(PARENT, { patient: CHILD })).toEqual([201, undefined]);
      expect(await post(PATIENT, { patient: CHILD, specialty: 'Хирург' })).toEqual([404, 'not-found']);
      expect(await post(OTHER_PATIENT, { patient: OTHER_PATIENT.person })).toEqual([403, 'not-attached']);
      await desk.attach(PATIENT.person, NOON + 1);
      api.now = NOON + 1;
      expect(await post(PATIENT)).toEqual([403, 'not-attached']);
    });

    it('needs the consent to the text in force', async () => {
      const { consent: _, ...draft } = desk.draft();
      expect(await api.said(PATIENT, 'POST', '/requests', draft)).toEqual([403, 'consent-needed']);
      const hash = 'f'.repeat(64);
      expect(await post(PATIENT, { consent: { ...desk.consent, hash } })).toEqual([409, 'consent-outdated']);
      await api.ask(ADMINISTRATOR, 'POST', '/consent-documents', {
        kind: 'personal-data',
        title: 'Согласие на обработку персональных данных',
        text: 'Новая редакция.',
      });
      expect(await post(PATIENT)).toEqual([409, 'consent-outdated']);
    });

    it('wishes for days that can be', async () => {
      const year = new Date(NOON).getUTCFullYear();
      const day = (from: string, to = from) => ({ from, to });
      expect(await post(PATIENT, { wishes: [] })).toEqual([422, 'dates-needed']);
      expect(await post(PATIENT, { wishes: [day(`${year - 1}-01-01`)] })).toEqual([422, 'dates-wrong']);
      const eleven = Array.from({ length: 11 }, () => day(WISHED.from));
      expect(await post(PATIENT, { wishes: eleven })).toEqual([422, 'too-many-dates']);
      expect(await post(PATIENT, { wishes: eleven.slice(1) })).toEqual([201, undefined]);
    });

    it('is entered by the registry for a caller, and by a doctor for a patient of their own', async () => {
      const staff = { consent: undefined };
      expect(await post(OPERATOR, { ...staff, source: 'call-centre' })).toEqual([201, undefined]);
      expect(await post(OPERATOR, { ...staff, source: 'portal', specialty: 'Хирург' })).toEqual([
        403,
        'not-allowed',
      ]);
      const visit = { ...staff, source: 'home-visit', specialty: 'Хирург' } as const;
      expect(await post(DOCTOR, visit)).toEqual([403, 'not-allowed']);
      await api.chatOf();
      expect(await post(DOCTOR, visit)).toEqual([201, undefined]);
      expect(await post(OTHER_DOCTOR, { ...visit, specialty: 'Невролог' })).toEqual([403, 'not-allowed']);
    });

    it('is seen by the patient’s side and by the clinic’s registry alone', async () => {
      const { id } = await desk.request({ patient: CHILD }, PARENT);
      for (const actor of [PARENT, OPERATOR])
        expect(await api.said(actor, 'GET', `/requests/${id}`)).toEqual([200, undefined]);
      for (const actor of [
        PATIENT,
        OTHER_PATIENT,
        DOCTOR,
        ADMINISTRATOR,
        { ...OPERATOR, organisation: 'org_elsewhere' },
      ])
        expect(await api.said(actor, 'GET', `/requests/${id}`)).toEqual([404, 'not-found']);
      const list = async (actor: typeof PARENT) =>
        ((await api.ask(actor, 'GET', '/requests')).json['requests'] as RequestView[]).map((one) => one.id);
      expect([await list(PARENT), await list(PATIENT), await list(OPERATOR)]).toEqual([[id], [], []]);
    });

    it('is listed newest first, a page at a time', async () => {
      const made: string[] = [];
      for (const specialty of ['А', 'Б', 'В']) {
        api.now += 1;
        made.unshift((await desk.request({ specialty })).id);
      }
      const first = (await api.ask(PATIENT, 'GET', '/requests?limit=2')).json;
      expect((first['requests'] as RequestView[]).map(({ id }) => id)).toEqual(made.slice(0, 2));
      const rest = (await api.ask(PATIENT, 'GET', `/requests?limit=2&after=${String(first['next'])}`)).json;
      expect((rest['requests'] as RequestView[]).map(({ id }) => id)).toEqual(made.slice(2));
      expect(rest['next']).toBe(null);
      expect(await api.said(PATIENT, 'GET', '/requests?after=nonsense')).toEqual([422, 'invalid']);
    });
  });

  describe('an offer', () => {
    it('that is accepted makes the consultation and its chat in one step', async () => {
      const { id } = await desk.request();
      const offer = await desk.offered(id);
      const { json } = await desk.accept(id, offer);
      const accepted = json['request'] as RequestView;
      expect(accepted).toMatchObject({ state: 'scheduled', offers: [{ state: 'accepted', byPhone: false }] });
      const chat = (await api.ask(PATIENT, 'GET', `/chats/${accepted.chat}`)).json.chat!;
      expect(chat).toMatchObject({
        title: 'Консультация: кардиолог',
        state: 'scheduled',
        startsAt: NOON + 24 * HOUR,
      });
      expect(await desk.free()).toEqual([]);
      const again = await desk.accept(id, offer);
      expect([again.status, again.json['request']]).toEqual([200, accepted]);
      expect((await desk.refuse(id, offer)).json.code).toBe('offer-answered');
    });

    it('that is refused frees its time, counts, and says by whom', async () => {
      const { id } = await desk.request();
      const offer = await desk.offered(id);
      const refused = (await desk.refuse(id, offer, OPERATOR, 'Неудобно')).json['request'] as RequestView;
      expect(refused).toMatchObject({
        state: 'refused',
        refusals: 1,
        offers: [{ state: 'refused', reason: 'Неудобно', byPhone: true, answeredAt: NOON }],
      });
      expect(await desk.free()).toHaveLength(1);
      expect((await desk.refuse(id, offer)).json['request']).toMatchObject({ refusals: 1 });
      expect((await desk.accept(id, offer)).json.code).toBe('offer-answered');
    });

    it('is nobody’s to answer but the patient’s side’s, and not there for others', async () => {
      await api.chatOf();
      const { id } = await desk.request({ source: 'visit', consent: undefined }, DOCTOR);
      const offer = await desk.offered(id);
      expect((await desk.accept(id, offer, DOCTOR)).json.code).toBe('not-allowed');
      expect((await desk.accept(id, offer, OTHER_PATIENT)).json.code).toBe('not-found');
      expect((await desk.accept(id, newId('offer'))).json.code).toBe('not-found');
      expect((await desk.accept(id, offer)).status).toBe(200);
    });

    it('lapses at its time and not a moment earlier, and its time is free again', async () => {
      const { id } = await desk.request();
      const early = await desk.offered(id, 48 * HOUR);
      const { heldUntil } = (await desk.view(id)).offers[0]!;
      expect(heldUntil).toBe(NOON + 24 * HOUR);
      api.now = heldUntil;
      expect((await desk.accept(id, early)).json.code).toBe('offer-lapsed');
      await api.tick();
      expect(await desk.view(id)).toMatchObject({
        state: 'in-progress',
        refusals: 0,
        offers: [{ state: 'lapsed' }],
      });
      expect(await desk.free()).toHaveLength(1);
      api.now = NOON;
      const late = await desk.offered(id, 49 * HOUR);
      api.now = NOON + 24 * HOUR - 1;
      expect((await desk.accept(id, late)).status).toBe(200);
    });

    it('is never held beyond the beginning of its time', async () => {
      const { id } = await desk.request();
      await desk.offered(id, HOUR);
      expect((await desk.view(id)).offers[0]!.heldUntil).toBe(NOON + HOUR);
    });

    it('of a visit in person makes no chat, and the request is done when the visit is over', async () => {
      const { id } = await desk.request({ kind: 'in-person' });
      const { id: slot, endsAt } = await desk.slot(24 * HOUR, { kind: 'in-person' });
      await desk.offer(id, slot);
      const offer = (await desk.view(id)).offers[0]!.id;
      expect((await desk.accept(id, offer)).json['request']).toMatchObject({
        state: 'scheduled',
        chat: null,
      });
      api.now = endsAt - 1;
      await api.tick();
      expect(await desk.view(id)).toMatchObject({ state: 'scheduled' });
      api.now = endsAt;
      await api.tick();
      expect(await desk.view(id)).toMatchObject({ state: 'done' });
    });
  });

  describe('a request that is withdrawn', () => {
    it('lets go of what was offered, and may be made anew', async () => {
      const { id } = await desk.request();
      await desk.offered(id);
      const { json } = await desk.withdraw(id);
      expect(json['request']).toMatchObject({
        state: 'withdrawn',
        withdrawnAt: NOON,
        offers: [{ state: 'retracted' }],
      });
      expect(await desk.free()).toHaveLength(1);
      expect((await desk.withdraw(id)).json['request']).toEqual(json['request']);
      expect(await post(PATIENT)).toEqual([201, undefined]);
    });

    it('cannot be where it is scheduled', async () => {
      const { id } = await desk.request();
      await desk.accept(id, await desk.offered(id));
      expect((await desk.withdraw(id)).json.code).toBe('request-closed');
    });
  });

  describe('the consultation that came of it', () => {
    async function scheduled() {
      const { id } = await desk.request();
      await desk.accept(id, await desk.offered(id));
      return { id, chat: (await desk.view(id)).chat! };
    }

    it('completes the request when it is completed', async () => {
      const { id, chat } = await scheduled();
      api.now = NOON + 24 * HOUR;
      await api.tick();
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, {
        outcome: 'no-conclusion',
        reason: 'Мало сведений',
      });
      expect(await desk.view(id)).toMatchObject({ state: 'done', chat });
    });

    it('gives it back to the registry when it is cancelled, with the time opened by hand only', async () => {
      const { id, chat } = await scheduled();
      await api.ask(OPERATOR, 'POST', `/chats/${chat}/cancel`);
      expect(await desk.view(id)).toMatchObject({ state: 'in-progress', chat: null, refusals: 0 });
      expect(await desk.free()).toEqual([]);
      const { id: anew } = await desk.slot();
      expect(await desk.free()).toEqual([anew]);
      await desk.offer(id, anew);
      const offers = (await desk.view(id)).offers;
      expect((await desk.accept(id, offers[1]!.id)).json['request']).toMatchObject({ state: 'scheduled' });
    });

    it('gives it back when it is missed, and it is overdue where its time is past', async () => {
      const { id } = await scheduled();
      api.now = NOON + 30 * 24 * HOUR;
      await api.tick();
      await api.tick();
      expect(await desk.view(id)).toMatchObject({ state: 'in-progress', chat: null, overdue: true });
    });
  });

  it('tells the patient’s side and the registry where a request stands', async () => {
    const parent = await api.listen(PARENT);
    const operator = await api.listen(OPERATOR);
    const elsewhere = await api.listen({ ...OPERATOR, organisation: 'org_elsewhere' });
    const stranger = await api.listen(PATIENT);
    const { id } = await desk.request({ patient: CHILD }, PARENT);
    await desk.offered(id);
    const hints = [1, 2].map((revision) => ({ type: 'request', request: id, revision }));
    const ofRequests = ({ frames }: typeof parent) => frames.filter(({ type }) => type === 'request');
    await expect.poll(() => ofRequests(parent)).toEqual(hints);
    expect(operator.frames).toEqual(hints);
    expect([elsewhere.frames, stranger.frames]).toEqual([[], []]);
  });
});
