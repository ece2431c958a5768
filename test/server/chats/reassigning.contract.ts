import { codeOf } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  aChat,
  type Adapter,
  CHILD,
  DAY,
  DOCTOR,
  HOUR,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Acts, actsOn, go } from './acts.js';

const ROUNDS = 200;

/** How a consultation passes to another doctor, whichever database is behind the store. */
export function reassigningContract({ openSettled }: Adapter) {
  let stores: Stores;
  let acts: Acts;
  beforeEach(async () => {
    stores = await openSettled();
    acts = actsOn(stores);
  });
  afterEach(() => stores.close());

  const reassign = (chat: string, to = OTHER_DOCTOR.person, now = NOON + HOUR) =>
    stores.chats.reassign(acts.at(chat, OPERATOR, now), to, (kept) =>
      kept.doctor === to ? 'done' : undefined,
    );

  describe('another doctor', () => {
    it('is in charge from the note on, with the specialty and the words to be found by', async () => {
      const chat = await aChat(stores);
      const { change } = await reassign(chat);
      expect(change).toEqual({
        chat,
        revision: 3,
        entry: {
          kind: 'note',
          seq: 3,
          revision: 3,
          sentAt: NOON + HOUR,
          note: 'doctor-changed',
          person: {
            name: { family: 'Белова', given: 'Инна', patronymic: 'Викторовна' },
            specialty: 'Терапевт',
          },
          reason: null,
        },
        readers: [
          { person: PATIENT.person, role: 'patient' },
          { person: OTHER_DOCTOR.person, role: 'doctor' },
        ],
        formerReaders: [{ person: DOCTOR.person, role: 'doctor' }],
        notices: [{ person: PATIENT.person, unread: 2 }], // of the appointment, and of this
      });
      const { chats } = await acts.listOf(PATIENT, { q: 'терапевт' });
      expect(chats).toMatchObject([
        {
          id: chat,
          doctor: { id: OTHER_DOCTOR.person },
          specialty: 'Терапевт',
          activeAt: NOON + HOUR,
          lastEntry: { note: 'doctor-changed' },
        },
      ]);
      expect((await acts.listOf(PATIENT, { q: 'кардиолог' })).chats).toEqual([]);
      expect((await acts.pageOf(chat)).entries.at(-1)).toEqual(change!.entry);
    });

    it('has read nothing yet, and the patient’s messages stay read by the side that has read them', async () => {
      const chat = await aChat(stores);
      await acts.say(chat, PATIENT);
      await acts.say(chat, DOCTOR);
      await acts.mark(chat, DOCTOR, 4);
      await reassign(chat);
      expect(await acts.viewOf(chat, OTHER_DOCTOR)).toMatchObject({ readSeq: 0, unread: 5 });
      expect(await acts.viewOf(chat, PATIENT)).toMatchObject({ othersReadSeq: 4 });
      await acts.mark(chat, OTHER_DOCTOR, 2);
      expect(await acts.viewOf(chat, PATIENT)).toMatchObject({ othersReadSeq: 4 });
      await reassign(chat, DOCTOR.person); // and finds what was read where it was left
      expect(await acts.viewOf(chat, DOCTOR)).toMatchObject({ readSeq: 4, unread: 2 });
    });

    it('leaves the former one nothing at all', async () => {
      const chat = await aChat(stores);
      const { entry } = await acts.say(chat, DOCTOR);
      await reassign(chat);
      const attempts = [
        acts.viewOf(chat, DOCTOR),
        acts.pageOf(chat, DOCTOR),
        acts.say(chat, DOCTOR),
        acts.mark(chat, DOCTOR, 2),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'not-found' });
      expect((await acts.listOf(DOCTOR)).chats).toEqual([]);
      expect((await acts.say(chat, PATIENT)).change!.readers).not.toContainEqual({
        person: DOCTOR.person,
        role: 'doctor',
      });
      expect((await acts.pageOf(chat, OTHER_DOCTOR)).entries).toContainEqual(entry);
    });

    it('is asked about once: the same again changes nothing', async () => {
      const chat = await aChat(stores);
      await reassign(chat);
      expect(await reassign(chat)).toMatchObject({ change: null, chat: { revision: 3 } });
      expect((await acts.pageOf(chat)).entries).toHaveLength(3);
    });

    it('must be known, and the chat too', async () => {
      const chat = await aChat(stores);
      const attempts = [reassign(chat, 'per_nobody'), reassign('cht_nowhere')];
      for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'not-found' });
      await expect(
        stores.chats.reassign(acts.at(chat, OPERATOR), OTHER_DOCTOR.person, () => 'chat-finished'),
      ).rejects.toMatchObject({ code: 'chat-finished' });
      expect((await acts.pageOf(chat)).entries).toHaveLength(2);
    });

    it('takes over between two messages, never within one', { timeout: 60_000 }, async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const chat = await aChat(stores);
        const steps = [
          () => acts.say(chat, DOCTOR, `${round}`).catch(codeOf),
          () => reassign(chat),
          () => acts.say(chat, OTHER_DOCTOR, `${round}`).catch(codeOf),
        ];
        const turned = [...steps.slice(round % 3), ...steps.slice(0, round % 3)];
        await Promise.all(turned.map((step) => step()));
        const { entries } = await acts.pageOf(chat);
        const change = entries.findIndex((entry) => entry.kind === 'note' && entry.note === 'doctor-changed');
        const authors = (from: number, to?: number) =>
          entries.slice(from, to).flatMap((entry) => (entry.kind === 'message' ? [entry.author.id] : []));
        expect(authors(0, change).every((id) => id === DOCTOR.person)).toBe(true);
        expect(authors(change).every((id) => id === OTHER_DOCTOR.person)).toBe(true);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
      }
    });

    it(
      'takes over before or after a mark, which is kept for whom it was made',
      { timeout: 60_000 },
      async () => {
        for (let round = 0; round < ROUNDS; round++) {
          const chat = await aChat(stores);
          await acts.say(chat, PATIENT);
          const marking = () => acts.mark(chat, DOCTOR, 3).then(() => 3, codeOf);
          const [marked] =
            round % 2
              ? await Promise.all([marking(), reassign(chat)])
              : (await Promise.all([reassign(chat), marking()])).reverse();
          expect(marked).toBe(round % 2 ? 3 : 'not-found');
          expect(await acts.viewOf(chat, PATIENT)).toMatchObject({ othersReadSeq: round % 2 ? 3 : 0 });
          expect(await acts.viewOf(chat, OTHER_DOCTOR)).toMatchObject({ readSeq: 0, unread: 4 });
        }
      },
    );
  });

  it('a representative who may not speak any more is told for the last time', async () => {
    const chat = await aChat(stores, { patient: CHILD });
    const pair = { patient: CHILD, representative: PARENT.person };
    const put = (validTo: number, now = NOON) =>
      stores.people
        .putRepresentation(OPERATOR, pair, { validFrom: NOON - DAY, validTo }, now, go)
        .then(({ changes }) => changes);
    expect(await put(NOON + DAY)).toEqual([]);
    expect(await put(NOON)).toMatchObject([
      { chat, revision: 3, formerReaders: [{ person: PARENT.person, role: 'patient' }] },
    ]);
    expect(await acts.viewOf(chat, DOCTOR)).toMatchObject({ revision: 3 });
    expect(await put(NOON - 1)).toEqual([]);
  });
}
