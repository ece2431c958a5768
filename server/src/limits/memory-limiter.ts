import type { Limiter, ServerConfig } from '../deps.js';

/**
 * Counts in plain memory: for the server that runs in a page.
 *
 * A window begins with a key's first use and ends `windowMs` later, as in the Node adapter; both pass one contract.
 */
export function createMemoryLimiter({ limits }: Pick<ServerConfig, 'limits'>, now: () => number): Limiter {
  const windows = new Map<string, { uses: number; until: number }>();
  let sweepAt = 0;

  const sweep = (at: number) => {
    if (at < sweepAt) return;
    for (const [key, { until }] of windows) if (until <= at) windows.delete(key);
    sweepAt = at + SWEEP_MS;
  };

  return {
    take(rule, key) {
      const at = now();
      sweep(at);
      const { uses, windowMs } = limits[rule];
      const place = `${rule} ${key}`;
      const open = windows.get(place);
      if (!open || open.until <= at) {
        windows.set(place, { uses: 1, until: at + windowMs });
        return Promise.resolve(uses > 0 ? 0 : windowMs);
      }
      open.uses++;
      return Promise.resolve(open.uses <= uses ? 0 : open.until - at);
    },
  };
}

const SWEEP_MS = 60_000;
