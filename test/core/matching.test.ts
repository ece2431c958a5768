import {
  type DateRange,
  dayAfter,
  matchRequests,
  moscowDay,
  moscowMoment,
  REQUEST_KINDS,
  type RequestToMatch,
  type SlotToMatch,
} from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const TODAY = '2026-04-09';
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
const NOON = moscowMoment(TODAY, 12 * 60);
const DAY = 86_400_000;
const HOUR = 3_600_000;

const aRequest = (over: Partial<RequestToMatch> = {}): RequestToMatch => ({
  id: 'req_1',
  number: `Ж-${over.id ?? 'req_1'}`,
  kind: 'remote',
  specialty: 'Кардиолог',
  doctor: null,
  wishes: [{ from: '2026-04-10', to: '2026-04-12' }],
  registeredAt: NOON - DAY,
  callBy: NOON + 4 * DAY,
  consultBy: NOON + 9 * DAY,
  locked: false,
  ...over,
});

const petrov = { id: 'per_petrov', specialty: 'Кардиолог', name: { family: 'Петров', given: 'Пётр' } };
const sidorova = { id: 'per_sidorova', specialty: 'Кардиолог', name: { family: 'Сидорова', given: 'Анна' } };
const surgeon = { id: 'per_hirurg', specialty: 'Хирург', name: { family: 'Ножиков', given: 'Иван' } };

const aSlot = (over: Partial<SlotToMatch<typeof petrov>> = {}) => {
  const startsAt = over.startsAt ?? NOON + DAY;
  return {
    id: 'slt_1',
    kind: 'remote' as const,
    doctor: petrov,
    startsAt,
    endsAt: startsAt + HOUR / 4,
    ...over,
  };
};

const pairs = ({ matches }: ReturnType<typeof matchRequests>) =>
  matches.map(({ request, slot }) => [request, slot]);
const reasonFor = (request: RequestToMatch, ...slots: SlotToMatch[]) =>
  matchRequests([request], slots, NOON).unmatched[0]?.reason;

