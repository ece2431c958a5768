import { LIMITS, moscowDay } from '@consult/core';
import { html, nothing } from 'lit';
import { rangeWords } from '../shared/days.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { TAKE_AWAY } from '../shared/request-icons.js';
import type { JournalEntryWords } from '../text/journal-entry-ru.js';
import { wishesOf, type EntryContent } from './entry-content.js';

const DAY = 24 * 60 * 60 * 1000;

/** The wished days as they stand, and what becomes of them. */
export interface WishesSetting {
  readonly text: LocalizeController<JournalEntryWords>;
  readonly content: EntryContent;
  readonly now: number;
  readonly problem: string | undefined;
  readonly onInput: (event: Event) => void;
  readonly onChange: (change: Partial<EntryContent>) => void;
}

/** The days the patient could come: several, or several stretches of them, each to be taken away again. */
export function renderWishes({ text, content, now, problem, onInput, onChange }: WishesSetting) {
  const day = (name: 'from' | 'to', min: string) =>
    html`<div class="input">
      <label for="entry-${name}">${text.term(name)}</label>
      <input
        id="entry-${name}"
        name=${name}
        class="field"
        part="field"
        type="date"
        min=${min}
        max=${moscowDay(now + LIMITS.wishAhead * DAY)}
        aria-invalid=${problem !== undefined}
        aria-describedby="entry-wishes-problem"
        .value=${content[name]}
        @input=${onInput}
      />
    </div>`;
  const today = moscowDay(now);
  return html`<fieldset>
    <legend>${text.term('wishes')}</legend>
    <ul class="chips" ?hidden=${content.wishes.length === 0}>
      ${content.wishes.map((wish) => {
        const days = rangeWords(text.lang, wish, now);
        return html`<li class="chip">
          ${days}
          <button
            type="button"
            class="take-away"
            part="remove-wish"
            aria-label=${text.term('remove', days)}
            @click=${() => onChange({ wishes: content.wishes.filter((one) => one !== wish) })}
          >
            ${icon(TAKE_AWAY)}
          </button>
        </li>`;
      })}
    </ul>
    <div class="range">
      ${day('from', today)} ${day('to', content.from || today)}
      <button
        type="button"
        class="button"
        part="add-wish"
        ?disabled=${!content.from}
        @click=${() => onChange({ wishes: wishesOf(content), from: '', to: '' })}
      >
        ${text.term('add')}
      </button>
    </div>
    <p class="problem" id="entry-wishes-problem">
      ${problem ? html`${icon(ALERT)}<span>${problem}</span>` : nothing}
    </p>
  </fieldset>`;
}
