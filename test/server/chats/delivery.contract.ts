import type { Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  aChat,
  type Adapter,
  as,
  CHILD,
  DAY,
  DOCTOR,
  HOUR,
  NOON,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Acts, actsOn, COMPLETION, go, read, write } from './acts.js';

const NOWHERE = `cht_${'0'.repeat(32)}`;

/** What reaches devices, and who waits for whom, whichever database is behind the store. */
export function deliveryContract({ openSettled }: Adapter) {
  let stores: Stores;
  let acts: Acts;
  beforeEach(async () => {
    stores = await openSettled();
    acts = actsOn(stores);
  });
  afterEach(() => stores.close());

  const deliver = (actor: Actor, ...marks: [chat: string, seq: number][]) =>
    stores.chats.markDelivered(
      actor,
      marks.map(([chat, seq]) => ({ chat, seq })),
      NOON,
      read,
    );

  describe('delivery', () => {
    it('moves forward only, never past the end, and tells the other side', async () => {
      const chat = await aChat(stores);
      await acts.say(chat, DOCTOR);
      expect(await acts.viewOf(chat, DOCTOR)).toMatchObject({ othersDeliveredSeq: 0, revision: 3 });
      const [change] = await deliver(PATIENT, [chat, 2]);
      expect(change).toMatchObject({ chat, revision: 4 });
      expect(change!.entry).toBeUndefined();
      expect(change!.readers).toContainEqual({ person: DOCTOR.person, role: 'doctor' });
      expect(await deliver(PATIENT, [chat, 1], [chat, 2])).toEqual([]);
      expect(await deliver(PATIENT, [chat, 1000])).toHaveLength(1);
      expect(await acts.viewOf(chat, DOCTOR)).toMatchObject({
        othersDeliveredSeq: 3,
        othersReadSeq: 0,
        revision: 5,
        activeAt: NOON,
      });
      expect(await acts.viewOf(chat, PATIENT)).toMatchObject({ othersDeliveredSeq: 0 });
    });

    it('is implied by reading, which leaves nothing more to deliver', async () => {
      const chat = await aChat(stores);
      await acts.say(chat, PATIENT);
      await acts.mark(chat, DOCTOR, 3);
      expect(await acts.viewOf(chat, PATIENT)).toMatchObject({ othersReadSeq: 3, othersDeliveredSeq: 3 });
      expect(await deliver(DOCTOR, [chat, 3])).toEqual([]);
    });

    it('is one for all the people of a side', async () => {
      const chat = await aChat(stores, { patient: CHILD });
      expect(await deliver(PARENT, [chat, 2])).toHaveLength(1);
      expect(await deliver(as('patient', CHILD), [chat, 2])).toEqual([]);
    });

    it('passes over chats of others and chats that do not exist, alike, and takes the rest', async () => {
      const [own, foreign] = [await aChat(stores), await aChat(stores, { patient: OTHER_PATIENT.person })];
      const changes = await deliver(PATIENT, [foreign, 2], [NOWHERE, 2], [own, 2]);
      expect(changes.map(({ chat }) => chat)).toEqual([own]);
      expect(await acts.viewOf(foreign, DOCTOR)).toMatchObject({ othersDeliveredSeq: 0, revision: 2 });
    });

    it('says nothing of what may not be read before the consent', async () => {
      const newcomer = as('patient', 'per_newcomer');
      const name = { family: 'Новикова', given: 'Анна' };
      const record = { name, birthDate: null, specialty: null };
      await stores.people.put(DOCTOR, newcomer.person, record, NOON, go);
      const chat = await aChat(stores, { patient: newcomer.person });
      expect(await deliver(newcomer, [chat, 2])).toEqual([]);
    });
  });

  describe('whoever is there', () => {
    it('is known to those who may read the chat, by name and side', async () => {
      const chat = await aChat(stores, { patient: CHILD });
      const audience = await stores.chats.audience(acts.at(chat, PARENT), write);
      expect(audience).toMatchObject({
        author: { id: PARENT.person, side: 'patient', name: { family: 'Соколова', given: 'Ольга' } },
        readers: [
          { person: CHILD, role: 'patient' },
          { person: PARENT.person, role: 'patient' },
          { person: DOCTOR.person, role: 'doctor' },
        ],
      });
      await expect(stores.chats.audience(acts.at(chat, OTHER_DOCTOR), write)).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('is waited for in the chats of today, and in no others', async () => {
      const today = await aChat(stores, { state: 'scheduled', startsAt: NOON + 11 * HOUR });
      const open = await aChat(stores);
      await aChat(stores, { state: 'scheduled', startsAt: NOON + 13 * HOUR }); // tomorrow in Moscow
      await aChat(stores, { state: 'scheduled', startsAt: NOON + 3 * DAY });
      const over = await aChat(stores);
      await stores.chats.move(acts.at(over, DOCTOR), COMPLETION, go);
      const idsFor = async (actor: Actor) =>
        (await stores.chats.watchers(actor, NOON)).map(({ id }) => id).sort();
      expect(await idsFor(DOCTOR)).toEqual([today, open].sort());
      expect(await idsFor(PATIENT)).toEqual([today, open].sort());
      expect(await idsFor(OTHER_PATIENT)).toEqual([]);
      expect(await idsFor(as('operator', DOCTOR.person))).toEqual([]);
    });

    it('speaks for a child as long as the registry says so', async () => {
      const chat = await aChat(stores, { patient: CHILD });
      const side = (persons: string[]) => persons.map((person) => ({ person, role: 'patient' }));
      const readers = [...side([CHILD, PARENT.person]), { person: DOCTOR.person, role: 'doctor' }];
      expect(await stores.chats.watchers(PARENT, NOON)).toEqual([{ id: chat, readers }]);
      expect(await stores.chats.speakers([CHILD, PATIENT.person], NOON)).toEqual(
        new Map([
          [CHILD, [CHILD, PARENT.person]],
          [PATIENT.person, [PATIENT.person]],
        ]),
      );
      expect(await stores.chats.watchers(PARENT, NOON + 31 * DAY)).toEqual([]);
      expect(await stores.chats.speakers([CHILD], NOON + 31 * DAY)).toEqual(new Map([[CHILD, [CHILD]]]));
      expect(await stores.chats.speakers([], NOON)).toEqual(new Map());
    });
  });
}
