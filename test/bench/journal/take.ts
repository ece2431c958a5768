import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalQuery } from '@consult/core/wire';
import Database from 'better-sqlite3';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { quantile } from '../figures.js';
import { doctorId, fillJournal, NOW, OPERATOR } from './filled.js';

export const SIZES = [1000, 10_000, 100_000] as const;
const ROUNDS = 15;
const ROWS = 50;

const PAGE = `select * from requests where organisation = 'org_bench'`;
const IN_ORDER = `order by over, call_by, id limit ${ROWS}`;

/** What an operator asks the journal, each with the same page asked in bare SQL. */
export const QUESTIONS: readonly (readonly [what: string, query: JournalQuery, bare: string])[] = [
  ['first page', {}, `${PAGE} ${IN_ORDER}`],
  [
    'waiting',
    { filter: 'waiting' },
    `${PAGE} and over = 0 and state in ('registered', 'in-progress', 'refused') ${IN_ORDER}`,
  ],
  [
    'overdue',
    { overdue: 'yes' },
    `${PAGE} and over = 0 and answered_at is null and call_by < ${NOW} ${IN_ORDER}`,
  ],
  ['one specialty', { specialty: 'Кардиолог' }, `${PAGE} and specialty = 'Кардиолог' ${IN_ORDER}`],
  ['one doctor', { doctor: doctorId(9) }, `${PAGE} and doctor = '${doctorId(9)}' ${IN_ORDER}`],
  ['closed', { filter: 'closed' }, `${PAGE} and over = 1 ${IN_ORDER}`],
  ['a name many have', { q: 'матросова' }, `${PAGE} and instr(words, ' матросова') > 0 ${IN_ORDER}`],
  ['a number', { q: 'Ж-2026-000321' }, `${PAGE} and instr(words, ' 000321') > 0 ${IN_ORDER}`],
  ['a telephone, by its beginning', { q: '8121000' }, `${PAGE} and instr(words, ' 8121000') > 0 ${IN_ORDER}`],
  ['a name nobody has', { q: 'невстречаев' }, `${PAGE} and instr(words, ' невстречаев') > 0 ${IN_ORDER}`],
];

/** Milliseconds each question took, of a journal of one size. */
export interface Taken {
  readonly ours: number[];
  readonly bare: number[];
}

/** Asks journals of each size every question, all in turn, so that a busy moment of the machine meets all. */
export async function takeJournals(): Promise<Map<string, Taken[]>> {
  const journals = [];
  for (const size of SIZES) journals.push(await openJournal(size));
  const taken = new Map(
    QUESTIONS.map(([what]) => [what, SIZES.map(() => ({ ours: [], bare: [] }) as Taken)]),
  );
  for (let round = -1; round < ROUNDS; round++) {
    for (const [what, query, bare] of QUESTIONS) {
      for (const [at, journal] of journals.entries()) {
        const one = { ours: await journal.ask(query), bare: journal.askBare(bare) };
        if (round < 0) continue; // compiled and warm
        taken.get(what)![at]!.ours.push(one.ours);
        taken.get(what)![at]!.bare.push(one.bare);
      }
    }
  }
  for (const journal of journals) await journal.close();
  return taken;
}

/** The value in the middle. */
export const middle = (all: readonly number[]) => quantile(all, 0.5);

async function openJournal(size: number) {
  const folder = await fillJournal(size);
  const stores = await openStores(folder);
  const client = new Database(join(folder, DATABASE_FILE), { readonly: true });
  return {
    async ask(query: JournalQuery) {
      const start = performance.now();
      await stores.journal.page(OPERATOR, { limit: ROWS, ...query }, NOW, () => undefined);
      return performance.now() - start;
    },
    askBare(sql: string) {
      const statement = client.prepare(sql);
      const start = performance.now();
      statement.all();
      return performance.now() - start;
    },
    async close() {
      client.close();
      await stores.close();
      rmSync(folder, { recursive: true });
    },
  };
}
