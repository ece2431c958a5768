import {
  calendarWith,
  dayAfter,
  hasDecree,
  isProvisional,
  isWorkingDay,
  kindOfDay,
  type ProductionCalendar,
  PRODUCTION_CALENDAR,
  weekdayOf,
} from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const daysOf = (year: number) => {
  const days = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = dayAfter(day)) days.push(day);
  return days;
};
const daysOff = (year: number, calendar?: ProductionCalendar) =>
  daysOf(year).filter((day) => !isWorkingDay(day, calendar));
const isWeekday = (day: string) => weekdayOf(day) < 5;

/** Decrees of the past, as an installation may hand them in. */
const PAST = calendarWith({
  2024: {
    decree: '№ 1314, 10.08.2023',
    transfers: [
      { from: '2024-01-06', to: '2024-05-10' },
      { from: '2024-01-07', to: '2024-12-31' },
      { from: '2024-04-27', to: '2024-04-29' },
      { from: '2024-11-02', to: '2024-04-30' },
      { from: '2024-12-28', to: '2024-12-30' },
    ],
  },
  2025: {
    decree: '№ 1335, 04.10.2024',
    transfers: [
      { from: '2025-01-04', to: '2025-05-02' },
      { from: '2025-02-23', to: '2025-05-08' },
      { from: '2025-03-08', to: '2025-06-13' },
      { from: '2025-11-01', to: '2025-11-03' },
      { from: '2025-01-05', to: '2025-12-31' },
    ],
  },
});

describe('the year 2026', () => {
  it('is free on the weekdays everybody knows, and on no other', () => {
    expect(daysOff(2026).filter(isWeekday)).toEqual([
      ...['2026-01-01', '2026-01-02', '2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'],
      '2026-02-23',
      '2026-03-09',
      '2026-05-01',
      '2026-05-11',
      '2026-06-12',
      '2026-11-04',
      '2026-12-31',
    ]);
    expect(daysOf(2026).filter((day) => isWorkingDay(day) && !isWeekday(day))).toEqual([]);
  });

  it.each([
    ['2026-01-01', '2026-01-11'],
    ['2026-02-21', '2026-02-23'],
    ['2026-03-07', '2026-03-09'],
    ['2026-05-01', '2026-05-03'],
    ['2026-05-09', '2026-05-11'],
    ['2026-06-12', '2026-06-14'],
    ['2026-11-04', '2026-11-04'],
    ['2026-12-31', '2026-12-31'],
  ])('rests from %s to %s, works before and after', (from, to) => {
    for (let day = from; day <= to; day = dayAfter(day)) expect(isWorkingDay(day), day).toBe(false);
    expect(isWorkingDay(dayAfter(to))).toBe(to !== '2026-12-31');
    const before = daysOf(2026).at(daysOf(2026).indexOf(from) - 1)!;
    if (from !== '2026-01-01') expect(isWorkingDay(before), before).toBe(true);
  });

  it('has 247 working days, as the statisticians count', () => {
    expect(daysOff(2026)).toHaveLength(118);
  });
});

describe('what a day is', () => {
  it.each([
    ['2026-01-03', 'holiday'], // a Saturday: its day off was moved, it is a holiday all the same
    ['2026-01-09', 'day-off'], // by decree
    ['2026-01-10', 'weekend'],
    ['2026-01-12', 'working'],
    ['2026-02-23', 'holiday'],
    ['2026-03-08', 'holiday'], // a Sunday …
    ['2026-03-09', 'day-off'], // … moved by the law
    ['2026-12-30', 'working'],
    ['2026-12-31', 'day-off'],
  ])('%s is %s', (day, kind) => {
    expect(kindOfDay(day)).toBe(kind);
  });

  it('lets a Saturday be worked where a decree says so', () => {
    expect(kindOfDay('2024-04-27', PAST)).toBe('working');
    expect(kindOfDay('2024-04-29', PAST)).toBe('day-off');
  });

  it('does not move a holiday to Monday that a decree moves elsewhere', () => {
    expect(kindOfDay('2025-02-24', PAST)).toBe('working');
    expect(kindOfDay('2025-05-08', PAST)).toBe('day-off');
    expect(kindOfDay('2025-02-24', PRODUCTION_CALENDAR)).toBe('day-off'); // by the law alone
  });

  it('passes over a day that is free already: a decree gave Monday to another day', () => {
    const calendar = { 2027: { decree: 'a test', transfers: [{ from: '2027-01-02', to: '2027-05-03' }] } };
    expect(kindOfDay('2027-05-03', calendar)).toBe('day-off');
    expect(kindOfDay('2027-05-04', calendar)).toBe('day-off'); // of Saturday, 1 May
  });
});

describe('a year handed in by the installation', () => {
  it('counts as its official calendar does', () => {
    expect(366 - daysOff(2024, PAST).length).toBe(248);
    expect(365 - daysOff(2025, PAST).length).toBe(247);
  });

  it('leaves the years that come with the package, and may correct them', () => {
    expect(daysOff(2026, PAST)).toEqual(daysOff(2026));
    const corrected = calendarWith({ 2026: { decree: 'another', transfers: [] } });
    expect(isWorkingDay('2026-12-31', corrected)).toBe(true);
    expect(isWorkingDay('2026-12-31')).toBe(false);
  });
});

describe('a year without its decree', () => {
  it.each([
    ['2027-05-01', '2027-05-03'], // Saturday → Monday
    ['2027-05-09', '2027-05-10'], // Sunday → Monday
    ['2027-06-12', '2027-06-14'],
    ['2028-11-04', '2028-11-06'],
  ])('is computed by the law: the day off of %s is had on %s', (holiday, day) => {
    expect([kindOfDay(holiday), kindOfDay(day)]).toEqual(['holiday', 'day-off']);
    expect(isWorkingDay(dayAfter(day))).toBe(true);
  });

  it('leaves the first of January where they are: only a decree moves those', () => {
    expect(daysOff(2027).filter((day) => isWeekday(day) && kindOfDay(day) !== 'holiday')).toEqual([
      '2027-05-03',
      '2027-05-10',
      '2027-06-14',
    ]);
  });

  it('is provisional on all days but the holidays of the law', () => {
    expect([hasDecree(2026), hasDecree(2027)]).toEqual([true, false]);
    expect(isProvisional('2027-01-11')).toBe(true);
    expect(isProvisional('2027-01-09')).toBe(true); // a Saturday might be worked
    expect(isProvisional('2027-01-08')).toBe(false);
    expect(isProvisional('2026-12-30')).toBe(false);
    expect(isProvisional('2027-01-11', calendarWith({ 2027: { decree: 'a test', transfers: [] } }))).toBe(
      false,
    );
  });

  it('has 14 holidays, each with its day off: none gets lost on a weekend but those of New Year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2200 }), (year) => {
        fc.pre(!hasDecree(year)); // a decree moves some more
        const days = daysOf(year);
        const holidays = days.filter((day) => kindOfDay(day) === 'holiday');
        expect(holidays).toHaveLength(14);
        const later = holidays.filter((day) => day.slice(5) > '01-08' && !isWeekday(day));
        expect(days.filter((day) => kindOfDay(day) === 'day-off')).toHaveLength(later.length);
      }),
      { numRuns: 28 },
    );
  });
});
