import type { Conclusion } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConclusionRule } from '../../../server/src/conclusions/conclusion-store.js';
import type { Stores } from '../../../server/src/deps.js';
import { type Acts, actsOn, COMPLETION, go } from '../chats/acts.js';
import { type Adapter, aChat, DOCTOR, HOUR, newId, NOON, OTHER_DOCTOR, PATIENT } from '../db/stores.js';
import { aDraft, CONCLUDING } from './drafts.js';
import { CONTENT } from './sheets.js';

/** How conclusions are kept, whichever database is behind the store. */
export function conclusionContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let chat: string;
  let acts: Acts;
  beforeEach(async () => {
    stores = await openSettled();
    acts = actsOn(stores);
    ({ at } = acts);
    chat = await aChat(stores);
  });
  afterEach(() => stores.close());

  const conclude = (draft = aDraft(), rule: ConclusionRule = go, now = NOON + HOUR) =>
    stores.conclusions.give(at(chat, DOCTOR, now), draft, CONCLUDING, rule);
  const correct = (draft = aDraft({ version: 2 }), rule: ConclusionRule = go, now = NOON + 2 * HOUR) =>
    stores.conclusions.give(at(chat, DOCTOR, now), draft, null, rule);

  describe('a conclusion', () => {
    it('ends the consultation in one step: its entry, then the note that all is done', async () => {
      const before = await acts.viewOf(chat);
      const given = await conclude();
      if (given === 'stale') throw new Error('stale');
      expect(given.chat).toMatchObject({ state: 'completed', outcome: 'conclusion', seq: before.seq + 2 });
      expect(given.change).toEqual({
        chat,
        revision: before.revision + 2,
        readers: expect.arrayContaining([{ person: PATIENT.person, role: 'patient' }]) as unknown,
        notices: [{ person: PATIENT.person, unread: 2 }], // of the appointment, and of this
      });
      const { entries } = await acts.pageOf(chat, PATIENT);
      expect(entries.slice(-2)).toEqual([
        {
          kind: 'conclusion',
          seq: before.seq + 1,
          revision: before.revision + 1,
          sentAt: NOON + HOUR,
          author: expect.objectContaining({ id: DOCTOR.person, side: 'doctor' }) as unknown,
          versions: [{ version: 1, at: NOON + HOUR, signedBy: null, size: 12 }],
        },
        expect.objectContaining({ note: 'completed', seq: before.seq + 2, revision: before.revision + 2 }),
      ]);
      expect(entries.at(-2)).toEqual(given.entry);
    });

    it('is corrected in its place: all versions stay, the change is told', async () => {
      const first = await conclude();
      if (first === 'stale') throw new Error('stale');
      const second = aDraft({ version: 2, document: { ...aDraft().document, signedBy: 'Печать' } });
      const given = await correct(second);
      if (given === 'stale') throw new Error('stale');
      expect(given.entry).toMatchObject({ seq: first.entry.seq, revision: first.chat.revision + 1 });
      expect(given.entry.versions).toEqual([
        ...first.entry.versions,
        { version: 2, at: NOON + 2 * HOUR, signedBy: 'Печать', size: 12 },
      ]);
      expect(given.change).toMatchObject({ revision: given.entry.revision, entry: given.entry });
      expect(given.chat).toMatchObject({ seq: first.chat.seq, activeAt: first.chat.activeAt });
      const { entries } = await acts.pageOf(chat, PATIENT, { after: first.chat.revision });
      expect(entries).toEqual([given.entry]);
      const { notices } = await stores.notices.list(PATIENT, {}, NOON + 2 * HOUR, go);
      expect(notices.slice(0, 2).map(({ kind }) => kind)).toEqual([
        'conclusion-corrected',
        'conclusion-ready',
      ]);
    });

    it('asks the rule with what was given under the key, by whom, and does nothing that is done', async () => {
      const draft = aDraft();
      const first = await conclude(draft);
      if (first === 'stale') throw new Error('stale');
      let asked: unknown;
      const again = await conclude({ ...aDraft(), key: draft.key }, (kept, _, before) => {
        asked = { state: kept.state, ...before };
        return 'done';
      });
      expect(asked).toEqual({ state: 'completed', author: DOCTOR.person, underKey: CONTENT });
      expect(again).toEqual({ chat: first.chat, entry: first.entry, change: null, fresh: false });
      expect(await stores.conclusions.head(at(chat, DOCTOR), draft.key, () => 'done')).toEqual({
        chat: first.chat,
        entry: first.entry,
      });
    });

    it('is stale where its version was taken meanwhile', async () => {
      await conclude();
      const [one, other] = await Promise.all([correct(), correct()]);
      expect([one === 'stale', other === 'stale']).toEqual([false, true]);
      const { entries } = await acts.pageOf(chat);
      expect((entries.at(-2) as Conclusion).versions).toHaveLength(2);
    });

    it('is refused by the rule and leaves nothing', async () => {
      await expect(conclude(aDraft(), () => 'chat-finished')).rejects.toMatchObject({
        code: 'chat-finished',
      });
      expect(await acts.viewOf(chat)).toMatchObject({ state: 'open' });
      await expect(stores.conclusions.newest(at(chat, DOCTOR), go)).rejects.toMatchObject({
        code: 'not-found',
      });
      const relations: string[] = [];
      for (const [id, actor] of [
        [chat, OTHER_DOCTOR],
        ['cht_absent', DOCTOR],
      ] as const)
        await expect(
          stores.conclusions.give(at(id, actor), aDraft(), CONCLUDING, (_, { relation }) => {
            relations.push(relation);
            return 'not-found';
          }),
        ).rejects.toMatchObject({ code: 'not-found' });
      expect(relations).toEqual(['none', 'none']);
    });

    it('comes before or after a message, never between it and its end', async () => {
      const said = Array.from({ length: 20 }, () => acts.say(chat, PATIENT).catch((error: unknown) => error));
      const given = conclude(aDraft());
      const late = Array.from({ length: 20 }, () => acts.say(chat, PATIENT).catch((error: unknown) => error));
      await Promise.all([...said, given, ...late]);
      const { entries } = await acts.pageOf(chat);
      expect(entries.slice(-2).map(({ kind }) => kind)).toEqual(['conclusion', 'note']);
      expect(entries.filter(({ kind }) => kind === 'message')).toHaveLength(20);
    });

    it('says beforehand what its document is about', async () => {
      const head = await stores.conclusions.head(at(chat, DOCTOR), newId('entryKey'), go);
      expect(head).toEqual({
        version: 1,
        organisation: 'Поликлиника № 27',
        patient: {
          name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
          birthDate: '1985-03-14',
        },
        doctor: {
          name: { family: 'Королёва', given: 'Вера', patronymic: 'Викторовна' },
          specialty: 'Кардиолог',
        },
      });
      expect(await stores.conclusions.headOfPreview(at(chat, DOCTOR), go)).toEqual(head);
    });

    it('finds the document of each version, and the words of the last', async () => {
      const [first, second] = [aDraft(), aDraft({ version: 2, content: { ...CONTENT, findings: 'Иначе' } })];
      await conclude(first);
      await correct(second);
      expect(await stores.conclusions.document(at(chat, PATIENT), 1, go)).toEqual(first.document);
      expect(await stores.conclusions.document(at(chat, DOCTOR), 2, go)).toEqual(second.document);
      await expect(stores.conclusions.document(at(chat, PATIENT), 3, go)).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await stores.conclusions.newest(at(chat, DOCTOR), go)).toEqual({
        version: 2,
        content: second.content,
      });
      const { place } = first.document;
      expect(await stores.files.unknownPlaces([place, 'f'.repeat(32)]), 'for the sweep').toEqual([
        'f'.repeat(32),
      ]);
    });

    it('is not one where the consultation ended without', async () => {
      await stores.chats.move(at(chat, DOCTOR), COMPLETION, go);
      await expect(stores.conclusions.document(at(chat, DOCTOR), 1, go)).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });
}