describe('a request that waits', () => {
  it('gets a slot of its specialty, with all that is told of the doctor, and why', () => {
    const { matches, unmatched } = matchRequests([aRequest()], [aSlot()], NOON);
    expect(unmatched).toEqual([]);
    expect(matches).toEqual([
      {
        request: 'req_1',
        number: 'Ж-req_1',
        slot: 'slt_1',
        doctor: petrov,
        startsAt: NOON + DAY,
        endsAt: NOON + DAY + HOUR / 4,
        reasons: ['specialty', 'day', 'kind', 'before-deadline'],
      },
    ]);
  });

  it.each([
    ['a doctor wished for', { doctor: petrov.id }, ['doctor', 'specialty', 'day', 'kind', 'before-deadline']],
    ['any day', { wishes: [] }, ['specialty', 'kind', 'before-deadline']],
    [
      'a deadline at that very moment',
      { consultBy: NOON + DAY },
      ['specialty', 'day', 'kind', 'before-deadline'],
    ],
    ['a deadline just missed', { consultBy: NOON + DAY - 1 }, ['specialty', 'day', 'kind']],
  ])('says what fits: %s', (_, over, reasons) => {
    expect(matchRequests([aRequest(over)], [aSlot()], NOON).matches[0]?.reasons).toEqual(reasons);
  });

  it('gets the earliest slot, of whatever wish', () => {
    const slots = [
      aSlot({ id: 'late', startsAt: NOON + 3 * DAY }),
      aSlot({ id: 'early', startsAt: NOON + DAY }),
      aSlot({ id: 'earlier', startsAt: NOON + DAY - HOUR, doctor: sidorova }),
    ];
    const wishes = [
      { from: '2026-04-12', to: '2026-04-12' },
      { from: '2026-04-10', to: '2026-04-11' },
    ];
    expect(pairs(matchRequests([aRequest({ wishes })], slots, NOON))).toEqual([['req_1', 'earlier']]);
  });

  it('passes over days between its wishes', () => {
    const wishes = [
      { from: '2026-04-10', to: '2026-04-10' },
      { from: '2026-04-12', to: '2026-04-12' },
    ];
    const slots = [
      aSlot({ id: 'between', startsAt: NOON + 2 * DAY }),
      aSlot({ id: 'on', startsAt: NOON + 3 * DAY }),
    ];
    expect(pairs(matchRequests([aRequest({ wishes })], slots, NOON))).toEqual([['req_1', 'on']]);
  });

  it.each([
    ['the first minute of the first day', moscowMoment('2026-04-10'), true],
    ['a moment before it', moscowMoment('2026-04-10') - 1, false],
    ['the last moment of the last day', moscowMoment('2026-04-13') - 1, true],
    ['the midnight after it', moscowMoment('2026-04-13'), false],
  ])('wishes for days of Moscow: %s', (_, startsAt, suits) => {
    expect(matchRequests([aRequest()], [aSlot({ startsAt })], NOON).matches).toHaveLength(suits ? 1 : 0);
  });

  it('never gets a time that has begun', () => {
    const request = aRequest({ wishes: [{ from: TODAY, to: TODAY }] });
    expect(reasonFor(request, aSlot({ startsAt: NOON - 1 }))).toBe('no-slot-of-specialty');
    expect(reasonFor(request, aSlot({ startsAt: NOON }))).toBe('no-slot-of-specialty');
    expect(reasonFor(request, aSlot({ startsAt: NOON + 1 }))).toBeUndefined();
  });

  it.each([
    ['another specialty', {}, { doctor: surgeon }, 'no-slot-of-specialty'],
    ['another kind', {}, { kind: 'in-person' as const }, 'no-slot-of-specialty'],
    ['another doctor', { doctor: petrov.id }, { doctor: sidorova }, 'no-slot-of-doctor'],
    [
      'the doctor, in person only',
      { doctor: petrov.id },
      { kind: 'in-person' as const },
      'no-slot-of-doctor',
    ],
    ['another day', {}, { startsAt: NOON + 7 * DAY }, 'no-slot-on-days'],
    ['another day of the doctor', { doctor: petrov.id }, { startsAt: NOON + 7 * DAY }, 'no-slot-on-days'],
  ])('is told why there is none: %s', (_, over, slot, reason) => {
    expect(reasonFor(aRequest(over), aSlot(slot))).toBe(reason);
  });

  it('is left to whoever works on it', () => {
    expect(matchRequests([aRequest({ locked: true })], [aSlot()], NOON)).toEqual({
      matches: [],
      unmatched: [{ request: 'req_1', number: 'Ж-req_1', reason: 'locked' }],
    });
  });

  it('with the nearest deadline chooses first; the other learns that nothing is left', () => {
    const late = aRequest({ id: 'late', callBy: NOON + 2 * DAY, registeredAt: 0 });
    const near = aRequest({ id: 'near', callBy: NOON + DAY, registeredAt: 1 });
    const { matches, unmatched } = matchRequests([late, near], [aSlot()], NOON);
    expect(matches.map(({ request }) => request)).toEqual(['near']);
    expect(unmatched).toMatchObject([{ request: 'late', reason: 'no-slot-of-specialty' }]);
  });

  it('for a doctor goes before one for anybody, where both are due together; then who came first', () => {
    const anybody = aRequest({ id: 'a', registeredAt: 1 });
    const later = aRequest({ id: 'b', registeredAt: 3, doctor: petrov.id });
    const sooner = aRequest({ id: 'c', registeredAt: 2, doctor: petrov.id });
    const slots = [aSlot({ id: '1' }), aSlot({ id: '2', startsAt: NOON + DAY + HOUR })];
    expect(pairs(matchRequests([anybody, later, sooner], slots, NOON))).toEqual([
      ['c', '1'],
      ['b', '2'],
    ]);
  });
});

const ids = (prefix: string) => fc.nat(9999).map((n) => `${prefix}_${n}`);
const wish = fc
  .tuple(fc.integer({ min: -2, max: 8 }), fc.integer({ min: 0, max: 3 }))
  .map(([from, length]): DateRange => ({
    from: moscowDay(NOON + from * DAY),
    to: moscowDay(NOON + (from + length) * DAY),
  }));
const requests = fc.uniqueArray(
  fc
    .record({
      id: ids('req'),
      kind: fc.constantFrom(...REQUEST_KINDS),
      specialty: fc.constantFrom('Кардиолог', 'Хирург'),
      doctor: fc.constantFrom(null, null, petrov.id, sidorova.id, surgeon.id),
      wishes: fc.array(wish, { maxLength: 3 }),
      registeredAt: fc.nat(5),
      callBy: fc.nat(5),
      consultBy: fc.integer({ min: NOON, max: NOON + 9 * DAY }),
      locked: fc.nat(7).map((n) => n === 0),
    })
    .map((some) => aRequest(some)),
  { selector: ({ id }) => id, maxLength: 40 },
);
const slots = fc.uniqueArray(
  fc
    .record({
      id: ids('slt'),
      kind: fc.constantFrom(...REQUEST_KINDS),
      doctor: fc.constantFrom(petrov, sidorova, surgeon),
      startsAt: fc.integer({ min: -4, max: 80 }).map((n) => NOON + (n * DAY) / 8),
    })
    .map((some) => aSlot(some)),
  { selector: ({ id }) => id, maxLength: 40 },
);

/** Whether the slot will do, said as plainly as can be. */
const suits = (request: RequestToMatch, slot: SlotToMatch) =>
  slot.startsAt > NOON &&
  slot.kind === request.kind &&
  slot.doctor.specialty === request.specialty &&
  (request.doctor === null || request.doctor === slot.doctor.id) &&
  (request.wishes.length === 0 ||
    request.wishes.some(
      ({ from, to }) => moscowDay(slot.startsAt) >= from && moscowDay(slot.startsAt) <= to,
    ));

