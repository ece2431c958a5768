import type { Identity } from '../deps.js';

/** What a good token says. */
export interface Verified {
  readonly identity: Identity;
  /** ms UTC. */
  readonly issuedAt: number;
}

/** Verified tokens by their hash, so that the tokens themselves lie nowhere in memory. */
export interface TokenCache {
  find(hash: string): Verified | undefined;
  keep(hash: string, verified: Verified): Verified;
}

/** Forgets what has run out, and what was used longest ago once `most` are kept. */
export function createTokenCache(now: () => number, most = 10_000): TokenCache {
  const kept = new Map<string, Verified>(); // a Map keeps insertion order: the first is the longest unused

  return {
    find(hash) {
      const verified = kept.get(hash);
      if (!verified) return undefined;
      kept.delete(hash);
      if (verified.identity.expiresAt <= now()) return undefined;
      kept.set(hash, verified);
      return verified;
    },
    keep(hash, verified) {
      kept.set(hash, verified);
      if (kept.size > most) kept.delete(kept.keys().next().value!);
      return verified;
    },
  };
}
