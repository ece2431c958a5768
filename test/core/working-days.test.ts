import {
  addWorkingDays,
  calendarWith,
  callDeadline,
  consultDeadline,
  dayAfter,
  hoursOn,
  isOpenAt,
  isProvisional,
  isWorkingDay,
  LIMITS,
  moscowDay,
  moscowMoment,
  type WorkingHours,
  workingDaysBetween,
} from '@consult/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

const HOUR = 60;
const WEEKDAYS = [8 * HOUR, 20 * HOUR] as const;
/** Monday to Friday 8–20, Saturday 9–15. */
const CLINIC: WorkingHours = [WEEKDAYS, WEEKDAYS, WEEKDAYS, WEEKDAYS, WEEKDAYS, [9 * HOUR, 15 * HOUR], null];
const OFFICE: WorkingHours = [WEEKDAYS, WEEKDAYS, WEEKDAYS, WEEKDAYS, WEEKDAYS, null, null];
const NEVER: WorkingHours = [null, null, null, null, null, null, null];

const moscow = (text: string) => Date.parse(`${text}+03:00`);
const shown = (at: number) =>
  new Date(at).toLocaleString('sv', { timeZone: 'Europe/Moscow' }).replace(' ', 'T');

const YEAR_2024 = {
  decree: '№ 1314, 10.08.2023',
  transfers: [
    { from: '2024-04-27', to: '2024-04-29' },
    { from: '2024-11-02', to: '2024-04-30' },
  ],
};
const YEAR_2025 = {
  decree: '№ 1335, 04.10.2024',
  transfers: [{ from: '2025-01-05', to: '2025-12-31' }],
};
const YEAR_2027 = { decree: 'a test', transfers: [{ from: '2027-01-02', to: '2027-01-11' }] };

const day = fc
  .integer({ min: Date.UTC(2015, 0) / 86_400_000, max: Date.UTC(2060, 0) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const few = fc.integer({ min: 0, max: 30 });
const moment = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2060, 0) });

describe('the fifth working day', () => {
  it.each([
    ['an ordinary week', '2026-11-27', '2026-12-04', false],
    ['the last before New Year', '2026-12-23', '2026-12-30', false],
    ['the first past New Year', '2026-12-24', '2027-01-11', true],
    ['the evening of the last working day', '2026-12-30', '2027-01-15', true],
    ['New Year’s Eve, free in 2026', '2026-12-31', '2027-01-15', true],
    ['the holidays', '2027-01-05', '2027-01-15', true],
    ['the holidays of 2026', '2026-01-01', '2026-01-16', false],
    ['9 January 2026, free by decree', '2026-01-09', '2026-01-16', false],
    ['before 23 February', '2026-02-20', '2026-03-02', false],
    ['before 8 March, a Sunday', '2026-03-05', '2026-03-13', false],
    ['8 March itself', '2026-03-08', '2026-03-16', false],
    ['the week before May', '2026-04-23', '2026-04-30', false],
    ['across 1 May', '2026-04-24', '2026-05-04', false],
    ['between the holidays of May', '2026-04-30', '2026-05-08', false],
    ['across 9 May, a Saturday', '2026-05-04', '2026-05-12', false],
    ['9 May itself', '2026-05-09', '2026-05-18', false],
    ['across 12 June', '2026-06-05', '2026-06-15', false],
    ['across 4 November', '2026-10-29', '2026-11-06', false],
    ['across 29 February', '2028-02-24', '2028-03-02', true],
    ['29 February itself', '2028-02-29', '2028-03-07', true],
  ])('after %s (%s) is %s', (_, from, fifth, provisional) => {
    expect(addWorkingDays(from, 5)).toEqual({ day: fifth, provisional });
  });

  it('may be 29 February', () => {
    expect(addWorkingDays('2028-02-21', 5).day).toBe('2028-02-29'); // past 23 February
  });

  it('follows the decree of 2027 once there is one, and is provisional no more', () => {
    const calendar = calendarWith({ 2027: YEAR_2027 });
    expect(addWorkingDays('2026-12-24', 5, calendar)).toEqual({ day: '2027-01-12', provisional: false });
  });

  it('is provisional for the days it runs through, not for the day it begins on', () => {
    expect(addWorkingDays('2025-12-29', 5)).toEqual({ day: '2026-01-14', provisional: true });
    expect(addWorkingDays('2025-12-31', 5)).toEqual({ day: '2026-01-16', provisional: false });
    const calendar = calendarWith({ 2025: YEAR_2025 });
    expect(addWorkingDays('2025-12-29', 5, calendar)).toEqual({ day: '2026-01-15', provisional: false });
  });

  it('counts a Saturday worked by decree', () => {
    const calendar = calendarWith({ 2024: YEAR_2024 });
    expect(addWorkingDays('2024-04-24', 5, calendar).day).toBe('2024-05-03'); // 25, 26, 27 April, 2, 3 May
  });
});

