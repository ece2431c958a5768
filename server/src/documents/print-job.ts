import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { printable } from './printable.js';

/** A document ready to be printed: plain values, so that they may go to another thread. */
export interface PrintJob {
  readonly definition: TDocumentDefinitions;
  /** What stands at the foot of each page, before its number. */
  readonly foot: string;
}

/** Makes a document, a PDF. A port: Node does it off its main thread. @throws ConsultError `unavailable` */
export type Print = (job: PrintJob) => Promise<Uint8Array>;

const MARGIN = 56;

/** What all our documents have in common. */
export const PAPER = {
  pageSize: 'A4',
  pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 16],
  language: 'ru-RU',
  displayTitle: true,
  defaultStyle: { font: 'Roboto', fontSize: 11, lineHeight: 1.25 },
} satisfies Partial<TDocumentDefinitions>;

/** The colour of what goes without saying. */
export const MUTED = '#52606d';

/** Terms and what they stand for; the first is the one that matters most. */
export const factsOf = (rows: readonly (readonly [term: string, value: string])[]): Content => ({
  margin: [0, 12, 0, 4],
  layout: 'noBorders',
  table: {
    widths: [110, '*'],
    body: rows.map(([term, value], at) => [
      { text: term, color: MUTED },
      { text: value, bold: at === 0 },
    ]),
  },
});

/** A heading and what people have written under it. */
export const section = (title: string, words: string): Content => [
  { text: title, bold: true, fontSize: 12, margin: [0, 12, 0, 2], headlineLevel: 1 },
  { text: printable(words.trim()), preserveLeadingSpaces: true },
];

/** A line that must not be overlooked. */
export const notice = (words: string): Content => ({ text: words, bold: true, margin: [0, 6, 0, 0] });

/** A moment as a document tells it, by the clock of Moscow. */
export function momentOf(at: number): string {
  const format = new Intl.DateTimeFormat('ru-RU', {
    timeZone: 'Europe/Moscow',
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return `${format.format(at)} (МСК)`;
}
