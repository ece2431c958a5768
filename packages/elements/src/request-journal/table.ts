import { fullName, isOver, shortName, workingDaysBetween, moscowDay } from '@consult/core';
import type { JournalRow } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dateOfBirth, rangeWords } from '../shared/days.js';
import type { LocalizeController } from '../shared/localize.js';
import { phoneWords } from '../shared/phone.js';
import { plain, unbroken } from '../shared/plain.js';
import type { JournalWords } from '../text/journal-ru.js';

/** What the rows are shown with. */
export interface TableSetting {
  readonly text: LocalizeController<JournalWords>;
  readonly now: number;
  /** Who looks. */
  readonly me: string | undefined;
  /** The request that is open, and the one whose row takes part in the order of Tab. */
  readonly open: string | undefined;
  readonly tabStop: string | undefined;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (id: string) => void;
}

/** Wished days shown in a row; the others are counted. */
const SHOWN_WISHES = 2;

const COLUMNS = [
  'name',
  'born',
  'phone',
  'wishes',
  'specialty',
  'doctor',
  'callBy',
  'state',
  'source',
  'notified',
] as const;

/** The table itself: a row header is the button that opens its request, so that a screen reader reads both. */
export const renderTable = (rows: readonly JournalRow[], total: number, setting: TableSetting) => {
  const { text } = setting;
  return html`<table part="table" aria-label=${text.term('title')} aria-rowcount=${total + 1}>
    <thead>
      <tr aria-rowindex="1">
        ${COLUMNS.map((column) => html`<th scope="col" class=${column}>${text.term(column)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        (row, at) => renderRow(row, at + 2, setting),
      )}
    </tbody>
  </table>`;
};

/** By what a page may dress a row. */
function rowParts(row: JournalRow, isOpen: boolean): string {
  return ['row', row.overdue && 'overdue', isOver(row) && 'closed', isOpen && 'selected']
    .filter(Boolean)
    .join(' ');
}

function renderRow(row: JournalRow, index: number, setting: TableSetting) {
  const { text, now, me, open, tabStop } = setting;
  const cell = (column: (typeof COLUMNS)[number], content: unknown) =>
    html`<td class=${column} data-label=${text.term(column)}>${content}</td>`;
  return html`<tr
    part=${rowParts(row, row.id === open)}
    class=${rowParts(row, row.id === open)}
    aria-rowindex=${index}
    @click=${(event: Event) => {
      if (!(event.target as Element).closest('a')) setting.onOpen(row.id);
    }}
  >
    <th scope="row" class="name">
      <button
        type="button"
        class="opener"
        part="opener"
        data-id=${row.id}
        tabindex=${row.id === tabStop ? 0 : -1}
        aria-current=${row.id === open ? 'true' : 'false'}
        @focus=${() => setting.onFocus(row.id)}
      >
        <bdi>${plain(fullName(row.patient.name))}</bdi>
      </button>
      <span class="second">${row.number}</span>
    </th>
    ${[
      cell('born', row.patient.birthDate ? dateOfBirth(text.lang, row.patient.birthDate) : '—'),
      cell('phone', phoneWords(row.phone)),
      cell('wishes', wishesWords(text, row, now)),
      cell('specialty', plain(row.specialty)),
      cell(
        'doctor',
        row.doctor ? html`<bdi>${unbroken(shortName(row.doctor.name))}</bdi>` : text.term('anybody'),
      ),
      cell('callBy', renderDeadline(text, row, now)),
      cell('state', renderState(text, row, now, me)),
      cell('source', text.said.sources[row.source]),
      cell('notified', renderAttempts(text, row)),
    ]}
  </tr>`;
}

/** «13 апреля, 15–17 апреля и ещё 2». */
function wishesWords(text: LocalizeController<JournalWords>, { wishes }: JournalRow, now: number): string {
  if (wishes.length === 0) return '—';
  const shown = wishes.slice(0, SHOWN_WISHES).map((wish) => rangeWords(text.lang, wish, now));
  const more = wishes.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` ${text.term('moreWishes', more)}` : ''}`;
}

/** Until when the registry calls, and how many working days that leaves; a word and a bar where it is too late. */
export function renderDeadline(text: LocalizeController<JournalWords>, row: JournalRow, now: number) {
  const when = text.term('until', text.shortMoment(row.callBy, now));
  if (row.overdue)
    return html`<span class="word late">${text.term('overdue')}</span><span class="second">${when}</span>`;
  if (row.state !== 'registered' && row.state !== 'in-progress' && row.state !== 'refused') return when;
  const left = now > row.callBy ? undefined : workingDaysBetween(moscowDay(now), moscowDay(row.callBy));
  return html`${when}${
    left === undefined ? nothing : html`<span class="second">${text.term('daysLeft', left)}</span>`
  }${row.callByProvisional ? html`<span class="second">${text.term('provisional')}</span>` : nothing}`;
}

function renderState(
  text: LocalizeController<JournalWords>,
  row: JournalRow,
  now: number,
  me: string | undefined,
) {
  const { lock } = row;
  const works = lock && lock.person !== me && now < lock.until;
  return html`<span class="word ${row.state}">${text.said.states[row.state]}</span>
    ${row.refusals > 0 ? html`<span class="second">${text.term('refusals', row.refusals)}</span>` : nothing}
    ${
      works
        ? html`<span class="second works" part="works"
            >${text.term('works', unbroken(shortName(lock.name)))}</span
          >`
        : nothing
    }`;
}

function renderAttempts(text: LocalizeController<JournalWords>, { attempts }: JournalRow) {
  const last = attempts.at(-1);
  if (!last) return text.term('notCalled');
  return html`${text.said.results[last.result]}
    <span class="second">${text.term('attempts', attempts.length)}</span>`;
}
