import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocuments, type Documents } from '../../../server/src/conclusions/documents-node.js';
import { printable } from '../../../server/src/documents/printable.js';
import { aSheet, CONTENT, wordsOf } from '../conclusions/sheets.js';

describe('Words in a document', () => {
  it.each([
    ['АД ⩽ 140, ЧСС ≧ 60', 'АД ≤ 140, ЧСС ≥ 60'],
    ['По ⅓ таблетки, затем 2⅓ и ½', 'По 1/3 таблетки, затем 2 1/3 и ½'],
    ['37,2 ℃, 5 ㎎', '37,2 °C, 5 mg'],
    ['АЛТ ↑, АСТ ⬇️, затем ⇒ УЗИ', 'АЛТ (повышено), АСТ (понижено), затем -> УЗИ'],
    ['✓ анализ ☐ снимок ☒ ЭКГ', '√ анализ [ ] снимок [×] ЭКГ'],
    ['1 250\u202fмл', '1 250\u00a0мл'],
    ['по\u00adкрас\u00adне\u00adние', 'покраснение'],
    ['раз\u2028два\u2029три\r\nчетыре', 'раз\nдва\nтри\nчетыре'],
    ['Лучше 🙂, семья 👨‍👩‍👧‍👦, 👍🏽, 🇷🇺, 🏃‍♂️', 'Лучше \ufffd, семья \ufffd, \ufffd, \ufffd, \ufffd'],
    ['© ® ™ № ½ β ± ° “кавычки” — …', '© ® ™ № ½ β ± ° “кавычки” — …'],
    ['и\u0306', 'й'],
  ])('%s', (written, printed) => {
    expect(printable(written)).toBe(printed);
  });

  it('are broken between their letters where they are longer than a line', () => {
    const lines = printable(`а${'𝛽'.repeat(100)}`).split('\n');
    expect(lines.map((line) => [...line].length)).toEqual([60, 41]);
    expect(lines.join('')).not.toMatch(/\p{Surrogate}/u);
  });

  describe('as another program reads them', () => {
    let documents: Documents;
    beforeAll(() => void (documents = openDocuments(undefined, 20_000)));
    afterAll(() => documents.close());

    it('are all there', async () => {
      const findings = 'ЧСС ⩾ 60 ✓ по ⅓ ↑ 🙂 37 ℃ ♀ √ β';
      const pdf = await documents.renderConclusion(aSheet({ content: { ...CONTENT, findings } }));
      expect(wordsOf(pdf)).toContain('ЧСС ≥ 60 √ по 1/3 (повышено) \ufffd 37 °C (жен.) √ β');
    });
  });
});
