import { fold } from '@consult/core';

/** A part of a text, from where to where, in UTF-16 units. */
export type Stretch = readonly [start: number, end: number];

/** Where one of these words, folded, stands in the text. */
export function stretchesOf(text: string, words: ReadonlySet<string>): Stretch[] {
  const found: Stretch[] = [];
  for (const { 0: raw, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu))
    if (words.has(fold(raw))) found.push([index, index + raw.length]);
  return found;
}

/** Cuts a text at the stretches: what is found, and what is between. Joined again, the pieces are the text. */
export function cutAt(text: string, stretches: readonly Stretch[]) {
  const pieces: { readonly text: string; readonly found: boolean }[] = [];
  let at = 0;
  for (const [start, end] of stretches) {
    pieces.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
    at = end;
  }
  pieces.push({ text: text.slice(at), found: false });
  return pieces.filter((piece) => piece.text);
}

const KEY = 'consult-found';

/** Whether the browser can light words up: Chromium from 105, Safari from 17.2, Firefox from 140. */
export const canLight = typeof Highlight === 'function' && 'highlights' in CSS;

/** Lights up words in what is drawn already, without touching it (CSS Custom Highlight API). */
export class FoundLight {
  #ranges: Range[] = [];

  /** Lights these words in the elements, and nothing else. */
  shine(elements: Iterable<Element>, words: ReadonlySet<string>) {
    this.dim();
    if (!canLight) return;
    const light = CSS.highlights.get(KEY) ?? new Highlight();
    for (const element of elements) this.#ranges.push(...rangesIn(element, words));
    for (const range of this.#ranges) light.add(range);
    CSS.highlights.set(KEY, light); // one for the page: several chats may stand on it
  }

  dim() {
    const light = canLight ? CSS.highlights.get(KEY) : undefined;
    for (const range of this.#ranges) light?.delete(range);
    this.#ranges = [];
  }
}

function rangesIn(element: Element, words: ReadonlySet<string>): Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const [start, end] of stretchesOf(node.nodeValue!, words)) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  return ranges;
}
