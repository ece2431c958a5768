/** What a cell may hold; `null` is an empty one. A number is written with a point and is never taken for a formula. */
export type CsvCell = string | number | null;

/**
 * A file of such rows for a spreadsheet: UTF-8 with a byte order mark, by which Excel knows the letters; `;` between cells,
 * as Excel expects where a comma is the decimal sign, in Russian above all; every cell in quotes and CRLF after every row
 * (RFC 4180). Only the separator departs from the RFC. A telephone number of ours, `+7…`, gets its apostrophe as any other
 * text does; `nationalPhone` has a form that needs none.
 */
export function csvOf(rows: Iterable<readonly CsvCell[]>): string {
  let text = CSV_START;
  for (const row of rows) text += csvRow(row);
  return text;
}

/** What the file begins with, where its rows are written one by one. */
export const CSV_START = '\uFEFF';

/** One row, its end included. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(quoted).join(';')}\r\n`;
}

function quoted(cell: CsvCell): string {
  const text = typeof cell === 'string' ? harmless(cell) : String(cell ?? '');
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * The text with an apostrophe wherever a spreadsheet might begin a formula: at the start of a cell, and after a separator or
 * a line's end within it, as a program that expects another separator begins a cell there. It can be taken out again: where
 * any number of apostrophes stands before such a place, one of them is ours.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const harmless = (text: string) => text.replace(FORMULA_AT_START, "'").replace(FORMULA_WITHIN, "$1'");

// = + - @, their full-width and small forms; blanks and invisible signs before them are passed over, and within a cell quotes.
const FORMULA_AT_START = /^(?='*(?:[\t\r\n]|(?:(?![\t\r\n])[\p{Z}\p{C}])*[-=+@＝＋－＠﹦﹢﹣﹫]))/u;
const FORMULA_WITHIN = /([,;\t\r\n])(?='*(?:(?![\t\r\n])[\p{Z}\p{C}"])*[-=+@＝＋－＠﹦﹢﹣﹫])/gu;
