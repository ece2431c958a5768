import {
  CSV_START,
  csvRow,
  fullName,
  moscowDay,
  nationalPhone,
  refusalToRunJournal,
  type Actor,
  type CsvCell,
  type RequestKind,
  type RequestSource,
  type RequestState,
} from '@consult/core';
import type { JournalCsvQuery, JournalRow } from '@consult/core/wire';
import type { RequestDeps } from './request-service.js';

/** So many requests are read at once. */
const PAGE = 500;

/**
 * What the filters leave of the clinic's journal, as a table for a spreadsheet, row by row as it is read. A refusal comes with
 * the first piece.
 */
export async function* journalCsv(
  { stores, now }: RequestDeps,
  actor: Actor,
  filters: JournalCsvQuery,
): AsyncGenerator<string> {
  const at = now();
  let after: string | undefined;
  do {
    const query = { ...filters, after, limit: PAGE };
    const page = await stores.journal.exported(actor, query, at, () => refusalToRunJournal(actor));
    const head = after === undefined ? CSV_START + csvRow(COLUMNS.map(([title]) => title)) : '';
    yield head + page.rows.map((row) => csvRow(COLUMNS.map(([, cell]) => cell(row)))).join('');
    after = page.next ?? undefined;
  } while (after !== undefined);
}

const STATES: Readonly<Record<RequestState, string>> = {
  registered: 'Зарегистрирована',
  'in-progress': 'В обработке',
  offered: 'Предложено время',
  refused: 'Отказ от предложенного времени',
  scheduled: 'Записан',
  annulled: 'Аннулирована',
  withdrawn: 'Отменена пациентом',
  done: 'Завершена',
};
const SOURCES: Readonly<Record<RequestSource, string>> = {
  portal: 'Портал',
  'call-centre': 'Телефон',
  visit: 'Приём',
  'home-visit': 'Посещение на дому',
};
const KINDS: Readonly<Record<RequestKind, string>> = { remote: 'Дистанционно', 'in-person': 'Очно' };

/** «14.04.2026 18:30», in Moscow. */
const momentOf = (at: number) => {
  const [year, month, day] = moscowDay(at).split('-');
  const time = new Date(at + 3 * 3_600_000).toISOString().slice(11, 16);
  return `${day}.${month}.${year} ${time}`;
};
const dayOf = (day: string) => day.split('-').reverse().join('.');
const daysOf = ({ from, to }: { from: string; to: string }) =>
  from === to ? dayOf(from) : `${dayOf(from)}–${dayOf(to)}`;

/** The columns of a registry’s journal, with what is in each. */
const COLUMNS: readonly (readonly [title: string, cell: (row: JournalRow) => CsvCell])[] = [
  ['Номер', ({ number }) => number],
  ['Состояние', ({ state }) => STATES[state]],
  ['Просрочена', ({ overdue }) => (overdue ? 'да' : 'нет')],
  ['Зарегистрирована', ({ registeredAt }) => momentOf(registeredAt)],
  [
    'Позвонить до',
    ({ callBy, callByProvisional }) => momentOf(callBy) + (callByProvisional ? ' (предварительно)' : ''),
  ],
  ['Консультация до', ({ consultBy }) => momentOf(consultBy)],
  ['Ф. И. О.', ({ patient }) => fullName(patient.name)],
  ['Дата рождения', ({ patient }) => patient.birthDate && dayOf(patient.birthDate)],
  ['Телефон', ({ phone }) => nationalPhone(phone)],
  ['Почта', ({ email }) => email],
  ['Специальность', ({ specialty }) => specialty],
  ['Врач', ({ doctor }) => doctor && fullName(doctor.name)],
  ['Вид', ({ kind }) => KINDS[kind]],
  ['Желаемые даты', ({ wishes }) => wishes.map(daysOf).join(', ')],
  ['Комментарий', ({ comment }) => comment],
  ['Источник', ({ source }) => SOURCES[source]],
  ['Кто внёс', ({ applicant }) => applicant && fullName(applicant.name)],
  ['Попыток дозвона', ({ attempts }) => attempts.length],
  ['Отказов', ({ refusals }) => refusals],
  ['Причина аннулирования', ({ annulment }) => annulment?.reason ?? null],
];
