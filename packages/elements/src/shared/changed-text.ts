import type { ParagraphChange, TextPart } from '@consult/core';
import { html, nothing } from 'lit';
import type { ConsentsWords } from '../text/consents-ru.js';
import { plain } from './plain.js';

/**
 * What a newer version says otherwise: its paragraphs that are not the same, by words, underlined and struck out, and told to
 * whoever listens. «…» stands for what is the same.
 */
export const renderChanges = (changes: readonly ParagraphChange[], said: ConsentsWords) =>
  html`<div part="changes" class="changes" dir="auto">
    ${changes.map(({ kind, parts }, index) => {
      if (kind !== 'same') return html`<p>${parts.map((part) => renderPart(part, said))}</p>`;
      return changes[index - 1]?.kind === 'same' ? nothing : html`<p class="left-out">…</p>`;
    })}
  </div>`;

function renderPart({ kind, text }: TextPart, said: ConsentsWords) {
  if (kind === 'same') return plain(text);
  const words = html`<span class="visually-hidden"> ${said[kind]} </span>${plain(text)}`;
  return kind === 'added' ? html`<ins>${words}</ins>` : html`<del>${words}</del>`;
}
