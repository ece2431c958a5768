import { fold, wordsOf } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const russian = fc.string({
  unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя АЕЁЙЯ-«»,.1'),
  maxLength: 40,
});

describe('folding', () => {
  it.each([
    ['Ёлка', 'елка'],
    ['\u0451', '\u0435'],
    ['\u0435\u0308', '\u0435'], // е with a diaeresis of its own
    ['\u0438\u0306', '\u0439'], // и with a breve of its own is й, and stays it
    ['КАРДИОЛОГ', 'кардиолог'],
    ['Dr. House', 'dr. house'],
  ])('%j is found as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('done twice is done once, and case does not matter', () => {
    fc.assert(fc.property(russian, (text) => fold(fold(text)) === fold(text)));
    fc.assert(fc.property(russian, (text) => fold(text.toUpperCase()) === fold(text.toLowerCase())));
  });
});

describe('words', () => {
  it.each([
    ['', []],
    [' — ', []],
    ['Матросова Е. В.', ['матросова', 'е', 'в']],
    ['врач-терапевт', ['врач', 'терапевт']],
    ['Поликлиника №8', ['поликлиника', '8']],
    ['«Здоровье» (дети)', ['здоровье', 'дети']],
  ])('of %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are folded, never empty, and the same when joined again', () => {
    fc.assert(
      fc.property(russian, (text) => {
        const words = wordsOf(text);
        for (const word of words) expect(word).toBe(fold(word));
        expect(words).not.toContain('');
        expect(wordsOf(words.join(' '))).toEqual(words);
      }),
    );
  });
});
