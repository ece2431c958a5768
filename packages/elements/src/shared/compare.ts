import type { TextChange } from './consent-text.js';

/** PLACEHOLDER until core brings it. */
export function compare(before: string, after: string): TextChange[] {
  const [a, b] = [before.split(/(?<=\n)/), after.split(/(?<=\n)/)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const changes: TextChange[] = [
    { kind: 'same', text: a.slice(0, head).join('') },
    { kind: 'removed', text: a.slice(head, a.length - tail).join('') },
    { kind: 'added', text: b.slice(head, b.length - tail).join('') },
    { kind: 'same', text: tail ? a.slice(-tail).join('') : '' },
  ];
  return changes.filter(({ text }) => text);
}
