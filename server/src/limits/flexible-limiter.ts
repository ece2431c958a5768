import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Limiter, LimitRule, ServerConfig } from '../deps.js';

/** Counts with rate-limiter-flexible in this process's memory: for Node. */
export function createFlexibleLimiter({ limits }: Pick<ServerConfig, 'limits'>): Limiter {
  const counters = Object.fromEntries(
    Object.entries(limits).map(([rule, { uses, windowMs }]) => [
      rule,
      new RateLimiterMemory({ keyPrefix: rule, points: uses, duration: windowMs / 1000 }),
    ]),
  ) as Record<LimitRule, RateLimiterMemory>;

  return {
    take: (rule, key) =>
      counters[rule].consume(key).then(
        () => 0,
        ({ msBeforeNext }: RateLimiterRes) => Math.max(1, msBeforeNext),
      ),
  };
}
