import { fullName, type EsiaLevel } from '@consult/core';
import type { Content } from 'pdfmake/interfaces.js';
import { factsOf, momentOf, MUTED, notice, PAPER, type PrintJob, section } from '../documents/print-job.js';
import { printable } from '../documents/printable.js';
import type { ConsentCopy } from './consent-store.js';

/** What stands in a receipt. */
export interface ReceiptSheet extends ConsentCopy {
  /** When it is made, ms UTC. */
  readonly at: number;
}

const TITLE = 'Подтверждение согласия';

const LEVELS: Readonly<Record<EsiaLevel, string>> = {
  simplified: 'упрощённая',
  standard: 'стандартная',
  confirmed: 'подтверждённая',
};

/** Lays the receipt of a consent out: what was agreed to, word for word, and all that was kept of the act. */
export function layOutReceipt(sheet: ReceiptSheet): PrintJob {
  const { document, consent, names, at } = sheet;
  const patient = printable(fullName(names.patient));
  const title = printable(document.title);
  return {
    foot: [TITLE, patient, `редакция ${consent.version}`].join(' · '),
    definition: {
      ...PAPER,
      info: { title: `${TITLE}: ${patient}`, creationDate: new Date(at) },
      content: [
        { text: TITLE, color: MUTED },
        { text: title, fontSize: 18, bold: true, margin: [0, 10, 0, 0] },
        notice(standing(sheet)),
        factsOf([
          ['Пациент', patient],
          ['Дано', giver(sheet)],
          ['Дата и время', momentOf(consent.at)],
          ['Учётная запись', consent.level ? `${LEVELS[consent.level]} (ЕСИА)` : 'уровень не сохранён'],
          ['Редакция', `${consent.version}, опубликована ${momentOf(document.publishedAt)}`],
          ['Номер записи', consent.id],
        ]),
        section('Текст согласия', document.text),
        checksum(consent.hash),
      ],
    },
  };
}

function giver({ consent, names }: ReceiptSheet): string {
  if (consent.by === consent.patient) return 'пациентом лично';
  return `представителем: ${printable(fullName(names.by))}`;
}

function standing({ withdrawal, names, consent, at }: ReceiptSheet): string {
  if (!withdrawal) return `Согласие не отозвано на ${momentOf(at)}`;
  const by = withdrawal.by === consent.patient ? 'пациентом' : printable(fullName(names.withdrawnBy!));
  return `Согласие отозвано ${momentOf(withdrawal.at)}, ${by}`;
}

/** In a size in which it fits a line, so that it can be copied whole. */
const checksum = (hash: string): Content => ({
  margin: [0, 16, 0, 0],
  unbreakable: true,
  stack: [
    { text: 'Контрольная сумма текста (SHA-256)', color: MUTED },
    { text: hash, fontSize: 9 },
  ],
});