describe('counting working days', () => {
  it('never lands on a day off, and has as many working days between as were asked for', () => {
    fc.assert(
      fc.property(day, few, (from, n) => {
        const { day: reached } = addWorkingDays(from, n);
        if (n > 0) expect(isWorkingDay(reached)).toBe(true);
        expect(workingDaysBetween(from, reached)).toBe(n);
      }),
    );
  });

  it('adds up', () => {
    fc.assert(
      fc.property(day, few, few, (from, one, other) => {
        const first = addWorkingDays(from, one);
        const second = addWorkingDays(first.day, other);
        expect(addWorkingDays(from, one + other)).toEqual({
          day: second.day,
          provisional: first.provisional || second.provisional,
        });
      }),
    );
  });

  it('never ends earlier for one who came later, or is given longer', () => {
    fc.assert(
      fc.property(day, few, few, (from, n, more) => {
        const { day: reached } = addWorkingDays(from, n);
        expect(addWorkingDays(dayAfter(from), n).day >= reached).toBe(true);
        expect(addWorkingDays(from, n + more).day >= reached).toBe(true);
      }),
    );
  });

  it('is provisional if, and only if, it runs through a day that may yet change', () => {
    fc.assert(
      fc.property(day, few, (from, n) => {
        const { day: reached, provisional } = addWorkingDays(from, n);
        let may = false;
        for (let at = from; at < reached;) may = isProvisional((at = dayAfter(at))) || may;
        expect(provisional).toBe(may);
      }),
    );
  });

  it('leaves nothing of a deadline that is past', () => {
    expect(workingDaysBetween('2026-04-10', '2026-04-10')).toBe(0);
    expect(workingDaysBetween('2026-04-10', '2026-04-01')).toBe(0);
    expect(workingDaysBetween('2026-04-10', '2026-04-13')).toBe(1);
  });
});

describe('the call that is promised', () => {
  it.each([
    ['2026-11-27T10:00', '2026-12-04T20:00:00'],
    ['2026-04-09T00:00', '2026-04-16T20:00:00'],
    ['2026-04-09T23:59:59.999', '2026-04-16T20:00:00'], // still Thursday in Moscow
    ['2026-04-10T00:00', '2026-04-17T20:00:00'],
    ['2026-04-11T12:00', '2026-04-17T20:00:00'], // a Saturday: day 1 is Monday, though the clinic is open
    ['2026-12-30T23:59:59', '2027-01-15T20:00:00'],
    ['2028-02-22T12:00', '2028-03-01T20:00:00'],
  ])('to one registered at %s comes by %s', (registered, by) => {
    expect(shown(callDeadline(moscow(registered), CLINIC).at)).toBe(by);
  });

  it('says where its date is provisional', () => {
    expect(callDeadline(moscow('2026-12-23T12:00'), CLINIC).provisional).toBe(false);
    expect(callDeadline(moscow('2026-12-24T12:00'), CLINIC).provisional).toBe(true);
    const calendar = calendarWith({ 2027: YEAR_2027 });
    const { at, provisional } = callDeadline(moscow('2026-12-24T12:00'), CLINIC, 5, calendar);
    expect([shown(at), provisional]).toEqual(['2027-01-12T20:00:00', false]);
  });

  it('takes other numbers of days', () => {
    expect(LIMITS.callDays).toBe(5);
    expect(shown(callDeadline(moscow('2026-04-09T12:00'), CLINIC, 1).at)).toBe('2026-04-10T20:00:00');
    expect(shown(callDeadline(moscow('2026-04-09T12:00'), CLINIC, 14).at)).toBe('2026-04-29T20:00:00');
  });

  it('ends when a clinic that is closed on the last working day closes next, a Saturday of its own included', () => {
    const closedOnFridays = CLINIC.with(4, null);
    expect(shown(callDeadline(moscow('2026-04-10T12:00'), closedOnFridays).at)).toBe('2026-04-18T15:00:00');
    const mondays: WorkingHours = [WEEKDAYS, null, null, null, null, null, null];
    expect(shown(callDeadline(moscow('2026-04-10T12:00'), mondays).at)).toBe('2026-04-20T20:00:00');
  });

  it('does not end on a holiday a closed clinic moves on to, and is provisional if it so comes into a year without a decree', () => {
    const fridays: WorkingHours = [null, null, null, null, WEEKDAYS, null, null];
    const { at, provisional } = callDeadline(moscow('2026-12-22T12:00'), fridays);
    expect([shown(at), provisional]).toEqual(['2027-01-15T20:00:00', true]); // 29 December; 1 and 8 January are free
  });

  it('ends with the day where the clinic never closes, or never opens', () => {
    const always: WorkingHours = Array.from({ length: 7 }, () => [0, 24 * HOUR] as const);
    for (const hours of [always, NEVER, []]) {
      expect(shown(callDeadline(moscow('2026-04-09T12:00'), hours).at)).toBe('2026-04-16T23:59:59');
    }
  });

  it('ends while the clinic is open, never before it was promised, later for who came later', () => {
    const dayHours = fc.option(
      fc
        .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
        .filter(([open, close]) => open < close),
    );
    const hours = fc
      .tuple(dayHours, dayHours, dayHours, dayHours, dayHours, dayHours, dayHours)
      .filter((week) => week.some(Boolean));
    fc.assert(
      fc.property(
        moment,
        fc.nat(100_000_000),
        hours,
        fc.integer({ min: 1, max: 15 }),
        (at, later, week, n) => {
          const promised = callDeadline(at, week, n);
          expect(isOpenAt(promised.at - 1, week)).toBe(true);
          expect(moscowDay(promised.at) >= addWorkingDays(moscowDay(at), n).day).toBe(true);
          expect(callDeadline(at + later, week, n).at).toBeGreaterThanOrEqual(promised.at);
        },
      ),
    );
  });
});

