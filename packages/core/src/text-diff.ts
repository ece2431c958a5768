/** A piece of a paragraph, and which of the two texts it stands in. */
export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A paragraph of both texts, or of one of them. `changed`: it says something else in parts. */
export interface ParagraphChange {
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  /** In the order to read them; what was removed stands before what came in its place. */
  readonly parts: readonly TextPart[];
}

/** Above so many comparisons two runs count as different altogether: a page must not stand still over them. */
const MOST = 4_000_000;

/** Two paragraphs are one that was changed where they share at least this part of their words. */
const ALIKE = 0.4;

/**
 * What has changed between two versions of a text, paragraph by paragraph and word by word. What is left of it without the
 * removed parts is the new text, and without the added ones the old, but for white space.
 */
export function diffTexts(before: string, after: string): ParagraphChange[] {
  const changes: ParagraphChange[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const settle = () => {
    changes.push(...pairUp(removed, added));
    removed = [];
    added = [];
  };
  for (const { kind, text } of align(paragraphsOf(before), paragraphsOf(after), (text) => text)) {
    if (kind === 'removed') removed.push(text);
    else if (kind === 'added') added.push(text);
    else {
      settle();
      changes.push(whole('same', text));
    }
  }
  settle();
  return changes;
}

/** Finds in a run of removed and added paragraphs those that were changed; of the rest, what is gone comes first. */
function pairUp(removed: readonly string[], added: readonly string[]): ParagraphChange[] {
  const changes: ParagraphChange[] = [];
  let from = 0;
  let fresh: ParagraphChange[] = [];
  const settle = (to: number) => {
    changes.push(...removed.slice(from, to).map((old) => whole('removed', old)), ...fresh);
    fresh = [];
  };
  for (const text of added) {
    const twin = removed.findIndex((old, at) => at >= from && likeness(old, text) >= ALIKE);
    if (twin < 0) {
      fresh.push(whole('added', text));
      continue;
    }
    settle(twin);
    changes.push({ kind: 'changed', parts: diffWords(removed[twin]!, text) });
    from = twin + 1;
  }
  settle(removed.length);
  return changes;
}

const whole = (kind: TextPart['kind'], text: string): ParagraphChange => ({
  kind,
  parts: [{ kind, text }],
});

/** Word by word, neighbours of a kind put together. */
function diffWords(before: string, after: string): TextPart[] {
  const parts: TextPart[] = [];
  let added = '';
  const settle = () => {
    if (added) parts.push({ kind: 'added', text: added });
    added = '';
  };
  const push = (kind: 'same' | 'removed', text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
    else parts.push({ kind, text });
  };
  for (const { kind, text } of align(tokensOf(before), tokensOf(after), (token) => token.trim())) {
    if (kind === 'added') added += text;
    else {
      if (kind === 'same') settle();
      push(kind, text);
    }
  }
  settle();
  return parts;
}

/** How much two paragraphs have in common, from 0 to 1: by their words, wherever those stand. */
function likeness(one: string, other: string): number {
  const words = tokensOf(one).map((token) => token.trim());
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  const others = tokensOf(other);
  for (const token of others) {
    const count = left.get(token.trim()) ?? 0;
    if (count > 0) shared++;
    left.set(token.trim(), count - 1);
  }
  return (2 * shared) / (words.length + others.length);
}

/**
 * The longest common subsequence of two lists, told as one list: of what is the same, the spelling of the second. What
 * both begin and end with is set aside first, which is nearly all of a text that was corrected.
 */
function align(
  before: readonly string[],
  after: readonly string[],
  keyOf: (item: string) => string,
): TextPart[] {
  const one = before.map(keyOf);
  const two = after.map(keyOf);
  const shorter = Math.min(one.length, two.length);
  let head = 0;
  while (head < shorter && one[head] === two[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one.at(-1 - tail) === two.at(-1 - tail)) tail++;
  const same = (text: string): TextPart => ({ kind: 'same', text });
  const rows = one.length - head - tail;
  const columns = two.length - head - tail;
  const middle: TextPart[] = [];
  const lengths = commonLengths(one.slice(head, head + rows), two.slice(head, head + columns));
  for (let i = 0, j = 0; i < rows || j < columns;) {
    const width = columns + 1;
    if (i < rows && j < columns && one[head + i] === two[head + j] && lengths) {
      middle.push(same(after[head + j]!));
      i++;
      j++;
    } else if (
      i < rows &&
      (j === columns || !lengths || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    )
      middle.push({ kind: 'removed', text: before[head + i++]! });
    else middle.push({ kind: 'added', text: after[head + j++]! });
  }
  return [...after.slice(0, head).map(same), ...middle, ...after.slice(after.length - tail).map(same)];
}

/** How long the longest common subsequence is from each pair of places on; `undefined` where that is too much to ask. */
function commonLengths(one: readonly string[], two: readonly string[]): Uint16Array | undefined {
  const width = two.length + 1;
  const size = (one.length + 1) * width;
  if (size > MOST || Math.max(one.length, two.length) > 0xffff) return undefined;
  const lengths = new Uint16Array(size);
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = two.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        one[i] === two[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  return lengths;
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Words and marks, each with the space after it. */
const tokensOf = (paragraph: string): string[] =>
  paragraph.match(/(?:[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}\s])\s*/gu) ?? [];
