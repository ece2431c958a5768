import { lengthOf, LIMITS, refusalToText } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['ё', 1],
    ['🩺', 1],
    ['Ёж🩺', 3],
    ['👩‍⚕️', 4], // four code points: a woman, a joiner, a sign, its variation
  ])('%j is %i', (text, length) => {
    expect(lengthOf(text)).toBe(length);
  });

  it('is never more than JavaScript counts, and adds up', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(fc.property(text, (some) => lengthOf(some) <= some.length));
    const whole = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(whole, whole, (one, other) => lengthOf(one + other) === lengthOf(one) + lengthOf(other)),
    );
  });
});

describe('a message', () => {
  it.each(['', ' ', '\n', '\u00a0\u2003\t'])('cannot be nothing: %j', (text) => {
    expect(refusalToText(text)).toBe('text-empty');
  });

  it('may be a single sign', () => {
    expect(refusalToText('?')).toBeUndefined();
    expect(refusalToText(' . ')).toBeUndefined();
  });

  it.each(['я', '🩺'])('may have 4000 of %s and not one more', (sign) => {
    expect(LIMITS.text).toBe(4000);
    expect(refusalToText(sign.repeat(4000))).toBeUndefined();
    expect(refusalToText(sign.repeat(4001))).toBe('text-too-long');
  });

  it('keeps the limit the server is configured with', () => {
    expect(refusalToText('🩺🩺', 2)).toBeUndefined();
    expect(refusalToText('🩺🩺🩺', 2)).toBe('text-too-long');
  });

  it('is judged by its code points alone', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (text, limit) => {
          const expected = !text.trim()
            ? 'text-empty'
            : [...text].length > limit
              ? 'text-too-long'
              : undefined;
          expect(refusalToText(text, limit)).toBe(expected);
        },
      ),
    );
  });
});
