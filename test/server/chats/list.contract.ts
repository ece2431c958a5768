import { type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  aChat,
  as,
  CHILD,
  CLINIC,
  DOCTOR,
  HOUR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Acts, actsOn, go, write } from './acts.js';

/** The list and its search, whichever database is behind the store. */
export function listContract({ openSettled }: Adapter) {
  let stores: Stores;
  let at: Acts['at'];
  let mark: Acts['mark'];
  let listOf: Acts['listOf'];
  beforeEach(async () => {
    stores = await openSettled();
    ({ at, mark, listOf } = actsOn(stores));
  });
  afterEach(() => stores.close());

  describe('the list', () => {
    it('puts the newest activity first and pages without a gap or a double', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 7; n++) ids.push(await aChat(stores, { at: NOON + Math.floor(n / 2) * MINUTE }));
      await stores.chats.append(
        at(ids[0]!, PATIENT, NOON + HOUR),
        { key: newId('entryKey'), text: 'Ещё вопрос' },
        write,
      );
      await mark(ids[1]!, PATIENT, 1);
      const seen: string[] = [];
      let after: string | undefined;
      let pages = 0;
      do {
        const page = await listOf(PATIENT, { limit: 3, ...(after && { after }) });
        expect(page.unread).toBe(7 * 2 - 1);
        seen.push(...page.chats.map(({ id }) => id));
        after = page.next ?? undefined;
        pages++;
      } while (after);
      expect(pages).toBe(3);
      expect(seen[0]).toBe(ids[0]);
      expect(seen[1]).toBe(ids[6]);
      expect([...seen].sort()).toEqual([...ids].sort());
      await expect(listOf(PATIENT, { after: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' });
    });

    it("holds one's own chats and one's children's, and none for those who run the registry", async () => {
      const [own, childs] = [
        await aChat(stores),
        await aChat(stores, { patient: CHILD, doctor: OTHER_DOCTOR.person }),
      ];
      const idsFor = async (actor: Actor) =>
        (await listOf(actor)).chats.map(({ id, relation }) => [id, relation]);
      expect(await idsFor(PATIENT)).toEqual([[own, 'patient']]);
      expect(await idsFor(PARENT)).toEqual([[childs, 'representative']]);
      expect(await idsFor(DOCTOR)).toEqual([[own, 'doctor']]);
      expect(await idsFor(OTHER_DOCTOR)).toEqual([[childs, 'doctor']]);
      expect(await idsFor(OPERATOR)).toEqual([]);
      expect(await idsFor(as('administrator', DOCTOR.person, CLINIC))).toEqual([]);
    });

    const searches: readonly (readonly [query: string, found: readonly string[]])[] = [
      ['', ['heart', 'health', 'percent']],
      ['   ', ['heart', 'health', 'percent']],
      ['кардиолог', ['heart', 'percent']],
      ['КАРДИОЛОГА', ['heart', 'percent']],
      ['кардиологу', ['heart', 'percent']],
      ['карди', ['heart', 'percent']],
      ['диолог', []],
      ['карды', []],
      ['терапевт', ['health']],
      ['терапевта', ['health']],
      ['ёлкина', ['health']],
      ['Елкина', ['health']],
      ['елк', ['health']],
      ['матросова кардиолог', ['heart', 'percent']],
      ['матросова терапевт', []],
      ['Королева', ['heart', 'percent']],
      ['поликлиника 27', ['heart', 'health', 'percent']],
      ['сердечный ритм', ['heart']],
      ['ритма', ['heart']],
      ['100', ['percent']],
      ['100%', ['percent']],
      ['%', []],
      ['_', []],
      ['кард%г', []],
      ["' or 1=1 --", []],
      ['Матросова Е. В.', ['heart', 'percent']],
    ];
    it.each(searches)('finds by «%s»', async (q, found) => {
      const chats = {
        heart: await aChat(stores, { title: 'Сердечный ритм' }),
        health: await aChat(stores, {
          patient: OTHER_PATIENT.person,
          doctor: OTHER_DOCTOR.person,
          title: 'Приём',
        }),
        percent: await aChat(stores, { title: 'Сатурация 100%_' }),
      };
      const lists = await Promise.all([PATIENT, OTHER_PATIENT].map((actor) => listOf(actor, { q })));
      const ids = lists.flatMap(({ chats }) => chats.map(({ id }) => id));
      expect(ids.sort()).toEqual(found.map((name) => chats[name as keyof typeof chats]).sort());
      expect(lists.map(({ unread }) => unread)).toEqual([4, 2]); // counts all, whatever is looked for
    });

    it('finds under a new name at once', async () => {
      await aChat(stores);
      const record = { name: { family: 'Щукина', given: 'Вера' }, birthDate: null, specialty: 'Кардиолог' };
      await stores.people.put(as('administrator', 'per_administrator'), DOCTOR.person, record, NOON, go);
      expect((await listOf(PATIENT, { q: 'щукина' })).chats).toHaveLength(1);
      expect((await listOf(PATIENT, { q: 'королёва' })).chats).toHaveLength(0);
    });
  });
}
