import { ageAt, ESIA_LEVELS, fullName, moscowDay, refusalToEnter, shortName } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const ELENA = { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' };

describe('a name', () => {
  it('is short in lists and whole where a mistake is dangerous', () => {
    expect(shortName(ELENA)).toBe('Матросова Е. В.');
    expect(fullName(ELENA)).toBe('Матросова Елена Викторовна');
  });

  it('may lack a patronymic', () => {
    expect(shortName({ family: 'Ли', given: 'Анна' })).toBe('Ли А.');
    expect(fullName({ family: 'Ли', given: 'Анна', patronymic: undefined })).toBe('Ли Анна');
  });

  it('keeps a sign outside the basic plane whole', () => {
    expect(shortName({ family: 'Х', given: '𝒜нна' })).toBe('Х 𝒜.');
  });
});

describe('the day in Moscow', () => {
  it.each([
    ['2026-04-09T20:59:59.999Z', '2026-04-09'],
    ['2026-04-09T21:00:00.000Z', '2026-04-10'],
    ['2026-07-09T21:00:00.000Z', '2026-07-10'], // no summer time
    ['2026-12-31T21:00:00.000Z', '2027-01-01'],
    ['2028-02-28T21:00:00.000Z', '2028-02-29'],
  ])('at %s is %s', (moment, day) => {
    expect(moscowDay(Date.parse(moment))).toBe(day);
  });

  it('is the day the platform itself names', () => {
    const calendar = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Moscow' });
    const since2015 = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2060, 0) });
    fc.assert(fc.property(since2015, (at) => moscowDay(at) === calendar.format(at)));
  });
});

describe('an age', () => {
  it.each([
    ['2000-04-10', '2026-04-09T20:59:59Z', 25], // still the 9th in Moscow
    ['2000-04-10', '2026-04-09T21:00:00Z', 26], // the birthday has begun there
    ['2000-04-10', '2026-04-11T00:00:00Z', 26],
    ['2000-02-29', '2026-02-28T12:00:00Z', 25],
    ['2000-02-29', '2026-03-01T12:00:00Z', 26],
    ['2026-04-10', '2026-04-10T12:00:00Z', 0],
  ])('of one born on %s, at %s, is %i', (born, now, age) => {
    expect(ageAt(born, Date.parse(now))).toBe(age);
  });

  it('grows by one a year and never goes back', () => {
    const moment = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2060, 0) });
    fc.assert(
      fc.property(moment, moment, moment, (birth, one, other) => {
        const born = moscowDay(birth);
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        expect(ageAt(born, later)).toBeGreaterThanOrEqual(ageAt(born, earlier));
        expect(ageAt(born, birth)).toBe(0);
      }),
    );
  });
});

describe('entering', () => {
  it('is refused to an account of a level that is not let in', () => {
    expect(refusalToEnter('simplified', ['standard', 'confirmed'])).toBe('account-simplified');
    expect(refusalToEnter('standard', ['confirmed'])).toBe('account-simplified');
  });

  it('is open to every level that is', () => {
    for (const level of ESIA_LEVELS) expect(refusalToEnter(level, ESIA_LEVELS)).toBeUndefined();
    for (const level of ESIA_LEVELS) expect(refusalToEnter(level, [])).toBe('account-simplified');
  });
});
