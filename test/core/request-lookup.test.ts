import { lookupPairOf, requestNumberOf, requestSecretOf } from '@consult/core';
import { describe, expect, it } from 'vitest';

const NUMBER = 'Ж-2026-000123';
const SECRET = '0123456789abcdef0123456789abcdef';

describe('the number of a request as somebody types it', () => {
  it.each([
    NUMBER,
    ' Ж-2026-000123 ',
    'ж-2026-000123',
    'Ж 2026-000123',
    'Ж – 2026 – 000 123',
    'Ж‑2026−000123',
    '2026-000123',
  ])('is understood: %s', (typed) => expect(requestNumberOf(typed)).toBe(NUMBER));

  it.each([
    '',
    'Ж',
    'Ж-2026',
    'Ж-2026-00012',
    'Ж-26-000123',
    'Ж-2026-0001231234567',
    'Щ-2026-000123',
    SECRET,
  ])('is none: «%s»', (typed) => expect(requestNumberOf(typed)).toBe(undefined));
});

describe('the key to a request as somebody types it', () => {
  it.each([
    SECRET,
    ` ${SECRET}\n`,
    SECRET.toUpperCase(),
    '0123 4567 89ab cdef 0123 4567 89ab cdef',
    '0123456789аbсdеf0123456789аbсdеf', // а, с, е as in Russian
  ])('is understood: %s', (typed) => expect(requestSecretOf(typed)).toBe(SECRET));

  it.each(['', SECRET.slice(1), `${SECRET}0`, SECRET.replace('f', 'g'), NUMBER])('is none: «%s»', (typed) =>
    expect(requestSecretOf(typed)).toBe(undefined),
  );
});

describe('number and key copied in one piece', () => {
  it.each([`${NUMBER}\n${SECRET}`, `${NUMBER} ${SECRET}`, `${NUMBER}${SECRET}`])(
    'are told apart: %s',
    (pasted) => expect(lookupPairOf(pasted)).toEqual({ number: NUMBER, secret: SECRET }),
  );

  it.each(['', NUMBER, SECRET, `${NUMBER}${SECRET.slice(1)}g`])('are not both: «%s»', (pasted) =>
    expect(lookupPairOf(pasted)).toBe(undefined),
  );
});
