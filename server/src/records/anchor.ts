import type { Deps } from '../deps.js';

/** How often the audit's end is told to whoever keeps the log, in ms: what was added since could be cut off unseen. */
export const ANCHOR_EVERY = 60 * 60 * 1000;

/**
 * Tells the log where the audit's chain of hashes stands. Kept elsewhere, such a line proves later that nothing before it
 * was changed: who may write to the database can write a whole new chain, but not the log of yesterday.
 */
export async function tellAnchor({ stores, log }: Pick<Deps, 'stores' | 'log'>): Promise<void> {
  const anchor = await stores.anchor();
  if (anchor) log.info({ count: anchor.id, hash: anchor.hash }, 'audit-anchor');
}
