import { wordsOf } from '@consult/core';
import snowball from 'snowball-stemmers';

const stemmer = snowball.newStemmer('russian');

/**
 * What a search looks through: every word of the texts, folded, each after a space, and its stem after ` =`.
 *
 * A word of a query is found by the beginning of a word, or where both have one stem, so that «кардиолога» finds
 * «кардиолог». Words hold letters and digits only, so neither mark can come from a text.
 */
export function searchableWords(...texts: readonly (string | null | undefined)[]): string {
  const words = new Set(texts.flatMap((text) => wordsOf(text ?? '')));
  const stems = new Set([...words].map((word) => stemmer.stem(word)));
  return ` ${[...words].join(' ')} ${[...stems].map((stem) => `=${stem}`).join(' ')} `;
}

/** One word that has to be found: either string somewhere in the searchable words will do. */
export interface SoughtWord {
  readonly beginning: string;
  readonly stem: string;
}

/** What to look for: all of these words. `undefined` where the query asks for nothing that a word could match. */
export function soughtWords(query: string): SoughtWord[] | undefined {
  const words = [...new Set(wordsOf(query))];
  if (!words.length && query.trim()) return undefined;
  return words.map((word) => ({ beginning: ` ${word}`, stem: ` =${stemmer.stem(word)} ` }));
}

/** Whether a folded word is one that is sought. A stem is the beginning of its words, which rules most of them out. */
export function answers(word: string, { beginning, stem }: SoughtWord): boolean {
  if (word.startsWith(beginning.slice(1))) return true;
  const sought = stem.slice(2, -1);
  return word.startsWith(sought) && stemmer.stem(word) === sought;
}
