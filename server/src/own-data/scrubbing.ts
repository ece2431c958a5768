import type { Deps } from '../deps.js';

/** How often what was destroyed and lies in the files still is tried again, in ms. */
export const SCRUB_EVERY = 60 * 1000;

/** Tries again to leave nothing of what was destroyed in the files, and tells the log where that fails. */
export async function scrubDestroyed({ stores, log }: Pick<Deps, 'stores' | 'log'>): Promise<void> {
  if (!(await stores.ownData.scrubbed())) tellUnscrubbed({ log });
}

/** Whoever keeps the server must find the program that reads the database and does not end, e.g. a copy that hangs. */
export const tellUnscrubbed = ({ log }: Pick<Deps, 'log'>): void =>
  log.warn({ code: 'log-held' }, 'erasure-not-scrubbed');