/** The same by trying every slot for every request: slow, and plain. */
function tryingAll(all: readonly RequestToMatch[], free: readonly SlotToMatch[]) {
  const left = [...free].sort((one, other) => one.startsAt - other.startsAt || byId(one, other));
  const inTurn = [...all].sort(
    (one, other) =>
      one.callBy - other.callBy ||
      Number(!one.doctor) - Number(!other.doctor) ||
      one.registeredAt - other.registeredAt ||
      byId(one, other),
  );
  return inTurn.flatMap((request) => {
    const place = request.locked ? -1 : left.findIndex((slot) => suits(request, slot));
    return place < 0 ? [] : [[request.id, left.splice(place, 1)[0]!.id]];
  });
}

describe('matching', () => {
  it('gives no slot twice and no request two; each is answered, and what is given suits', () => {
    fc.assert(
      fc.property(requests, slots, (all, free) => {
        const { matches, unmatched } = matchRequests(all, free, NOON);
        expect(new Set(matches.map(({ slot }) => slot)).size).toBe(matches.length);
        const answered = [...matches, ...unmatched].map(({ request }) => request);
        expect(answered.sort()).toEqual(all.map(({ id }) => id).sort());
        for (const { request, slot } of matches) {
          expect(
            suits(
              all.find(({ id }) => id === request)!,
              free.find(({ id }) => id === slot)!,
            ),
          ).toBe(true);
        }
      }),
    );
  });

  it('leaves nobody without a slot who could have one of those left, and says truly why', () => {
    fc.assert(
      fc.property(requests, slots, (all, free) => {
        const { matches, unmatched } = matchRequests(all, free, NOON);
        const taken = new Set(matches.map(({ slot }) => slot));
        const left = free.filter(({ id }) => !taken.has(id));
        for (const { request: id, reason } of unmatched) {
          const request = all.find((one) => one.id === id)!;
          if (request.locked) expect(reason).toBe('locked');
          else {
            expect(left.filter((slot) => suits(request, slot))).toEqual([]);
            if (reason === 'no-slot-on-days') expect(request.wishes).not.toEqual([]);
            if (reason === 'no-slot-of-doctor') expect(request.doctor).not.toBeNull();
          }
        }
      }),
    );
  });

  it('is what trying every slot for every request in turn gives', () => {
    fc.assert(
      fc.property(requests, slots, (all, free) => {
        expect(pairs(matchRequests(all, free, NOON))).toEqual(tryingAll(all, free));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of requests and slots, and changes neither', () => {
    fc.assert(
      fc.property(requests, slots, fc.infiniteStream(fc.nat()), (all, free, chance) => {
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item) => [chance.next().value as number, item] as const)
            .sort(([one], [other]) => one - other)
            .map(([, item]) => item);
        const before = structuredClone([all, free]);
        expect(matchRequests(shuffled(all), shuffled(free), NOON)).toEqual(matchRequests(all, free, NOON));
        expect([all, free]).toEqual(before);
      }),
    );
  });

  it('looks at each slot a few times, however many requests there are', () => {
    let looks = 0;
    const seen = (slot: SlotToMatch): SlotToMatch => ({
      ...slot,
      get id() {
        looks++;
        return slot.id;
      },
      get startsAt() {
        looks++;
        return slot.startsAt;
      },
    });
    const looksFor = (count: number) => {
      const doctors = Array.from({ length: 20 }, (_, n) => ({
        id: `per_${n}`,
        specialty: `Специальность ${n % 5}`,
      }));
      const free = Array.from({ length: count }, (_, n) =>
        seen({ ...aSlot(), id: `slt_${n}`, doctor: doctors[n % 20]!, startsAt: NOON + 1 + (n % 997) * HOUR }),
      );
      const all = Array.from({ length: 2 * count }, (_, n) => {
        const from = moscowDay(NOON + (n % 41) * DAY);
        const doctor = n % 3 === 0 ? doctors[n % 20]! : null;
        return aRequest({
          id: `req_${n}`,
          doctor: doctor?.id ?? null,
          specialty: doctor?.specialty ?? `Специальность ${n % 5}`,
          wishes: n % 7 === 0 ? [] : [{ from, to: dayAfter(from) }],
          callBy: NOON + (n % 90) * HOUR,
        });
      });
      looks = 0;
      const { matches, unmatched } = matchRequests(all, free, NOON);
      expect(matches.length).toBeGreaterThan(count / 2);
      expect(unmatched.length).toBeGreaterThan(count / 2);
      return looks;
    };
    const few = looksFor(500);
    const many = looksFor(5000);
    expect(many / few).toBeLessThan(20); // ten times as many of both: not a hundred times the work
  });
});
