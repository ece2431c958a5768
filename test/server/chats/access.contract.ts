import { ConsultError, refusalToRead, refusalToSee, type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRule } from '../../../server/src/chats/chat-store.js';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  aChat,
  as,
  CHILD,
  CLINIC,
  DOCTOR,
  HOUR,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Acts, actsOn, COMPLETION, go, see } from './acts.js';

/** Who is let in, whichever database is behind the store. */
export function accessContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let say: Acts['say'];
  let pageOf: Acts['pageOf'];
  let viewOf: Acts['viewOf'];
  let mark: Acts['mark'];
  let listOf: Acts['listOf'];
  beforeEach(async () => {
    stores = await openSettled();
    ({ at, say, pageOf, viewOf, mark, listOf } = actsOn(stores));
  });
  afterEach(() => stores.close());

  describe('who may', () => {
    const verbs: Record<string, (chat: string, actor: Actor) => Promise<unknown>> = {
      view: (chat, actor) => viewOf(chat, actor),
      entries: (chat, actor) => pageOf(chat, actor),
      append: (chat, actor) => say(chat, actor),
      tombstone: (chat, actor) =>
        stores.chats.tombstone(at(chat, actor), 1, (_, __, standing) => refusalToRead(standing)),
      markRead: (chat, actor) => mark(chat, actor, 1),
      card: (chat, actor) => stores.chats.card(at(chat, actor), see),
      move: (chat, actor) => stores.chats.move(at(chat, actor), COMPLETION, see),
    };
    const strangers: Record<string, Actor> = {
      'another patient': OTHER_PATIENT,
      'another doctor': OTHER_DOCTOR,
      'an operator': OPERATOR,
      'the doctor, signed in as a patient': as('patient', DOCTOR.person),
      'the patient, signed in as a doctor': as('doctor', PATIENT.person, CLINIC),
      'somebody whom nobody knows': as('patient', 'per_unknown'),
    };
    for (const [verb, attempt] of Object.entries(verbs))
      for (const [who, actor] of Object.entries(strangers))
        it(`refuses ${verb} to ${who} as if there were no such chat`, async () => {
          const refusals = await Promise.all(
            [await aChat(stores), newId('chat')].map((chat) =>
              attempt(chat, actor).catch((error: ConsultError) => error),
            ),
          );
          for (const refusal of refusals) expect(refusal).toEqual(new ConsultError('not-found'));
        });

    it('knows no absent chat, even where the rule refuses nothing', async () => {
      const nowhere = at(newId('chat'), PATIENT);
      const attempts = [
        stores.chats.view(nowhere, go),
        stores.chats.entries(nowhere, {}, go),
        stores.chats.card(nowhere, go),
        stores.chats.markRead(nowhere, 1, go),
        stores.chats.append(nowhere, { key: newId('entryKey'), text: 'x' }, go),
        stores.chats.tombstone(nowhere, 1, go),
        stores.chats.move(nowhere, COMPLETION, go),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'not-found' });
    });

    it("follows a representative's term to the moment", async () => {
      const chat = await aChat(stores, { patient: CHILD });
      const pair = { patient: CHILD, representative: PARENT.person };
      await stores.people.putRepresentation(
        OPERATOR,
        pair,
        { validFrom: NOON, validTo: NOON + HOUR },
        NOON,
        go,
      );
      const relationAt = (now: number) => {
        let seen: string | undefined;
        const look: ChatRule = (_, { relation }) => {
          seen = relation;
          return refusalToSee({ relation });
        };
        return stores.chats.view(at(chat, PARENT, now), look).then(
          () => seen,
          (error: ConsultError) => error.code,
        );
      };
      expect(await relationAt(NOON - 1)).toBe('not-found');
      expect(await relationAt(NOON)).toBe('representative');
      expect(await relationAt(NOON + HOUR - 1)).toBe('representative');
      expect(await relationAt(NOON + HOUR)).toBe('not-found');
      expect((await listOf(PARENT, {}, NOON)).chats).toHaveLength(1);
      expect(await listOf(PARENT, {}, NOON + HOUR)).toEqual({ chats: [], next: null, unread: 0 });
    });

    it("shows the patient's side that a consent is missing, and nothing that was said", async () => {
      const newcomer = as('patient', 'per_newcomer');
      await stores.people.put(
        OPERATOR,
        newcomer.person,
        { name: { family: 'Новикова', given: 'Анна' }, birthDate: null, specialty: null },
        NOON,
        go,
      );
      const chat = await aChat(stores, { patient: newcomer.person });
      await say(chat, DOCTOR, 'Тайна');
      const view = await viewOf(chat, newcomer);
      expect(view).toMatchObject({ refusal: 'consent-needed', lastEntry: null, unread: 3 });
      expect((await listOf(newcomer)).chats).toEqual([view]);
      await expect(pageOf(chat, newcomer)).rejects.toMatchObject({ code: 'consent-needed' });
      await expect(say(chat, newcomer)).rejects.toMatchObject({ code: 'consent-needed' });
      expect((await say(chat, DOCTOR)).change!.readers).toEqual([
        { person: newcomer.person, role: 'patient', withoutText: true },
        { person: DOCTOR.person, role: 'doctor' },
      ]);
      await expect(
        stores.chats.tombstone(at(chat, newcomer), 99, (_, __, s) => refusalToRead(s)),
      ).rejects.toMatchObject({
        code: 'consent-needed',
      });
      expect((await viewOf(chat, DOCTOR)).refusal).toBeNull();
      expect((await stores.chats.card(at(chat, DOCTOR), see)).consented).toBe(false);
    });
  });
}
