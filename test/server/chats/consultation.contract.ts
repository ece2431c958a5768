import { type ErrorCode } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Move } from '../../../server/src/chats/chat-store.js';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  aChat,
  as,
  CHILD,
  DAY,
  DOCTOR,
  HOUR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Acts, actsOn, COMPLETION, go, see } from './acts.js';

/** How consultations are appointed and moved, whichever database is behind the store. */
export function consultationContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let say: Acts['say'];
  let viewOf: Acts['viewOf'];
  beforeEach(async () => {
    stores = await openSettled();
    ({ at, say, viewOf } = actsOn(stores));
  });
  afterEach(() => stores.close());

  describe('the consultation', () => {
    it('is appointed once, with the doctor assigned in the first note', async () => {
      const draft = {
        id: newId('chat'),
        key: newId('entryKey'),
        patient: PATIENT.person,
        doctor: DOCTOR.person,
        title: 'Консультация',
        comment: null,
        startsAt: NOON + DAY,
        endsAt: NOON + DAY + HOUR,
      };
      const { id, change } = await stores.chats.create(OPERATOR, draft, NOON, go);
      expect(change!.entry).toMatchObject({
        seq: 1,
        note: 'doctor-assigned',
        person: { name: { family: 'Королёва' }, specialty: 'Кардиолог' },
      });
      expect((await viewOf(id)).lastEntry).toEqual(change!.entry);
      const again = await stores.chats.create(OPERATOR, { ...draft, id: newId('chat') }, NOON + 1, go);
      expect(again).toEqual({ id, change: null });
      const attempts: readonly (readonly [object, ErrorCode])[] = [
        [{ startsAt: NOON }, 'key-reused'],
        [{ comment: 'Другое' }, 'key-reused'],
        [{ key: newId('entryKey'), patient: 'per_unknown' }, 'not-found'],
        [{ key: newId('entryKey'), doctor: 'per_unknown' }, 'not-found'],
        [{ key: newId('entryKey'), doctor: OTHER_PATIENT.person }, 'not-found'],
      ];
      for (const [other, code] of attempts)
        await expect(
          stores.chats.create(OPERATOR, { ...draft, id: newId('chat'), ...other }, NOON, go),
        ).rejects.toMatchObject({ code });
      await expect(
        stores.chats.create(
          as('operator', 'per_o', 'org_unknown'),
          { ...draft, id: newId('chat') },
          NOON,
          go,
        ),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('moves once and says so in the log', async () => {
      const chat = await aChat(stores);
      const first = await stores.chats.move(at(chat, DOCTOR, NOON + HOUR), COMPLETION, go);
      expect(first.chat).toMatchObject({
        state: 'completed',
        outcome: 'no-conclusion',
        activeAt: NOON + HOUR,
      });
      expect(first.change!.entry).toMatchObject({
        note: 'completed-without-conclusion',
        reason: COMPLETION.reason,
      });
      let asked: { reason: string | null } | undefined;
      const again = await stores.chats.move(at(chat, DOCTOR, NOON + 2 * HOUR), COMPLETION, (kept) => {
        asked = kept;
        return 'done';
      });
      expect(again).toEqual({ chat: first.chat, change: null });
      expect(asked!.reason).toBe(COMPLETION.reason);
    });

    it('is moved by the clock as by nobody', async () => {
      const chat = await aChat(stores, { state: 'scheduled' });
      const move: Move = { state: 'open', outcome: null, note: 'opened', reason: null };
      let relation: string | undefined;
      const { chat: view, change } = await stores.chats.move(
        { chatId: chat, actor: null, now: NOON },
        move,
        (_, s) => {
          relation = s.relation;
          return undefined;
        },
      );
      expect(relation).toBe('none');
      expect(view).toBeNull();
      expect(change!.readers).toHaveLength(2);
    });

    it('is due when its time has come, and when nobody has written for too long', async () => {
      const scheduled = await aChat(stores, { state: 'scheduled', startsAt: NOON });
      const silent = await aChat(stores, { startsAt: NOON });
      const talking = await aChat(stores, { startsAt: NOON });
      await say(talking, PATIENT);
      const end = NOON + 30 * MINUTE;
      const dueAt = async (now: number) => (await stores.chats.due(now, HOUR, 10)).map(({ id }) => id).sort();
      expect(await dueAt(NOON - 1)).toEqual([]);
      expect(await dueAt(NOON)).toEqual([scheduled]);
      expect(await dueAt(end + HOUR - 1)).toEqual([scheduled]);
      expect(await dueAt(end + HOUR)).toEqual([scheduled, silent].sort());
      expect(await stores.chats.due(end + HOUR, HOUR, 1)).toHaveLength(1);
    });

    it('shows the doctor who the patient is and who speaks for them', async () => {
      const chat = await aChat(stores, { patient: CHILD });
      const card = await stores.chats.card(at(chat, DOCTOR), see);
      expect(card).toMatchObject({
        patient: { id: CHILD, name: { family: 'Соколова', given: 'Дарья' }, birthDate: '1985-03-14' },
        representatives: [{ id: PARENT.person, name: { family: 'Соколова', given: 'Ольга' } }],
        comment: 'Болит сердце',
        consented: true,
      });
      expect((await stores.chats.card(at(chat, DOCTOR, NOON + 40 * DAY), see)).representatives).toEqual([]);
    });
  });
}
