import type { JournalFilters } from './contracts.js';

/** A query string of what is set: `?specialty=…&overdue=yes`. */
export function queryOf(words: object): string {
  const set = Object.entries(words).filter(([, value]) => value !== undefined && value !== '') as [
    string,
    string | number,
  ][];
  return set.length ? `?${set.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}` : '';
}

/** The same wishes in the same order, so that they can be compared; what is empty is left out. */
export function tidied({ filter, specialty, doctor, source, overdue, q }: JournalFilters): JournalFilters {
  const words = q?.trim();
  return {
    ...(filter && filter !== 'all' && { filter }),
    ...(specialty && { specialty }),
    ...(doctor && { doctor }),
    ...(source && { source }),
    ...(overdue && { overdue }),
    ...(words && { q: words }),
  };
}
