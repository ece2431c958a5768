import { fullName } from '@consult/core';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { ConclusionSheet } from './conclusion-sheet.js';

/** A document ready to be printed: plain values, so that they may go to another thread. */
export interface PrintJob {
  readonly definition: TDocumentDefinitions;
  /** What stands at the foot of each page, before its number. */
  readonly foot: string;
}

const MARGIN = 56;

/**
 * Lays a conclusion out. Words of people become the text of a text node and nothing else: there is no value of theirs
 * that pdfmake would read as a picture, a link or a style.
 */
export function layOut(sheet: ConclusionSheet): PrintJob {
  const { content, version, draft } = sheet;
  const patient = printable(fullName(sheet.patient.name));
  return {
    foot: [draft && DRAFT, TITLE, patient, `версия ${version}`].filter(Boolean).join(' · '),
    definition: {
      info: {
        title: `${TITLE}: ${patient}`,
        author: printable(fullName(sheet.doctor.name)),
        creationDate: new Date(sheet.at),
      },
      pageSize: 'A4',
      pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 16],
      language: 'ru-RU',
      displayTitle: true,
      defaultStyle: { font: 'Roboto', fontSize: 11, lineHeight: 1.25 },
      ...(draft && { watermark: { text: DRAFT, color: '#52606d', opacity: 0.12, bold: true } }),
      content: [
        { text: printable(sheet.organisation), color: MUTED },
        { text: TITLE, fontSize: 18, bold: true, margin: [0, 10, 0, 0] },
        { text: 'по итогам дистанционной консультации', color: MUTED },
        ...(draft ? [notice(`${DRAFT}. Документ не сохранён и не имеет силы.`)] : []),
        ...(version > 1 ? [notice(`Исправленная редакция, версия ${version}`)] : []),
        facts(sheet, patient),
        section('Жалобы и анамнез', content.complaints),
        section('Результаты консультации', content.findings),
        section('Диагноз', diagnosisOf(sheet)),
        section('Рекомендации', content.recommendations),
        section('Следующий приём', content.nextVisit === null ? 'Не назначен' : dayOf(content.nextVisit)),
        signature(sheet),
      ],
    },
  };
}

const TITLE = 'Консультативное заключение';
const DRAFT = 'Черновик';
const MUTED = '#52606d';

function facts({ doctor, patient, at }: ConclusionSheet, name: string): Content {
  const rows = [
    ['Пациент', name],
    ['Дата рождения', patient.birthDate === null ? 'не указана' : dayOf(patient.birthDate)],
    ['Врач', printable(fullName(doctor.name))],
    ['Специальность', printable(doctor.specialty)],
    ['Дата и время', momentOf(at)],
  ];
  return {
    margin: [0, 12, 0, 4],
    layout: 'noBorders',
    table: {
      widths: [110, '*'],
      body: rows.map(([term, value]) => [
        { text: term!, color: MUTED },
        { text: value!, bold: term === 'Пациент' },
      ]),
    },
  };
}

function section(title: string, words: string): Content {
  return [
    { text: title, bold: true, fontSize: 12, margin: [0, 12, 0, 2], headlineLevel: 1 },
    { text: printable(words.trim()), preserveLeadingSpaces: true },
  ];
}

const notice = (words: string): Content => ({ text: words, bold: true, margin: [0, 6, 0, 0] });

function diagnosisOf({ content: { diagnosis } }: ConclusionSheet): string {
  if (!diagnosis.code && !diagnosis.text.trim()) return 'Не установлен';
  return [diagnosis.code && `${diagnosis.code} (МКБ-10)`, diagnosis.text.trim()].filter(Boolean).join('. ');
}

function signature({ signedBy, draft }: ConclusionSheet): Content {
  const words =
    signedBy === null
      ? 'Документ не подписан электронной подписью'
      : draft
        ? 'Черновик не подписан электронной подписью'
        : `Документ подписан электронной подписью. Владелец сертификата: ${printable(signedBy)}`;
  return {
    margin: [0, 20, 0, 0],
    unbreakable: true,
    table: { widths: ['*'], body: [[{ text: words, margin: [6, 4, 6, 4] }]] },
  };
}

/** A word longer than a line: pdfmake breaks it letter by letter, which took 26 s for three fields full of them. */
const LONG_WORD = /\S{60}(?=\S)/g;

/** The font has no arrows, which doctors write for «more» and «less»; the preview shows what becomes of them. */
const ARROWS: Readonly<Record<string, string>> = {
  '←': '<-',
  '↑': '(повышено)',
  '→': '->',
  '↓': '(понижено)',
  '↔': '<->',
};

/**
 * Without control characters, which a font has no picture of, and without the marks that turn the reading direction and
 * could make a line read otherwise than it was written.
 */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[←↑→↓↔]/g, (arrow) => ARROWS[arrow]!)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|(?!\n)\p{Cc}/gu, '')
    .replace(LONG_WORD, '$&\n');
}

const dayOf = (day: string) => day.split('-').reverse().join('.');

function momentOf(at: number): string {
  const format = new Intl.DateTimeFormat('ru-RU', {
    timeZone: 'Europe/Moscow',
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return `${format.format(at)} (МСК)`;
}
