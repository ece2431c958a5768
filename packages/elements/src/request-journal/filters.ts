import type { JournalFilters, JournalSpecialty } from '@consult/client/journal';
import { fullName, REQUEST_SOURCES } from '@consult/core';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon, SEARCH } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { JournalWords } from '../text/journal-ru.js';

/** How the filters stand and what becomes of them. */
export interface FiltersSetting {
  readonly text: LocalizeController<JournalWords>;
  readonly filters: JournalFilters;
  readonly directory: readonly JournalSpecialty[];
  readonly onChange: (change: JournalFilters) => void;
  readonly onReset: () => void;
}

const STATES = ['all', 'waiting', 'offered', 'scheduled', 'closed'] as const;

/** What narrows the journal: words, state, specialty, doctor, source, lateness. */
export function renderFilters({ text, filters, directory, onChange, onReset }: FiltersSetting) {
  const doctors = directory
    .filter(({ name }) => !filters.specialty || name === filters.specialty)
    .flatMap((specialty) => specialty.doctors);
  return html`<div class="search">
      ${icon(SEARCH)}
      <input
        part="search"
        class="field"
        type="search"
        autocomplete="off"
        maxlength="100"
        aria-label=${text.term('search')}
        placeholder=${text.term('search')}
        aria-keyshortcuts="/"
        .value=${live(filters.q ?? '')}
        @input=${(event: InputEvent) => onChange({ q: valueOf(event) })}
      />
    </div>
    ${select(
      text.term('filterState'),
      'filter',
      filters.filter ?? 'all',
      STATES.map((state) => [state, text.said.filters[state]]),
      (filter) => onChange({ filter: filter as JournalFilters['filter'] }),
    )}
    ${select(
      text.term('specialty'),
      'specialty',
      filters.specialty ?? '',
      [['', text.term('anySpecialty')], ...directory.map(({ name }): Option => [name, plain(name)])],
      (specialty) => onChange({ specialty, doctor: '' }),
    )}
    ${select(
      text.term('doctor'),
      'doctor',
      filters.doctor ?? '',
      [['', text.term('anyDoctor')], ...doctors.map(({ id, name }): Option => [id, plain(fullName(name))])],
      (doctor) => onChange({ doctor }),
    )}
    ${select(
      text.term('source'),
      'source',
      filters.source ?? '',
      [
        ['', text.term('anySource')],
        ...REQUEST_SOURCES.map((source): Option => [source, text.said.sources[source]]),
      ],
      (source) => onChange({ source: (source || undefined) as JournalFilters['source'] }),
    )}
    <label class="check">
      <input
        part="overdue-only"
        type="checkbox"
        .checked=${live(!!filters.overdue)}
        @change=${(event: Event) =>
          onChange({ overdue: (event.target as HTMLInputElement).checked ? 'yes' : undefined })}
      />
      ${text.term('onlyOverdue')}
    </label>
    ${
      Object.values(filters).some(Boolean)
        ? html`<button type="button" class="button" part="reset" @click=${onReset}>
            ${text.term('reset')}
          </button>`
        : nothing
    }`;
}

type Option = readonly [value: string, words: string];

const select = (
  label: string,
  name: string,
  value: string,
  options: readonly Option[],
  onPick: (value: string) => void,
) =>
  html`<select
    class="field"
    part="filter"
    name=${name}
    aria-label=${label}
    .value=${live(value)}
    @change=${(event: Event) => onPick(valueOf(event))}
  >
    ${options.map(([of, words]) => html`<option value=${of} ?selected=${of === value}>${words}</option>`)}
  </select>`;

const valueOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
