import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { callActsOn } from './call-acts.js';
import {
  type Adapter,
  aChat,
  ADMINISTRATOR,
  as,
  CHILD,
  CLINIC,
  DOCTOR,
  MINUTE,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';

const OF_CHILD = { patient: CHILD, doctor: OTHER_DOCTOR.person };

/** Who is busy for whom, whichever library holds the database. */
export function busyContract(adapter: Adapter) {
  let stores: Stores;
  let acts: ReturnType<typeof callActsOn>;
  let chat: string;
  beforeEach(async () => {
    stores = await adapter.openSettled();
    acts = callActsOn(stores);
    chat = await aChat(stores);
  });
  afterEach(() => stores.close());

  describe('a call', () => {
    it('of somebody who is in another is busy at once, and missed', async () => {
      const other = await aChat(stores, { doctor: OTHER_DOCTOR.person });
      const { call } = await acts.ring(other, { actor: OTHER_DOCTOR });
      expect((await acts.ring(chat)).call.state).toBe('ringing'); // two may ring
      await acts.end((await acts.live(DOCTOR))[0]!.id, DOCTOR);
      await acts.answer(call.id);
      const { call: busy, change, news } = await acts.ring(chat, { now: NOON + 9 });
      expect(busy).toMatchObject({ state: 'ended', end: 'busy', endedAt: NOON + 9 });
      expect(change!.entry).toMatchObject({ note: 'call-missed' });
      expect(news).toMatchObject({ over: true });
      expect((await acts.live(PATIENT)).map(({ id }) => id)).toEqual([call.id]);
    });

    it('of a child is busy where the only parent is in another, unless the child has a page open', async () => {
      const [first, second] = [await aChat(stores, { patient: CHILD }), await aChat(stores, OF_CHILD)];
      const { call } = await acts.ring(first);
      await acts.answer(call.id, PARENT);
      const again = { actor: OTHER_DOCTOR };
      expect((await acts.ring(second, again)).call).toMatchObject({ state: 'ended', end: 'busy' });
      expect((await acts.ring(second, { ...again, online: [PARENT.person] })).call.end).toBe('busy');
      expect((await acts.ring(second, { ...again, online: [CHILD] })).call.state).toBe('ringing');
    });

    it('of a child rings at the parent who is in no other, and is busy once both are', async () => {
      const father = { patient: CHILD, representative: OTHER_PATIENT.person };
      const lasts = { validFrom: NOON - MINUTE, validTo: NOON + 60 * MINUTE };
      await stores.people.putRepresentation(OPERATOR, father, lasts, NOON - MINUTE, () => undefined);
      const { call } = await acts.ring(await aChat(stores, { patient: CHILD }));
      await acts.answer(call.id, PARENT);
      const theirs = await acts.ring(await aChat(stores, OF_CHILD), { actor: OTHER_DOCTOR });
      expect(theirs.call.state).toBe('ringing');
      expect((await acts.live(OTHER_PATIENT)).map(({ id }) => id)).toContain(theirs.call.id);
      expect((await acts.answer(theirs.call.id, OTHER_PATIENT)).call.state).toBe('connecting');

      const third = as('doctor', 'per_third', CLINIC);
      const known = { name: { family: 'Лужин', given: 'Лев' }, birthDate: null, specialty: 'ЛОР' };
      await stores.people.put(ADMINISTRATOR, third.person, known, NOON, () => undefined);
      const last = await aChat(stores, { patient: CHILD, doctor: third.person });
      expect((await acts.ring(last, { actor: third })).call.end).toBe('busy');
    });
  });
}