describe('the consultation that is planned', () => {
  it.each([
    ['2026-04-09T12:00', '2026-04-19'],
    ['2026-04-09T23:59:59.999', '2026-04-19'],
    ['2026-04-10T00:00', '2026-04-20'],
    ['2026-12-25T12:00', '2027-01-04'], // calendar days: holidays count
    ['2028-02-19T12:00', '2028-02-29'],
    ['2028-02-20T12:00', '2028-03-01'],
    ['2027-02-19T12:00', '2027-03-01'],
  ])('of one registered at %s is given by the end of %s', (registered, last) => {
    const by = consultDeadline(moscow(registered));
    expect(moscowDay(by)).toBe(last);
    expect(moscowDay(by + 1)).toBe(dayAfter(last));
  });

  it('takes another number of days', () => {
    expect(LIMITS.consultDays).toBe(10);
    expect(moscowDay(consultDeadline(moscow('2026-04-09T12:00'), 14))).toBe('2026-04-23');
  });
});

describe('an organisation', () => {
  it.each([
    ['2026-04-09T07:59:59.999', false],
    ['2026-04-09T08:00', true],
    ['2026-04-09T19:59:59.999', true],
    ['2026-04-09T20:00', false],
    ['2026-04-11T09:00', true], // Saturday
    ['2026-04-11T15:00', false],
    ['2026-04-12T12:00', false], // Sunday
    ['2026-01-03T12:00', false], // a Saturday, but a holiday
    ['2026-01-10T12:00', true], // a Saturday of its own
    ['2026-03-09T12:00', false], // a Monday made free
    ['2026-12-30T12:00', true],
    ['2026-12-31T12:00', false],
  ])('at %s is open: %s', (at, open) => {
    expect(isOpenAt(moscow(at), CLINIC)).toBe(open);
  });

  it('works on a Saturday worked by decree, by the hours of the day that is free instead', () => {
    const calendar = calendarWith({ 2024: YEAR_2024 });
    expect(hoursOn('2024-04-27', OFFICE, calendar)).toEqual(WEEKDAYS);
    expect(hoursOn('2024-04-27', CLINIC, calendar)).toEqual([9 * HOUR, 15 * HOUR]); // it has its own
    expect(hoursOn('2024-04-29', OFFICE, calendar)).toBeNull();
    expect(hoursOn('2024-04-20', OFFICE, calendar)).toBeNull();
  });

  it('that never works is never open', () => {
    expect(isOpenAt(moscow('2026-04-09T00:00'), NEVER)).toBe(false);
    expect(isOpenAt(moscow('2026-04-09T12:00'), [])).toBe(false);
  });
});

describe('the clock of the machine', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['Pacific/Kiritimati', -840],
    ['America/Adak', 600],
    ['Asia/Kathmandu', -345],
    ['Europe/Moscow', -180],
  ])('may stand in %s: the days are those of Moscow', (zone, offset) => {
    vi.stubEnv('TZ', zone);
    expect(new Date(Date.UTC(2026, 0)).getTimezoneOffset()).toBe(offset);
    expect(shown(callDeadline(moscow('2026-04-09T23:59:59.999'), CLINIC).at)).toBe('2026-04-16T20:00:00');
    expect(shown(callDeadline(moscow('2026-04-10T00:00'), CLINIC).at)).toBe('2026-04-17T20:00:00');
    expect(shown(consultDeadline(moscow('2026-04-09T23:59:59')))).toBe('2026-04-19T23:59:59');
    expect(moscowMoment('2026-04-10', 30)).toBe(Date.UTC(2026, 3, 9, 21, 30));
  });
});
