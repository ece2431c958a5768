import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippetOf } from '../../../server/src/search/snippet.js';
import { soughtWords } from '../../../server/src/search/words.js';

const cut = (text: string, query: string) => snippetOf(text, soughtWords(query) ?? []);
const marked = (text: string, query: string) => {
  const snippet = cut(text, query);
  return snippet?.matches.map(([start, end]) => snippet.text.slice(start, end));
};

describe('a snippet', () => {
  it.each([
    ['Болит голова', 'голов', ['голова']],
    ['Принимала таблетки', 'таблеткой', ['таблетки']],
    ['Ёлка и елка', 'ЕЛКА', ['Ёлка', 'елка']],
    ['и\u0306од, йод', 'йод', ['и\u0306од', 'йод']],
    ['давление 160 на 95', '160', ['160']],
    ['Приём', 'отказ', undefined],
    ['', 'отказ', undefined],
  ])('of %j for %j marks %j', (text, query, words) => {
    expect(marked(text, query)).toEqual(words);
  });

  it('is the part around the first found word, cut between words', () => {
    const text = `${'много слов '.repeat(40)}аспирин ${'ещё слова '.repeat(40)}`;
    const { text: part, matches } = cut(text, 'аспирин')!;
    expect(part).toMatch(/^…(много|слов) .*аспирин .*…$/);
    expect(part.length).toBeLessThanOrEqual(162);
    expect(part.slice(...matches[0]!)).toBe('аспирин');
  });

  it('is a piece of the text whatever that is, and marks what it says it marks', () => {
    const text = fc.string({ unit: fc.constantFrom(...'аб я\n😀е\u0308.'), maxLength: 600 });
    fc.assert(
      fc.property(text, fc.nat(600), (around, at) => {
        const whole = `${around.slice(0, at)} искомое ${around.slice(at)}`;
        const { text: part, matches } = cut(whole, 'искомое')!;
        expect(whole).toContain(part.replace(/^…|…$/g, ''));
        expect(matches.map(([start, end]) => part.slice(start, end))).toEqual(['искомое']);
      }),
    );
  });
});
