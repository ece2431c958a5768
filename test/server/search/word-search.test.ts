import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { holdsAll } from '../../../server/src/db/sqlite/word-search.js';
import { searchableWords, soughtWords } from '../../../server/src/search/words.js';

const client = new Database(':memory:');
const db = drizzle(client);
afterAll(() => void client.close());

const finds = (text: string, query: string) => {
  const column = sql`${searchableWords(text)}`;
  const { found } = db.get<{ found: number }>(
    sql`select ${sql.join(holdsAll(column, soughtWords(query)!), sql` and `)} as found`,
  );
  return found === 1;
};

/** As it is defined: by the beginning of a word, or by its stem. */
const isFound = (text: string, query: string) => {
  const words = searchableWords(text);
  return soughtWords(query)!.every(
    ({ beginning, stem }) => words.includes(beginning) || words.includes(stem),
  );
};

const ROOTS = [
  'кардиолог',
  'матросов',
  'боль',
  'бол',
  'стекл',
  'длинн',
  'ж',
  'анализ',
  'ё',
  '2026',
  '000321',
  'mri',
];
const ENDINGS = ['', 'а', 'ой', 'ами', 'ость', 'ейш', 'ный', 'нный', 'ии', 'вшись', 'ться', '1', 's'];
const word = fc.tuple(fc.constantFrom(...ROOTS), fc.constantFrom(...ENDINGS)).map((parts) => parts.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));

describe('A search by words', () => {
  it.each([
    ['кардиолога', 'кардиолог', true],
    ['кардиологам', 'кардиологом', true],
    ['Ж-2026-000321', 'Ж-2026-000321', true],
    ['Ж-2026-000321', 'Ж-2026-000322', false],
    ['Матросова Анна', 'анна матр', true],
    ['Матросова Анна', 'анна матросовых', true],
    ['Матрос', 'матросова', false],
    ['боль', 'болеть', false],
  ])('in «%s» for «%s»: %s', (text, query, found) => {
    expect(finds(text, query)).toBe(found);
    expect(isFound(text, query)).toBe(found);
  });

  it('finds what it says it does, whatever it looks at first', () => {
    fc.assert(
      fc.property(words, words, (text, query) => finds(text, query) === isFound(text, query)),
      {
        numRuns: 2000,
      },
    );
  });
});
