import { dueReminder, leavesAt, QUIET_HOURS, retryAt } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time of Moscow on 24 November 2026, or days after. */
const at = (clock: string, days = 0) => {
  const [hour, minute, second = 0] = clock.split(':').map(Number) as [number, number, number?];
  return Date.UTC(2026, 10, 24 + days, hour - 3, minute, second);
};

describe('quiet hours', () => {
  it.each([
    ['20:59:59', at('20:59:59')],
    ['21:00', at('08:00', 1)],
    ['23:59:59', at('08:00', 1)],
    ['00:00', at('08:00')],
    ['07:59:59', at('08:00')],
    ['08:00', at('08:00')],
    ['12:00', at('12:00')],
  ])('hold what is due at %s back till morning', (clock, leaves) => {
    expect(leavesAt(null, at(clock), QUIET_HOURS)).toBe(leaves);
  });

  it.each([
    ['within them', at('23:30'), true],
    ['less than an hour after them', at('08:59', 1), true],
    ['an hour after them', at('09:00', 1), false],
    ['on another day', at('12:00', 3), false],
    ['in the past', at('20:00'), false],
  ])('do not hold back what is about a time %s', (_, moment, atOnce) => {
    expect(leavesAt(moment, at('22:00'), QUIET_HOURS)).toBe(atOnce ? at('22:00') : at('08:00', 1));
  });

  it('never hold a reminder of what begins in a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY - 1 }), (ms) => {
        const now = at('00:00') + ms;
        expect(leavesAt(now + 15 * MINUTE, now, QUIET_HOURS)).toBe(now);
      }),
    );
  });

  it.each([
    ['within a day', { from: 13 * 60, to: 14 * 60 }, '13:30', at('14:00')],
    ['outside them', { from: 13 * 60, to: 14 * 60 }, '14:00', at('14:00')],
    ['that never come', { from: 600, to: 600 }, '10:00', at('10:00')],
    ['till midnight', { from: 22 * 60, to: 0 }, '23:00', at('00:00', 1)],
  ])('may lie %s', (_, quiet, clock, leaves) => {
    expect(leavesAt(null, at(clock), quiet)).toBe(leaves);
  });
});

describe('a reminder', () => {
  const START = at('12:00', 2);
  const EARLY = at('12:00', -5);
  it.each([
    ['a day before', START - DAY - 1, START - DAY, EARLY, 'consultation-tomorrow'],
    ['a moment too early', START - DAY - 2, START - DAY - 1, EARLY, undefined],
    ['that was written before', START - DAY, START - DAY + 1, EARLY, undefined],
    ['a quarter of an hour before', START - 15 * MINUTE - 1, START - 15 * MINUTE, EARLY, 'consultation-soon'],
    ['a moment before that', START - 15 * MINUTE - 2, START - 15 * MINUTE - 1, EARLY, undefined],
    [
      'of what was appointed a day before',
      START - DAY - 1,
      START - DAY,
      START - DAY,
      'consultation-tomorrow',
    ],
    ['of what was appointed later', START - DAY - 1, START - DAY + 1, START - DAY + 1, undefined],
    ['of what was appointed today', START - HOUR, START - 15 * MINUTE, START - HOUR, 'consultation-soon'],
    [
      'of what was appointed five minutes before',
      START - HOUR,
      START - 5 * MINUTE,
      START - 5 * MINUTE,
      undefined,
    ],
    ['after a day without the server', START - 2 * DAY, START - HOUR, EARLY, 'consultation-tomorrow'],
    [
      'after a day without the server, shortly before',
      START - 2 * DAY,
      START - 1,
      EARLY,
      'consultation-soon',
    ],
    ['of what has begun', START - 2 * DAY, START, EARLY, undefined],
  ] as const)('%s', (_, since, now, appointedAt, kind) => {
    expect(dueReminder({ startsAt: START, appointedAt }, since, now)).toBe(kind);
  });
});

describe('a message that could not be handed over', () => {
  it('is tried again ten times, later and later', () => {
    const waits = Array.from({ length: 11 }, (_, n) => retryAt(n + 1, 0));
    expect(waits.map((wait) => wait && wait / MINUTE)).toEqual([
      1,
      2,
      4,
      8,
      16,
      32,
      64,
      120,
      120,
      null,
      null,
    ]);
  });
});
