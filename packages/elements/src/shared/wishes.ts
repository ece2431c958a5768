import { LIMITS, moscowDay, refusalToWishes, type DateRange, type ErrorCode } from '@consult/core';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { rangeWords } from './days.js';
import { icon } from './icons.js';
import type { Lang } from './localize.js';
import { CALENDAR, TAKE_AWAY } from './request-icons.js';

const DAY = 24 * 60 * 60 * 1000;

/** The days somebody could come, and those that are typed and not added yet. */
export interface WishedDays {
  readonly wishes: readonly DateRange[];
  readonly from: string;
  readonly to: string;
}

/** All of the days: nobody presses «add» for the only one. */
export function wishesOf({ wishes, from, to }: WishedDays): readonly DateRange[] {
  const wish = { from: from || to, to: to || from };
  if (!wish.from || wishes.some((one) => isSame(one, wish))) return wishes;
  return [...wishes, wish].sort(byDay);
}

/** With the days that are typed added to the others; else why they cannot be. */
export function withWish<T extends WishedDays>(days: T, today: string): T | ErrorCode {
  if (!days.from && !days.to) return 'dates-needed';
  const wishes = wishesOf(days);
  return refusalToWishes(wishes, today) ?? { ...days, wishes, from: '', to: '' };
}

/** What is wrong with days of which one cannot be wished for (`dates-wrong`): the ends, or the time. */
export function faultOfWishes(days: WishedDays, today: string): 'reversed' | 'past' | 'far' {
  const all = wishesOf(days);
  if (all.some(({ from, to }) => to < from)) return 'reversed';
  return all.some(({ from }) => from < today) ? 'past' : 'far';
}

/** Without one of the wishes. */
export const withoutWish = <T extends WishedDays>(days: T, wish: DateRange): T => ({
  ...days,
  wishes: days.wishes.filter((one) => !isSame(one, wish)),
});

const isSame = (one: DateRange, other: DateRange) => one.from === other.from && one.to === other.to;
const byDay = (one: DateRange, other: DateRange) => (one.from + one.to < other.from + other.to ? -1 : 1);

/** What is said at the wishes. */
export interface WishesWords {
  readonly legend: string;
  readonly hint: string;
  readonly from: string;
  readonly to: string;
  readonly add: string;
  readonly remove: (days: string) => string;
}

/** The wishes as they stand, and what becomes of them. */
export interface WishesView {
  readonly lang: Lang;
  readonly now: number;
  readonly days: WishedDays;
  readonly said: WishesWords;
  /** What the ids of this form begin with. */
  readonly prefix: string;
  readonly isWrong: boolean;
  /** What is wrong, drawn with the id `…wishes-problem`. */
  readonly problem: unknown;
  /** What the reader is told beside: a wish was added, or taken away. */
  readonly told: string;
  readonly onInput: (event: Event) => void;
  readonly onAdd: () => void;
  readonly onRemove: (wish: DateRange) => void;
}

/** The days one could come: several, or several stretches of them, each to be taken away again. */
export function renderWishes(view: WishesView) {
  const { lang, now, days, said, prefix } = view;
  return html`<fieldset class="wishes wide" aria-describedby="${prefix}wishes-hint ${prefix}wishes-problem">
    <legend>${said.legend}</legend>
    <p id="${prefix}wishes-hint" class="hint">${said.hint}</p>
    <ul part="wishes" class="chips" ?hidden=${!days.wishes.length}>
      ${days.wishes.map((wish) => {
        const words = rangeWords(lang, wish, now);
        return html`<li part="wish" class="chip">
          ${icon(CALENDAR)}<span>${words}</span>
          <button
            type="button"
            part="remove-wish"
            aria-label=${said.remove(words)}
            @click=${() => view.onRemove(wish)}
          >
            ${icon(TAKE_AWAY)}
          </button>
        </li>`;
      })}
    </ul>
    <div class="range">
      ${renderDay(view, 'from', said.from)} ${renderDay(view, 'to', said.to)}
      <button type="button" class="button" part="add-wish" @click=${view.onAdd}>${said.add}</button>
    </div>
    <p class="visually-hidden" role="status">${view.told}</p>
    ${view.problem}
  </fieldset>`;
}

function renderDay(view: WishesView, end: 'from' | 'to', label: string) {
  const { now, days, prefix, isWrong, onInput } = view;
  return html`<div class="input">
    <label for="${prefix}${end}">${label}</label>
    <input
      id="${prefix}${end}"
      name=${end}
      class="field"
      part="field"
      type="date"
      min=${(end === 'to' && days.from) || moscowDay(now)}
      max=${moscowDay(now + LIMITS.wishAhead * DAY)}
      aria-invalid=${isWrong}
      aria-describedby="${prefix}wishes-problem"
      .value=${live(days[end])}
      @input=${onInput}
    />
  </div>`;
}
