import { afterEach, beforeEach, vi } from 'vitest';
import { createFlexibleLimiter } from '../../../server/src/limits/flexible-limiter.js';
import { createMemoryLimiter } from '../../../server/src/limits/memory-limiter.js';
import { limiterContract } from './limiter.contract.js';

limiterContract("the page's", (limits) => {
  let now = 0;
  return { limiter: createMemoryLimiter({ limits }, () => now), advance: (ms) => void (now += ms) };
});

beforeEach(() => void vi.useFakeTimers()); // rate-limiter-flexible goes by the process's clock
afterEach(() => void vi.useRealTimers());

limiterContract("the server's", (limits) => ({
  limiter: createFlexibleLimiter({ limits }),
  advance: (ms) => void vi.advanceTimersByTime(ms),
}));
