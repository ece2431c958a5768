import { calendarWith, type ProductionCalendar, type Transfer } from '@consult/core';
import * as v from 'valibot';

/** What the variable must be. */
export const DAYS_OFF_MEANING =
  'days off that are moved, such as 2027-01-02/2027-11-05, with commas between them, each within its year';

const isDay = (text: string | undefined) => v.is(v.pipe(v.string(), v.isoDate()), text) && isReal(text!);
const isReal = (day: string) => new Date(Date.parse(day)).toISOString().startsWith(day);

const Moved = v.pipe(
  v.string(),
  v.check((text) => {
    const [from, to, ...more] = text.split('/');
    return more.length === 0 && isDay(from) && isDay(to) && from !== to && yearOf(from!) === yearOf(to!);
  }),
  v.transform((text): Transfer => {
    const [from, to] = text.split('/') as [string, string];
    return { from, to };
  }),
);
const yearOf = (day: string) => day.slice(0, 4);

/**
 * `2027-01-02/2027-11-05,…`: the days off that a year's decree moves, from where to where. Every year named here replaces
 * what the package knows of it.
 */
export const DaysOff = v.optional(
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map((part) => part.trim())),
    v.array(Moved),
    v.transform((moved): ProductionCalendar => {
      const years: Record<string, { decree: string; transfers: Transfer[] }> = {};
      for (const transfer of moved)
        (years[yearOf(transfer.from)] ??= { decree: 'CONSULT_DAYS_OFF', transfers: [] }).transfers.push(
          transfer,
        );
      return calendarWith(years);
    }),
  ),
);
