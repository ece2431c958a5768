import { LIMITS, moscowDay } from '@consult/core';
import { html } from 'lit';
import { rangeWords } from '../shared/days.js';
import { icon } from '../shared/icons.js';
import { wordsOf } from './fields.js';
import { renderProblem } from './frame.js';
import { CALENDAR, TAKE_AWAY } from '../shared/request-icons.js';
import type { StepView } from './steps.js';

const DAY = 24 * 60 * 60 * 1000;

/** The days one could come: several, or several stretches of them, each to be taken away again. */
export function renderWishes(view: StepView) {
  const { text, filling, now, on } = view;
  const { wishes } = filling.fields;
  return html`<fieldset class="wishes wide" aria-describedby="wishes-hint wishes-problem">
    <legend>${text.term('wishes')} *</legend>
    <p id="wishes-hint" class="hint">${text.term('wishesHint')}</p>
    <ul part="wishes" class="chips" ?hidden=${!wishes.length}>
      ${wishes.map((wish) => {
        const days = rangeWords(text.lang, wish, now);
        return html`<li part="wish" class="chip">
          ${icon(CALENDAR)}<span>${days}</span>
          <button
            type="button"
            part="remove-wish"
            aria-label=${text.term('remove', days)}
            @click=${() => on.onRemoveWish(wish)}
          >
            ${icon(TAKE_AWAY)}
          </button>
        </li>`;
      })}
    </ul>
    <div class="range">
      ${renderDay(view, 'from', text.term('from'))}
      ${renderDay(view, 'to', `${text.term('to')} (${text.term('toHint')})`)}
      <button type="button" class="button" part="add-wish" @click=${on.onAddWish}>${text.term('add')}</button>
    </div>
    <p class="visually-hidden" role="status">${filling.told}</p>
    ${renderProblem('wishes', wordsOf(view, 'wishes'))}
  </fieldset>`;
}

function renderDay(view: StepView, end: 'from' | 'to', label: string) {
  const { filling, now, on } = view;
  const { from } = filling.fields;
  return html`<div class="input">
    <label for=${end}>${label}</label>
    <input
      id=${end}
      name=${end}
      class="field"
      part="field"
      type="date"
      min=${(end === 'to' && from) || moscowDay(now)}
      max=${moscowDay(now + LIMITS.wishAhead * DAY)}
      aria-invalid=${wordsOf(view, 'wishes') !== undefined}
      aria-describedby="wishes-problem"
      .value=${filling.fields[end]}
      @input=${on.onInput}
    />
  </div>`;
}
