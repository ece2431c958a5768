import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { SoughtWord } from '../../search/words.js';

/**
 * Whether the column holds all of the words.
 *
 * To look through a column is what a search takes its time for. So what lies before most rows is answered by one look: the
 * longest word, which fewest have, comes first, and where no word begins as the stem does, none begins as the word does and
 * none has the stem.
 */
export function holdsAll(words: SQLWrapper, sought: readonly SoughtWord[]): SQL[] {
  const longestFirst = sought.toSorted((a, b) => b.beginning.length - a.beginning.length);
  return longestFirst.map((word) => holds(words, word));
}

function holds(words: SQLWrapper, { beginning, stem }: SoughtWord): SQL {
  const has = (text: string) => sql`instr(${words}, ${text}) > 0`;
  const root = ` ${stem.slice(2, -1)}`;
  if (root === beginning) return has(beginning);
  const either = sql`(${has(beginning)} or ${has(stem)})`;
  return beginning.startsWith(root) ? sql`(${has(root)} and ${either})` : either;
}
