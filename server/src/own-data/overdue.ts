import type { Deps } from '../deps.js';

/** How often overdue erasures are looked for, in ms. */
export const ALARMS_EVERY = 60 * 60 * 1000;

/** How long one alarm holds, in ms: a day. */
const QUIET = 24 * 60 * 60 * 1000;

/**
 * Tells the log, once a day, of each erasure that is not done though its term is over: only people can do it, and whoever
 * keeps the log must call them. Answers how many.
 */
export async function tellOverdue({
  stores,
  log,
  now,
}: Pick<Deps, 'stores' | 'log' | 'now'>): Promise<number> {
  const at = now();
  const overdue = await stores.ownData.alarms(at, at - QUIET);
  for (const code of overdue) log.warn({ code }, 'erasure-overdue');
  return overdue.length;
}
