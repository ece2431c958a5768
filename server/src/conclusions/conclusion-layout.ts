import { fullName } from '@consult/core';
import type { Content } from 'pdfmake/interfaces.js';
import { factsOf, momentOf, MUTED, notice, PAPER, type PrintJob, section } from '../documents/print-job.js';
import { printable } from '../documents/printable.js';
import type { ConclusionSheet } from './conclusion-sheet.js';
import { dayOf, sectionsOf, TITLE } from './conclusion-words.js';

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
      ...PAPER,
      info: {
        title: `${TITLE}: ${patient}`,
        author: printable(fullName(sheet.doctor.name)),
        creationDate: new Date(sheet.at),
      },
      ...(draft && { watermark: { text: DRAFT, color: '#52606d', opacity: 0.12, bold: true } }),
      content: [
        { text: printable(sheet.organisation), color: MUTED },
        { text: TITLE, fontSize: 18, bold: true, margin: [0, 10, 0, 0] },
        { text: 'по итогам дистанционной консультации', color: MUTED },
        ...(draft ? [notice(`${DRAFT}. Документ не сохранён и не имеет силы.`)] : []),
        ...(version > 1 ? [notice(`Исправленная редакция, версия ${version}`)] : []),
        facts(sheet, patient),
        ...sectionsOf(content).map(([heading, words]) => section(heading, words)),
        signature(sheet),
      ],
    },
  };
}

const DRAFT = 'Черновик';

function facts({ doctor, patient, at }: ConclusionSheet, name: string): Content {
  const rows: [string, string][] = [
    ['Пациент', name],
    ['Дата рождения', patient.birthDate === null ? 'не указана' : dayOf(patient.birthDate)],
    ['Врач', printable(fullName(doctor.name))],
    ['Специальность', printable(doctor.specialty)],
    ['Дата и время', momentOf(at)],
  ];
  return factsOf(rows);
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
