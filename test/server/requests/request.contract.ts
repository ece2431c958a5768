import type { RequestRelation } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  aChat,
  CHILD,
  CLINIC,
  DAY,
  DOCTOR,
  newId,
  NOON,
  OPERATOR,
  OTHER_PATIENT,
  PARENT,
} from '../db/stores.js';
import { DEADLINES, requestActsOn, type RequestActs } from './request-acts.js';

/** What becomes of requests, their offers and the times these hold, whichever library holds the database. */
export function requestContract(adapter: Adapter) {
  let stores: Stores;
  let acts: RequestActs;
  beforeEach(async () => {
    stores = await adapter.openSettled();
    acts = requestActsOn(stores);
  });
  afterEach(() => stores.close());

  const offered = async (startsAt?: number) => {
    const { request } = await acts.register();
    const slot = await acts.slot(startsAt);
    const { row, news } = await acts.offer(request.id, slot);
    return { id: request.id, slot, offer: row.offers[0]!.id, news };
  };

  describe('a request', () => {
    it('takes the next number of the year in which it is registered, in Moscow', async () => {
      const newYear = Date.UTC(2026, 11, 31, 21);
      const numbers: string[] = [];
      for (const now of [NOON, newYear - 1, newYear]) {
        const { request } = await acts.register({ specialty: `Врач ${now}` }, { now });
        numbers.push(request.number);
      }
      expect(numbers).toEqual(['Ж-2026-000001', 'Ж-2026-000002', 'Ж-2027-000001']);
    });

    it('that the rule refuses takes no number and keeps no consent', async () => {
      await expect(acts.register({}, { rule: () => 'not-attached' })).rejects.toMatchObject({
        code: 'not-attached',
      });
      expect((await acts.register()).request.number).toBe('Ж-2026-000001');
    });

    it('is asked about with all that stands at that moment', async () => {
      const asked: unknown[] = [];
      const rule = (facts: unknown) => void asked.push(facts);
      await acts.register({}, { rule });
      await acts.attach();
      await aChat(stores);
      await acts.register({}, { rule }).catch(() => undefined); // two living ones: the database refuses what no rule did
      await acts.register({ source: 'visit', specialty: 'Хирург' }, { actor: DOCTOR, rule });
      const none = { published: null, treats: false };
      expect(asked).toEqual([
        { ...none, isOwn: true, attached: false, isDuplicate: false },
        { ...none, isOwn: true, attached: true, isDuplicate: true },
        { ...none, isOwn: false, attached: true, treats: true, isDuplicate: false },
      ]);
    });

    it('is known to those who may know, and the rule is asked about strangers as about nothing', async () => {
      const { request, news } = await acts.forTheChild();
      expect(news).toEqual({
        request: request.id,
        revision: 1,
        organisation: CLINIC,
        readers: [
          { person: CHILD, role: 'patient' },
          { person: PARENT.person, role: 'patient' },
        ],
        dueAt: null,
        notices: [CHILD, PARENT.person].map((person) => ({ person, unread: 1 })),
      });
      const relations: RequestRelation[] = [];
      const rule = (_: unknown, relation: RequestRelation) => void relations.push(relation);
      for (const actor of [PARENT, OPERATOR]) await acts.view(request.id, actor, rule);
      for (const [id, actor] of [
        [request.id, OTHER_PATIENT],
        [newId('request'), PARENT],
      ] as const)
        await expect(acts.view(id, actor, rule)).rejects.toMatchObject({ code: 'not-found' });
      expect(relations).toEqual(['representative', 'operator', 'none', 'none']);
    });
  });

  describe('an offer', () => {
    it('holds its time until the answer, and says when that ends', async () => {
      const { id, news } = await offered(NOON + 2 * DAY);
      expect(news).toMatchObject({ request: id, revision: 2, dueAt: NOON + DAY });
      expect(await acts.free()).toEqual([]);
      expect(await acts.view(id)).toMatchObject({ state: 'offered', callBy: DEADLINES.callBy });
    });

    it('that cannot be made leaves no trace', async () => {
      const { request } = await acts.register();
      const slot = await acts.slot();
      await expect(acts.offer(request.id, slot, { slotRule: () => 'slot-taken' })).rejects.toMatchObject({
        code: 'slot-taken',
      });
      expect(await acts.free()).toEqual([slot]);
      expect(await acts.view(request.id)).toEqual(request);
    });

    it('is accepted wholly or not at all', async () => {
      const { id, offer } = await offered();
      const before = await acts.view(id);
      const taken = await aChat(stores);
      await expect(acts.accept(id, offer, { chat: taken })).rejects.toThrow();
      expect(await acts.view(id)).toEqual(before);
      await expect(acts.accept(id, offer, { rule: () => 'offer-lapsed' })).rejects.toMatchObject({
        code: 'offer-lapsed',
      });
      expect(await acts.view(id)).toEqual(before);
      const { request, change, news } = await acts.accept(id, offer);
      expect(request).toMatchObject({ state: 'scheduled', offers: [{ state: 'accepted', byPhone: false }] });
      expect(change).toMatchObject({ chat: request.chat, revision: 1 });
      expect(news).toMatchObject({ revision: 3 });
      expect(await acts.accept(id, offer)).toEqual({ request, news: null, change: null });
    });

    it('gives its time back when it is refused, taken back, withdrawn with its request or has lapsed', async () => {
      const ends: Record<string, (id: string, offer: string) => Promise<unknown>> = {
        refused: (id, offer) => acts.refuse(id, offer),
        retracted: (id, offer) => acts.retract(id, offer),
        lapsed: () => stores.requests.settleDue(NOON + DAY, 10),
        withdrawn: (id) => acts.withdraw(id),
      };
      for (const [state, end] of Object.entries(ends)) {
        const { id, slot, offer } = await offered();
        await end(id, offer);
        expect(await acts.free(), state).toEqual([slot]);
        const { offers, refusals } = await acts.view(id);
        expect([offers[0]!.state, refusals]).toEqual(
          state === 'withdrawn' ? ['retracted', 0] : [state, state === 'refused' ? 1 : 0],
        );
        if (state !== 'withdrawn') await acts.withdraw(id);
      }
    });

    it('lapses at its time, not before, a few at a time', async () => {
      await offered();
      const other = await acts.forTheChild();
      await acts.offer(other.request.id, await acts.slot(NOON + 3 * DAY));
      expect(await stores.requests.settleDue(NOON + DAY - 1, 10)).toEqual([]);
      expect(await stores.requests.settleDue(NOON + DAY, 1)).toHaveLength(1);
      expect(await stores.requests.settleDue(NOON + DAY, 10)).toHaveLength(1);
      expect(await stores.requests.settleDue(NOON + DAY, 10)).toEqual([]);
    });
  });

  it('tells the patient that work has begun, and the registry alone who works on what', async () => {
    const { request } = await acts.register();
    const { row, news } = await acts.lock(request.id);
    expect(row).toMatchObject({ state: 'in-progress', lock: { person: OPERATOR.person } });
    expect(news?.revision).toBe(2);
    expect(news?.readers).toContainEqual(expect.objectContaining({ role: 'patient' }));
    const left = await acts.unlock(request.id);
    expect(left.row.lock).toBe(null);
    expect(left.news?.readers).toEqual([]);
    expect((await acts.lock(request.id)).news?.readers).toEqual([]);
    await acts.unlock(request.id);
    expect((await acts.unlock(request.id)).news).toBe(null);
  });

  it('moves the request with the consultation that came of it, in the same step', async () => {
    const { id, offer } = await offered();
    const { request } = await acts.accept(id, offer);
    const { change } = await stores.chats.move(
      { chatId: request.chat!, actor: OPERATOR, now: NOON },
      { state: 'cancelled', outcome: null, note: 'cancelled', reason: null },
      () => undefined,
    );
    expect(change!.request).toMatchObject({ request: id, revision: 4 });
    expect(await acts.view(id)).toMatchObject({ state: 'in-progress', chat: null });
    expect(await acts.free()).toEqual([]);
  });
}
