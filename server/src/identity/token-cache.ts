import type { Identity } from '../deps.js';

/** Verified tokens by their hash, so that the tokens themselves lie nowhere in memory. */
export interface TokenCache {
  find(hash: string): Identity | undefined;
  keep(hash: string, identity: Identity): Identity;
}

/** Forgets what has run out, and what was used longest ago once `most` are kept. */
export function createTokenCache(now: () => number, most = 10_000): TokenCache {
  const kept = new Map<string, Identity>(); // a Map keeps insertion order: the first is the longest unused

  return {
    find(hash) {
      const identity = kept.get(hash);
      if (!identity) return undefined;
      kept.delete(hash);
      if (identity.expiresAt <= now()) return undefined;
      kept.set(hash, identity);
      return identity;
    },
    keep(hash, identity) {
      kept.set(hash, identity);
      if (kept.size > most) kept.delete(kept.keys().next().value!);
      return identity;
    },
  };
}
