import { CALL_LIMITS, type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { actsOn } from '../chats/acts.js';
import { callActsOn, PEERS } from './call-acts.js';
import {
  type Adapter,
  aChat,
  CHILD,
  DOCTOR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';

const CLINIC_READERS = [
  { person: PATIENT.person, role: 'patient' },
  { person: DOCTOR.person, role: 'doctor' },
];

/** What becomes of a call, whichever library holds the database. */
export function callLifeContract(adapter: Adapter) {
  let stores: Stores;
  let acts: ReturnType<typeof callActsOn>;
  let chats: ReturnType<typeof actsOn>;
  let chat: string;
  beforeEach(async () => {
    stores = await adapter.openSettled();
    acts = callActsOn(stores);
    chats = actsOn(stores);
    chat = await aChat(stores);
  });
  afterEach(() => stores.close());

  const notes = async () =>
    (await chats.pageOf(chat)).entries.flatMap((entry) =>
      entry.kind === 'note' && entry.note.startsWith('call') ? [entry] : [],
    );

  describe('a call', () => {
    it('rings with the doctor’s name, and tells both sides', async () => {
      const device = newId('device');
      const { call, change, news } = await acts.ring(chat, { device });
      expect(call).toEqual({
        id: call.id,
        chat,
        revision: 1,
        state: 'ringing',
        end: null,
        side: 'doctor',
        doctor: {
          id: DOCTOR.person,
          name: { family: 'Королёва', given: 'Вера', patronymic: 'Викторовна' },
          specialty: 'Кардиолог',
        },
        patient: {
          id: PATIENT.person,
          name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
        },
        rangAt: NOON,
        answeredAt: null,
        endedAt: null,
        ringsUntil: NOON + CALL_LIMITS.ring,
        seat: { person: DOCTOR.person, device },
        signals: 0,
      });
      expect(change).toBe(null);
      expect(news).toEqual({
        chat,
        call: call.id,
        revision: 1,
        signals: 0,
        over: false,
        dueAt: NOON + CALL_LIMITS.ring,
        readers: CLINIC_READERS,
      });
      expect(await acts.view(call.id)).toMatchObject({ side: 'patient', seat: null });
    });

    it('is the same under the same key, and the one that lives under another', async () => {
      const key = newId('entryKey');
      const made = await Promise.all(
        [key, key, newId('entryKey')].map((same) => acts.ring(chat, { key: same })),
      );
      expect(new Set(made.map(({ call }) => call.id)).size).toBe(1);
      expect(made.map(({ news }) => news !== null)).toEqual([true, false, false]);
      await acts.end(made[0]!.call.id, DOCTOR);
      expect((await acts.ring(chat, { key })).call).toMatchObject({ id: made[0]!.call.id, end: 'cancelled' });
      expect((await acts.ring(chat)).call.id).not.toBe(made[0]!.call.id);
    });

    it('is answered under its key though the consultation is over', async () => {
      const key = newId('entryKey');
      const { call } = await acts.ring(chat, { key });
      await stores.chats.move(
        { chatId: chat, actor: DOCTOR, now: NOON },
        { state: 'completed', outcome: 'no-conclusion', note: 'completed-without-conclusion', reason: 'Всё' },
        () => undefined,
      );
      expect((await acts.ring(chat, { key })).call).toMatchObject({ id: call.id, state: 'ended' });
      await expect(acts.ring(chat)).rejects.toMatchObject({ code: 'chat-finished' });
    });

    it('is answered once: by one page, of one person, which may say so again', async () => {
      const own = await aChat(stores, { patient: CHILD });
      const { call } = await acts.ring(own);
      const devices = [newId('device'), newId('device')] as const;
      const tries = await Promise.allSettled(devices.map((device) => acts.answer(call.id, PARENT, device)));
      expect(tries.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect(tries[1]).toMatchObject({ reason: { code: 'call-answered' } });
      const again = await acts.answer(call.id, PARENT, devices[0], NOON + 5);
      expect(again).toMatchObject({ change: null, news: null });
      expect(again.call).toMatchObject({
        revision: 2,
        state: 'connecting',
        answeredAt: NOON,
        ringsUntil: null,
        seat: { person: PARENT.person, device: devices[0] },
      });
    });

    it('counts as having been there, though nobody wrote a word', async () => {
      const { call } = await acts.ring(chat);
      expect(await stores.chats.due(NOON + 24 * 60 * MINUTE, 30 * MINUTE, 10)).toHaveLength(1);
      await acts.answer(call.id);
      expect(await stores.chats.due(NOON + 24 * 60 * MINUTE, 30 * MINUTE, 10)).toHaveLength(0);
    });

    it.each([
      ['declined', PATIENT, 'call-declined'],
      ['cancelled', DOCTOR, 'call-missed'],
    ] as const)('that is %s says so in the chat', async (end, actor, note) => {
      const { call } = await acts.ring(chat);
      const ended = await acts.end(call.id, actor, NOON + 7);
      expect(ended.call).toMatchObject({
        state: 'ended',
        end,
        endedAt: NOON + 7,
        revision: 2,
        ringsUntil: null,
      });
      const entry = {
        kind: 'note',
        seq: 3,
        revision: 3,
        sentAt: NOON + 7,
        note,
        person: null,
        reason: null,
      };
      expect(ended.change).toEqual({ chat, revision: 3, entry, readers: CLINIC_READERS });
      expect(ended.news).toMatchObject({ over: true, dueAt: null, revision: 2 });
      expect(await notes()).toEqual([entry]);
    });

    it('that was answered tells how long it was', async () => {
      const { call } = await acts.ring(chat);
      await acts.answer(call.id, PATIENT, newId('device'), NOON + 10_000);
      const { change } = await acts.end(call.id, PATIENT, NOON + 190_000);
      expect(change!.entry).toMatchObject({ note: 'call-ended', duration: 180_000 });
      expect(await notes()).toEqual([change!.entry]);
      expect((await chats.viewOf(chat)).lastEntry).toEqual(change!.entry);
    });

    it('ends once, however many say so', async () => {
      const { call } = await acts.ring(chat);
      const ends = await Promise.all([
        acts.end(call.id, DOCTOR),
        acts.end(call.id, PATIENT),
        acts.end(call.id, DOCTOR, NOON, true),
      ]);
      expect(ends.map(({ call }) => call.end)).toEqual(['cancelled', 'cancelled', 'cancelled']);
      expect(ends.map(({ change }) => change !== null)).toEqual([true, false, false]);
      expect(await notes()).toHaveLength(1);
    });

    it('is answered or cancelled, whoever is first, and never both', async () => {
      for (const first of ['answer', 'end'] as const) {
        const { call } = await acts.ring(chat);
        const doing = { answer: () => acts.answer(call.id), end: () => acts.end(call.id, DOCTOR) };
        const order = first === 'answer' ? [doing.answer, doing.end] : [doing.end, doing.answer];
        await Promise.allSettled(order.map((act) => act()));
        expect(await acts.view(call.id)).toMatchObject({
          state: 'ended',
          end: first === 'answer' ? 'hang-up' : 'cancelled',
        });
      }
    });

    it('is active once both have said that they see the other, and is reconnecting when one does not', async () => {
      const [hers, his] = [newId('device'), newId('device')];
      const { call } = await acts.ring(chat, { device: his });
      await acts.answer(call.id, PATIENT, hers);
      const told = async (actor: Actor, flows: boolean, now: number) => {
        const { call: seen, news } = await acts.report(
          call.id,
          actor,
          actor === DOCTOR ? his : hers,
          flows,
          now,
        );
        return [seen.state, seen.revision, news?.dueAt ?? null];
      };
      expect(await told(PATIENT, true, NOON + 1)).toEqual(['connecting', 2, null]);
      expect(await told(DOCTOR, true, NOON + 2)).toEqual(['active', 3, NOON + CALL_LIMITS.length]);
      expect(await told(DOCTOR, true, NOON + 3)).toEqual(['active', 3, null]);
      expect(await told(PATIENT, false, NOON + 4)).toEqual([
        'reconnecting',
        4,
        NOON + 4 + CALL_LIMITS.connect,
      ]);
      expect(await told(DOCTOR, false, NOON + 5)).toEqual(['reconnecting', 4, null]);
      expect(await told(DOCTOR, true, NOON + 6)).toEqual(['reconnecting', 4, null]);
      expect(await told(PATIENT, true, NOON + 7)).toEqual(['active', 5, NOON + CALL_LIMITS.length]);
    });

    it('gives its seat to another page of the same person alone, and the old one learns of it', async () => {
      const [old, fresh] = [newId('device'), newId('device')];
      const { call } = await acts.ring(chat);
      await acts.answer(call.id, PATIENT, old);
      await acts.report(call.id, PATIENT, old, true);
      await expect(acts.sit(call.id, PATIENT, fresh)).rejects.toMatchObject({ code: 'call-elsewhere' });
      expect(await acts.sit(call.id, PATIENT, old)).toMatchObject({ news: null, side: 'patient' });
      const sitting = await acts.sit(call.id, PATIENT, fresh, true);
      expect(sitting).toMatchObject({
        side: 'patient',
        peer: PEERS.patient,
        partner: PEERS.doctor,
        endsBy: NOON + CALL_LIMITS.length,
        call: { revision: 3, seat: { person: PATIENT.person, device: fresh } },
        news: { revision: 3 },
      });
      await expect(acts.report(call.id, PATIENT, old, true)).rejects.toMatchObject({
        code: 'call-elsewhere',
      });
      expect(await acts.sit(call.id, PATIENT, fresh, true)).toMatchObject({ news: null });
    });

    it('that was active is reconnecting when another page sits down in it', async () => {
      const [hers, his] = [newId('device'), newId('device')];
      const { call } = await acts.ring(chat, { device: his });
      await acts.answer(call.id, PATIENT, hers);
      await acts.report(call.id, PATIENT, hers, true);
      await acts.report(call.id, DOCTOR, his, true);
      const { call: moved, news } = await acts.sit(call.id, DOCTOR, newId('device'), true, NOON + 50);
      expect(moved.state).toBe('reconnecting');
      expect(news!.dueAt).toBe(NOON + 50 + CALL_LIMITS.connect);
    });

    it('cannot be begun by a doctor who is in another, ringing or not', async () => {
      const other = await aChat(stores, { patient: OTHER_PATIENT.person });
      const { call } = await acts.ring(other);
      await expect(acts.ring(chat)).rejects.toMatchObject({ code: 'call-elsewhere' });
      await acts.end(call.id, DOCTOR);
      expect((await acts.ring(chat)).call.state).toBe('ringing');
    });

    it('is known to its people, and to nobody else', async () => {
      const { call } = await acts.ring(chat);
      for (const stranger of [OTHER_PATIENT, OTHER_DOCTOR, OPERATOR, PARENT]) {
        expect(await acts.live(stranger), stranger.person).toEqual([]);
        for (const act of [
          () => acts.view(call.id, stranger),
          () => acts.answer(call.id, stranger),
          () => acts.end(call.id, stranger),
          () => acts.sit(call.id, stranger, newId('device')),
          () => acts.view(newId('call'), stranger),
        ])
          await expect(act(), stranger.person).rejects.toMatchObject({ code: 'not-found' });
      }
      for (const own of [PATIENT, DOCTOR]) {
        expect((await acts.live(own)).map(({ id }) => id)).toEqual([call.id]);
        await expect(acts.view(newId('call'), own)).rejects.toMatchObject({ code: 'not-found' });
      }
      await expect(acts.answer(call.id, DOCTOR)).rejects.toMatchObject({ code: 'not-allowed' });
      await acts.end(call.id, PATIENT);
      expect([await acts.live(PATIENT), await acts.live(DOCTOR)]).toEqual([[], []]);
    });

    it('ends with the consultation, in the same step and before its last note', async () => {
      const { call } = await acts.ring(chat);
      await acts.answer(call.id);
      const { change } = await stores.chats.move(
        { chatId: chat, actor: DOCTOR, now: NOON + MINUTE },
        { state: 'completed', outcome: 'no-conclusion', note: 'completed-without-conclusion', reason: 'Всё' },
        () => undefined,
      );
      expect(change).toEqual({
        chat,
        revision: 4,
        readers: CLINIC_READERS,
        call: expect.objectContaining({ call: call.id, over: true, revision: 3 }) as unknown,
      });
      const { entries } = await chats.pageOf(chat);
      expect(entries.slice(-2)).toMatchObject([
        { seq: 3, note: 'call-ended', duration: MINUTE },
        { seq: 4, note: 'completed-without-conclusion' },
      ]);
      expect(await acts.view(call.id)).toMatchObject({ end: 'hang-up' });
    });

    it('that rings is cancelled when the consultation goes to another doctor, who may ring anew', async () => {
      const { call } = await acts.ring(chat);
      const { change } = await stores.chats.reassign(
        { chatId: chat, actor: OPERATOR, now: NOON },
        OTHER_DOCTOR.person,
        () => undefined,
      );
      expect(change).toMatchObject({
        revision: 4,
        call: { call: call.id, over: true, readers: CLINIC_READERS },
      });
      expect(change).not.toHaveProperty('entry');
      await expect(acts.view(call.id, DOCTOR)).rejects.toMatchObject({ code: 'not-found' });
      expect(await acts.view(call.id)).toMatchObject({ end: 'cancelled', doctor: { id: DOCTOR.person } });
      expect((await acts.ring(chat, { actor: OTHER_DOCTOR })).call.state).toBe('ringing');
    });

    it('ends when whoever sat in it may not speak for the patient any more', async () => {
      const own = await aChat(stores, { patient: CHILD });
      const { call } = await acts.ring(own);
      await acts.answer(call.id, PARENT);
      const pair = { patient: CHILD, representative: PARENT.person };
      const { changes } = await stores.people.putRepresentation(
        OPERATOR,
        pair,
        { validFrom: NOON - 2, validTo: NOON - 1 },
        NOON,
        () => undefined,
      );
      expect(changes).toMatchObject([{ chat: own, call: { call: call.id, over: true } }]);
      expect(await acts.live(DOCTOR)).toEqual([]);
    });

    it('is due when it has rung, tried or lasted for too long', async () => {
      const { call } = await acts.ring(chat);
      const dueFrom = async (moment: number) => {
        expect(await stores.calls.due(moment - 1, 10)).toEqual([]);
        expect(await stores.calls.due(moment, 10)).toEqual([call.id]);
      };
      await dueFrom(NOON + CALL_LIMITS.ring);
      const [hers, his] = [newId('device'), call.seat!.device];
      await acts.answer(call.id, PATIENT, hers, NOON + 7);
      await dueFrom(NOON + 7 + CALL_LIMITS.connect);
      await acts.report(call.id, PATIENT, hers, true);
      await acts.report(call.id, DOCTOR, his, true);
      await dueFrom(NOON + CALL_LIMITS.length);
      expect(await stores.calls.expire({ callId: call.id, actor: null, now: NOON }, () => undefined)).toEqual(
        {
          change: null,
          news: null,
        },
      );
      const { change, news } = await stores.calls.expire(
        { callId: call.id, actor: null, now: NOON + CALL_LIMITS.length },
        () => 'hang-up',
      );
      expect(change!.entry).toMatchObject({ note: 'call-ended', duration: CALL_LIMITS.length - 7 });
      expect(news!.over).toBe(true);
      expect(await stores.calls.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    });
  });
}
