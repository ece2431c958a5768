import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { type Adapter, aChat, as, CHILD, DOCTOR, NOON, PARENT, PATIENT } from '../db/stores.js';
import { type Acts, actsOn, go } from './acts.js';

/** Pages, marks and counts, whichever database is behind the store. */
export function readingContract({ openSettled }: Adapter) {
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

  describe('reading', () => {
    it('pages back through history and forward through changes', async () => {
      const chat = await aChat(stores);
      for (let n = 3; n <= 12; n++) await say(chat, PATIENT, `${n}`);
      const seqs = async (query: object) => {
        const { entries, more } = await pageOf(chat, PATIENT, query);
        return { seqs: entries.map(({ seq }) => seq), more };
      };
      expect(await seqs({ limit: 3 })).toEqual({ seqs: [10, 11, 12], more: true });
      expect(await seqs({ before: 10, limit: 8 })).toEqual({ seqs: [2, 3, 4, 5, 6, 7, 8, 9], more: true });
      expect(await seqs({ before: 4, limit: 3 })).toEqual({ seqs: [1, 2, 3], more: false });
      expect(await seqs({ before: 1 })).toEqual({ seqs: [], more: false });
      expect(await seqs({ after: 9, limit: 2 })).toEqual({ seqs: [10, 11], more: true });
      expect(await seqs({ after: 11, limit: 2 })).toEqual({ seqs: [12], more: false });
      expect(await seqs({ after: 99 })).toEqual({ seqs: [], more: false });
      await stores.chats.tombstone(at(chat, PATIENT), 5, go);
      expect(await seqs({ after: 11 })).toEqual({ seqs: [12, 5], more: false });
    });

    it('moves a mark forward only, never past the end, and tells the other side', async () => {
      const chat = await aChat(stores);
      await say(chat, DOCTOR);
      const first = await mark(chat, PATIENT, 2);
      expect(first.chat).toMatchObject({ readSeq: 2, unread: 1, revision: 4 });
      expect(first.change).toMatchObject({ chat, revision: 4 });
      expect(first.change!.entry).toBeUndefined();
      expect(await mark(chat, PATIENT, 1)).toMatchObject({ chat: { readSeq: 2, revision: 4 }, change: null });
      expect((await mark(chat, PATIENT, 1000)).chat).toMatchObject({ readSeq: 3, unread: 0, revision: 5 });
      expect(await viewOf(chat, DOCTOR)).toMatchObject({
        othersReadSeq: 3,
        readSeq: 0,
        unread: 2,
        activeAt: NOON,
      });
      expect(await viewOf(chat, PATIENT)).toMatchObject({ othersReadSeq: 0 });
    });

    it("keeps a mark for each person of a side, and the side's furthest for the other", async () => {
      const child = as('patient', CHILD);
      const chat = await aChat(stores, { patient: CHILD });
      await mark(chat, PARENT, 2);
      const own = await mark(chat, child, 1);
      expect(own.change).not.toBeNull(); // the child's other tabs want to know
      expect(await viewOf(chat, child)).toMatchObject({ readSeq: 1 });
      expect(await viewOf(chat, PARENT)).toMatchObject({ readSeq: 2 });
      expect(await viewOf(chat, DOCTOR)).toMatchObject({ othersReadSeq: 2 });
    });

    it('counts as unread what a simple model counts', async () => {
      const step = fc.oneof(
        fc.record({ does: fc.constant('say' as const), who: fc.nat(2) }),
        fc.record({ does: fc.constant('delete' as const), which: fc.nat(40) }),
        fc.record({ does: fc.constant('read' as const), who: fc.nat(2), upTo: fc.nat(40) }),
      );
      const people = [as('patient', CHILD), PARENT, DOCTOR];
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const chat = await aChat(stores, { patient: CHILD });
          const model: { author?: string; gone?: boolean }[] = [{}, {}];
          const marks = [0, 0, 0];
          for (const act of steps) {
            if (act.does === 'say') {
              await say(chat, people[act.who]!);
              model.push({ author: people[act.who]!.person });
            } else if (act.does === 'read') {
              await mark(chat, people[act.who]!, act.upTo);
              marks[act.who] = Math.max(marks[act.who]!, Math.min(act.upTo, model.length));
            } else {
              const place = act.which % model.length;
              const author = people.find(({ person }) => person === model[place]!.author);
              if (!author) continue;
              await stores.chats.tombstone(at(chat, author), place + 1, go);
              model[place]!.gone = true;
            }
          }
          for (const [n, actor] of people.entries()) {
            const unread = model.filter(
              ({ author, gone }, place) => place + 1 > marks[n]! && !gone && author !== actor.person,
            ).length;
            const view = await viewOf(chat, actor);
            expect(view).toMatchObject({ unread, readSeq: marks[n]!, seq: model.length });
            expect((await listOf(actor)).chats.find(({ id }) => id === chat)).toEqual(view);
          }
        }),
        { numRuns: 25 },
      );
      const { chats, unread } = await listOf(PARENT, { limit: 100 });
      expect(unread).toBe(chats.reduce((sum, chat) => sum + chat.unread, 0));
    });
  });
}
