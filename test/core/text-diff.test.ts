import { diffTexts, type ParagraphChange } from '@consult/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** `=` the same, `-gone-`, `+new+`. */
const told = (changes: readonly ParagraphChange[]) =>
  changes.map(({ parts }) =>
    parts
      .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
      .join(''),
  );
const side = (changes: readonly ParagraphChange[], without: 'added' | 'removed') =>
  changes
    .map(({ parts }) =>
      parts
        .filter(({ kind }) => kind !== without)
        .map(({ text }) => text)
        .join(''),
    )
    .filter((paragraph) => paragraph.trim());
const bare = (text: string) => text.replace(/\s+/g, '');

describe('What has changed in the text of a consent', () => {
  it.each([
    ['nothing', 'Я согласна.\nНа год.', 'Я согласна.\nНа год.', ['Я согласна.', 'На год.']],
    ['only white space', 'Я согласна.\n\n  На год.', 'Я согласна.\r\nНа год.', ['Я согласна.', 'На год.']],
    [
      'a word',
      'Срок согласия один год.\nДа.',
      'Срок согласия три года.\nДа.',
      ['Срок согласия -один год-+три года+.', 'Да.'],
    ],
    [
      'a list that has grown',
      'Фамилия, имя, почта.',
      'Фамилия, имя, телефон, почта.',
      ['Фамилия, имя, +телефон, +почта.'],
    ],
    ['a new paragraph', 'Раз.\nТри.', 'Раз.\nДва.\nТри.', ['Раз.', '+Два.+', 'Три.']],
    ['a paragraph that is gone', 'Раз.\nДва.\nТри.', 'Раз.\nТри.', ['Раз.', '-Два.-', 'Три.']],
    [
      'a paragraph in place of another one',
      'Раз.\nОтзыв подаётся на бумаге в регистратуре\nТри.',
      'Раз.\nCookies are not used here!\nТри.',
      ['Раз.', '-Отзыв подаётся на бумаге в регистратуре-', '+Cookies are not used here!+', 'Три.'],
    ],
    ['all, from nothing', '', 'Раз.', ['+Раз.+']],
    ['all, to nothing', 'Раз.', '', ['-Раз.-']],
    ['case and ё, which are words of their own', 'всё', 'Все', ['-всё-', '+Все+']],
  ])('%s', (_, before, after, expected) => {
    expect(told(diffTexts(before, after))).toEqual(expected);
  });

  it('names a paragraph by what has become of it', () => {
    const changes = diffTexts('Я согласна на всё это.\nРаз.\nНа год.', 'Я согласна на это.\nРаз.\nДва!\n');
    expect(changes.map(({ kind }) => kind)).toEqual(['changed', 'same', 'removed', 'added']);
  });

  it('leaves both texts readable, whatever they are', () => {
    const words = fc.constantFrom(
      'я',
      'согласна',
      'год',
      'три',
      '.',
      ',',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\u0301',
      '😀',
    );
    const text = fc.array(words, { maxLength: 40 }).map((some) => some.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffTexts(before, after);
        expect(bare(side(changes, 'removed').join(''))).toBe(bare(after));
        expect(bare(side(changes, 'added').join(''))).toBe(bare(before));
        for (const { kind, parts } of diffTexts(before, before)) {
          expect(kind).toBe('same');
          expect(parts).toHaveLength(1);
        }
      }),
    );
  });

  it('does not stand still over two long texts that have nothing in common', () => {
    const long = (word: string) => Array.from({ length: 6000 }, (_, at) => `${word}${at}`).join(' ');
    const began = performance.now();
    const changes = diffTexts(long('раз'), long('два'));
    expect(changes.map(({ kind }) => kind)).toEqual(['removed', 'added']);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});
