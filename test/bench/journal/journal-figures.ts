import { type Figure, gridOf, quantile, shown, tableOf } from '../figures.js';
import { matchingTook } from './matching.js';
import { middle, QUESTIONS, SIZES, takeJournals } from './take.js';

/** What is still taken for at once, in ms. */
const BLINK = 100;

/** What each question takes at each size, and how it grows; then what it is measured by. */
export async function journalTables(): Promise<string> {
  const taken = await takeJournals();
  const medians = QUESTIONS.map(([what]) => {
    const all = taken.get(what)!;
    const ours = all.map((one) => middle(one.ours));
    return { what, ours, bare: middle(all.at(-1)!.bare), slow: quantile(all.at(-1)!.ours, 0.9) };
  });
  const growth = (ours: readonly number[]) => ours.slice(1).map((ms, at) => ms / ours[at]!);
  const grid = gridOf(
    ['page of 50, with counts', ...SIZES.map((size) => size.toLocaleString('en')), '×10', '×10', 'bare SQL'],
    medians.map(({ what, ours, bare }) => [
      what,
      ...ours.map((ms) => `${shown(ms)} ms`),
      ...growth(ours).map((times) => times.toFixed(1)),
      `${shown(bare)} ms`,
    ]),
  );

  const most = (values: readonly number[]) => Math.max(...values);
  const matching = SIZES.slice(0, 2).map((requests) => matchingTook(requests, requests / 2));
  const figures: Figure[] = [
    {
      what: 'the slowest question at 100,000, p50, beside a blink',
      unit: 'ms',
      ours: most(medians.map(({ ours }) => ours.at(-1)!)),
      floor: BLINK,
      bar: ['<=', 1],
    },
    {
      what: 'the same, p90',
      unit: 'ms',
      ours: most(medians.map(({ slow }) => slow)),
      floor: BLINK,
      bar: undefined,
    },
    {
      what: 'a name nobody has at 100,000, beside bare SQL',
      unit: 'ms',
      ours: medians.at(-1)!.ours.at(-1)!,
      floor: medians.at(-1)!.bare,
      bar: ['<=', 2],
    },
    {
      what: 'what grows most from 10,000 to 100,000, beside ten times',
      unit: '×',
      ours: most(medians.map(({ ours }) => growth(ours).at(-1)!)),
      floor: 10,
      bar: ['<=', 1.3],
    },
    {
      what: 'pairing 10,000 requests with 5,000 times, beside a second',
      unit: 'ms',
      ours: matching[1]!,
      floor: 1000,
      bar: ['<=', 1],
    },
    {
      what: 'the same, beside ten times a tenth of both',
      unit: 'ms',
      ours: matching[1]!,
      floor: matching[0]! * 10,
      bar: ['<=', 2],
    },
  ];
  return `${grid}\n\n${tableOf(figures)}`;
}
