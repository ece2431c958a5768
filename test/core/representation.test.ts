import { describe, expect, it } from 'vitest';
import { ageAt, birthdayAt, endOfRepresentation, refusalToConsentFor } from '@consult/core';

const RULES = { ownConsentAge: 15, representAge: 18 };
/** Midnight of Moscow, which begins the day. */
const midnight = (day: string) => Date.parse(`${day}T00:00:00+03:00`);

describe('A birthday', () => {
  it.each([
    ['2008-11-27', 18, '2026-11-27'],
    ['2008-01-01', 18, '2026-01-01'],
    ['2008-12-31', 18, '2026-12-31'],
    ['2008-02-29', 18, '2026-03-01'], // a common year has no such day
    ['2008-02-29', 20, '2028-02-29'],
    ['2012-02-29', 15, '2027-03-01'],
    ['2008-02-28', 18, '2026-02-28'],
    ['2082-02-29', 18, '2100-03-01'], // 2100 is a common year
  ])('of somebody born on %s, the %i-th, begins with %s in Moscow', (born, age, day) => {
    expect(birthdayAt(born, age)).toBe(midnight(day));
  });

  it('is the moment at which the age changes, to the millisecond', () => {
    for (const born of ['2008-11-27', '2008-02-29', '2009-03-01', '2008-01-01', '2008-12-31'])
      for (const age of [14, 15, 16, 18, 20]) {
        const at = birthdayAt(born, age);
        expect(ageAt(born, at - 1), born).toBe(age - 1);
        expect(ageAt(born, at), born).toBe(age);
      }
  });
});

describe('A representation', () => {
  const from = midnight('2017-09-01');
  const grown = midnight('2035-09-01');
  it.each([
    ['a child’s ends at the birthday', '2017-09-01', from, null, grown],
    ['a child’s with an earlier end ends then', '2017-09-01', from, grown - 1, grown - 1],
    ['a child’s with a later end ends at the birthday', '2017-09-01', from, grown + 1, grown],
    ['one that began a moment before the birthday ends at it', '2017-09-01', grown - 1, null, grown],
    ['an adult’s goes on', '2017-09-01', grown, null, null],
    ['an adult’s has its own end', '2017-09-01', grown, grown + 5, grown + 5],
    ['of somebody whose age nobody knows goes on', null, from, null, null],
    ['of a child of 29 February ends on 1 March', '2008-02-29', from, null, midnight('2026-03-01')],
  ] as const)('%s', (_, birthDate, validFrom, validTo, end) => {
    expect(endOfRepresentation({ validFrom, validTo }, birthDate, RULES)).toBe(end);
  });

  it('ends at another age where the clinic says so', () => {
    const term = { validFrom: from, validTo: null };
    expect(endOfRepresentation(term, '2017-09-01', { representAge: 14 })).toBe(midnight('2031-09-01'));
  });
});

describe('A consent for somebody else', () => {
  const turns = midnight('2032-09-01'); // 15
  const grown = midnight('2035-09-01');
  const child = { isSelf: false, birthDate: '2017-09-01' };
  it.each([
    ['a medical one, the day before', 'remote-consultation', child, turns - 1, undefined],
    ['a medical one, from the birthday on', 'remote-consultation', child, turns, 'age-refused'],
    ['a medical one of one’s own', 'remote-consultation', { ...child, isSelf: true }, turns, undefined],
    ['a medical one, the day before they are grown', 'remote-consultation', child, grown - 1, 'age-refused'],
    ['a medical one of an adult, by the guardian', 'remote-consultation', child, grown, undefined],
    ['for personal data', 'personal-data', child, turns, undefined],
    ['for notifications', 'notifications', child, turns, undefined],
    [
      'where nobody knows the age',
      'remote-consultation',
      { isSelf: false, birthDate: null },
      turns,
      undefined,
    ],
  ] as const)('%s', (_, kind, whose, now, refusal) => {
    expect(refusalToConsentFor(kind, whose, now, RULES)).toBe(refusal);
  });

  it('follows the age that is configured', () => {
    const later = { ...RULES, ownConsentAge: 16 };
    expect(refusalToConsentFor('remote-consultation', child, turns, later)).toBeUndefined();
  });
});
