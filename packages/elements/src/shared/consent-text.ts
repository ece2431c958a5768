import { html } from 'lit';
import { plain } from './plain.js';

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
