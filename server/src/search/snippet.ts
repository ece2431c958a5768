import { wordsOf } from '@consult/core';
import { answers, type SoughtWord } from './words.js';

/** A part of a text, and where in it the found words stand, in UTF-16 units. */
export interface Snippet {
  readonly text: string;
  readonly matches: [start: number, end: number][];
}

/** How long a snippet is at most, and how much of it stands before the first found word. */
const LENGTH = 160;
const LEAD = 40;

/** The part of `text` around the first found word; `undefined` where none is found. */
export function snippetOf(text: string, words: readonly SoughtWord[]): Snippet | undefined {
  const found = matchesIn(text, words);
  const first = found[0];
  if (!first) return undefined;
  const from = first[0] <= LEAD ? 0 : startOfWord(text, first[0] - LEAD, first[0]);
  const to = Math.max(first[1], endOfWord(text, from + LENGTH, first[1]));
  const lead = from > 0 ? '…' : '';
  const shift = lead.length - from;
  return {
    text: `${lead}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    matches: found.filter(([, end]) => end <= to).map(([start, end]) => [start + shift, end + shift]),
  };
}

/** Marks that sit on letters belong to the word here: folding is what joins them. */
function matchesIn(text: string, words: readonly SoughtWord[]): [number, number][] {
  const found: [number, number][] = [];
  for (const { 0: raw, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu))
    if (wordsOf(raw).some((word) => words.some((sought) => answers(word, sought))))
      found.push([index, index + raw.length]);
  return found;
}

/** Where to begin at or after `at`, at the latest at `limit`, so that no word is cut. */
function startOfWord(text: string, at: number, limit: number): number {
  const gap = text.slice(at, limit).search(/\s\S/);
  return gap < 0 ? limit : at + gap + 1;
}

/** Where to end at or before `at`, at the earliest at `limit`. */
function endOfWord(text: string, at: number, limit: number): number {
  if (at >= text.length) return text.length;
  const gap = text.slice(limit, at).search(/\s\S*$/);
  return gap < 0 ? limit : limit + gap;
}
