import { QUOTE_LENGTH, quoteOf, refusalToReply } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const author = { id: 'per_1', side: 'doctor', name: { family: 'Королёва', given: 'Вера' } } as const;

describe('an answer to a message', () => {
  it.each([
    ['message', undefined],
    ['tombstone', 'not-found'],
    ['note', 'invalid'],
    ['conclusion', 'invalid'],
  ] as const)('to a %s: %s', (kind, code) => {
    expect(refusalToReply({ kind })).toBe(code);
  });

  it('to nothing that is there is refused', () => {
    expect(refusalToReply(undefined)).toBe('not-found');
  });
});

describe('a quote', () => {
  it('holds the beginning of the text, in whole code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4 * QUOTE_LENGTH }), (text) => {
        const quote = quoteOf({ kind: 'message', seq: 3, author, text }, 2);
        expect(quote).toEqual({
          seq: 3,
          author,
          text: [...text].slice(0, QUOTE_LENGTH).join(''),
          files: 2,
        });
      }),
    );
  });

  it('holds nothing of what was taken back', () => {
    expect(quoteOf({ kind: 'tombstone', seq: 3, author }, 2)).toEqual({
      seq: 3,
      author,
      text: null,
      files: 0,
    });
  });
});
