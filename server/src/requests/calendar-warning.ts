import { hasDecree, moscowDay } from '@consult/core';
import type { Deps } from '../deps.js';

/** So long before a year begins its days off are asked for, in ms: by then they are decreed. */
const AHEAD = 45 * 24 * 60 * 60 * 1000;

/** Tells the log of each year, this one or the next, whose days off are not known: what is promised in it is provisional. */
export function warnOfCalendar({ config, log, now }: Pick<Deps, 'config' | 'log' | 'now'>): void {
  const years = new Set([now(), now() + AHEAD].map((at) => Number(moscowDay(at).slice(0, 4))));
  for (const year of years)
    if (!hasDecree(year, config.calendar)) log.warn({ code: `days-off-${year}` }, 'calendar-provisional');
}
