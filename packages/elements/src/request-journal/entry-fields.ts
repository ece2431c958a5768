import type { ErrorCode } from '@consult/core';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { JournalEntryWords } from '../text/journal-entry-ru.js';
import type { EntryField } from './entry-content.js';

/** A choice, and how it is called. */
export type Option = readonly [value: string, words: string];

/** What the fields are drawn with. */
export interface FieldsSetting {
  readonly text: LocalizeController<JournalEntryWords>;
  readonly problems: ReadonlyMap<EntryField, ErrorCode>;
  readonly onInput: (event: Event) => void;
}

/** The fields of the entry form, each with what is wrong under it. */
export function entryFields({ text, problems, onInput }: FieldsSetting) {
  function wordsOf(field: EntryField): string | undefined {
    const code = problems.get(field);
    const { needed } = text.said;
    if (!code) return undefined;
    if (code === 'text-too-long') return needed.long;
    if (code === 'text-empty' || field === 'email') return needed[field as 'patient'];
    return text.error(code);
  }

  /** Its place is always there, for screen readers know it by its id. */
  function problem(field: EntryField) {
    const words = wordsOf(field);
    return html`<p class="problem" id="entry-${field}-problem">
      ${words ? html`${icon(ALERT)}<span>${words}</span>` : nothing}
    </p>`;
  }

  function select(
    name: 'source' | 'kind' | 'specialty' | 'doctor',
    value: string,
    options: readonly Option[],
  ) {
    const isNeeded = name === 'specialty';
    return html`<div class="input">
      <label for="entry-${name}">${text.term(name)}</label>
      <select
        id="entry-${name}"
        name=${name}
        class="field"
        part="field"
        aria-required=${isNeeded}
        aria-invalid=${isNeeded && problems.has('specialty')}
        aria-describedby=${isNeeded ? 'entry-specialty-problem' : nothing}
        @change=${onInput}
      >
        ${options.map(([of, said]) => html`<option value=${of} ?selected=${of === value}>${said}</option>`)}
      </select>
      ${isNeeded ? problem('specialty') : nothing}
    </div>`;
  }

  function line(name: 'phone' | 'email' | 'specialty', value: string, type: 'tel' | 'email' | 'text') {
    return html`<div class="input">
      <label for="entry-${name}">${text.term(name)}</label>
      <input
        id="entry-${name}"
        name=${name}
        class="field"
        part="field"
        type=${type}
        autocomplete="off"
        aria-required=${name !== 'email'}
        aria-invalid=${problems.has(name)}
        aria-describedby="entry-${name}-problem"
        .value=${live(value)}
        @input=${onInput}
      />
      ${problem(name)}
    </div>`;
  }

  return { select, line, problem };
}
