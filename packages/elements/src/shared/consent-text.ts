import { html, nothing } from 'lit';
import type { ConsentsWords } from '../text/consents-ru.js';
import { plain } from './plain.js';

/** A stretch of text that two versions share, or that only one of them has. */
export interface TextChange {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The paragraphs of a document, as they are shown and printed. */
export const paragraphsOf = (text: string): string[] =>
  plain(text)
    .split(/\n+/)
    .filter((line) => line.trim());

/** The text of a document. Words are words: nothing in them becomes markup. */
export const renderText = (text: string) =>
  html`<div part="text" class="text" dir="auto">
    ${paragraphsOf(text).map((paragraph) => html`<p>${paragraph}</p>`)}
  </div>`;

/** So much of what has not changed is shown around what has. */
const AROUND = 120;

/** What a newer version says otherwise: by words, underlined and struck out, and told to whoever listens. */
export const renderChanges = (changes: readonly TextChange[], said: ConsentsWords) =>
  html`<p part="changes" class="changes" dir="auto">
    ${changes.map(({ kind, text }, index) => {
      if (kind === 'same') return shortened(plain(text), index > 0, index < changes.length - 1);
      const words = html`<span class="visually-hidden"> ${said[kind]} </span>${plain(text)}`;
      return kind === 'added' ? html`<ins>${words}</ins>` : html`<del>${words}</del>`;
    })}
  </p>`;

function shortened(text: string, hasBefore: boolean, hasAfter: boolean) {
  const letters = [...text];
  if (letters.length <= AROUND * 2) return text;
  const head = hasBefore ? letters.slice(0, AROUND).join('') : nothing;
  const tail = hasAfter ? letters.slice(-AROUND).join('') : nothing;
  return html`${head}<span class="left-out">…</span>${tail}`;
}
