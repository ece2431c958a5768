import { describe, expect, it } from 'vitest';
import type { Limiter, LimitRule, ServerConfig } from '../../../server/src/deps.js';

/** A limiter with the clock it goes by. */
export interface LimiterRig {
  readonly limiter: Limiter;
  advance(ms: number): void;
}

const LIMITS: ServerConfig['limits'] = {
  'requests-per-address': { uses: 100, windowMs: 1_000 },
  'writes-per-person': { uses: 20, windowMs: 4_000 },
  'writes-per-chat': { uses: 60, windowMs: 60_000 },
  'tickets-per-person': { uses: 3, windowMs: 10_000 },
  'exports-per-person': { uses: 3, windowMs: 10_000 },
  'searches-per-person': { uses: 5, windowMs: 2_000 },
  'typing-per-person': { uses: 1, windowMs: 2_000 },
  'rings-per-person': { uses: 3, windowMs: 10_000 },
  'call-tickets-per-person': { uses: 3, windowMs: 10_000 },
  'ice-checks-per-person': { uses: 3, windowMs: 10_000 },
  'signals-per-person': { uses: 5, windowMs: 2_000 },
  'anonymous-requests-per-phone': { uses: 3, windowMs: 10_000 },
  'anonymous-requests-per-address': { uses: 3, windowMs: 10_000 },
};

/** What every limiter keeps to. */
export function limiterContract(name: string, open: (limits: ServerConfig['limits']) => LimiterRig) {
  describe(`${name} limiter`, () => {
    for (const [rule, { uses, windowMs }] of Object.entries(LIMITS) as [
      LimitRule,
      { uses: number; windowMs: number },
    ][])
      it(`lets ${rule} happen ${uses} times in ${windowMs} ms and not once more`, async () => {
        const { limiter, advance } = open(LIMITS);
        for (let use = 1; use <= uses; use++) expect(await limiter.take(rule, 'k')).to.equal(0);
        advance(windowMs / 4);
        const wait = await limiter.take(rule, 'k');
        expect(wait)
          .to.be.greaterThan(0)
          .and.at.most((windowMs * 3) / 4);
        advance(wait);
        expect(await limiter.take(rule, 'k')).to.equal(0);
      });

    it('counts each key and each rule by itself', async () => {
      const { limiter } = open(LIMITS);
      for (let use = 1; use <= 3; use++) await limiter.take('tickets-per-person', 'a');
      expect(await limiter.take('tickets-per-person', 'a')).to.be.greaterThan(0);
      expect(await limiter.take('tickets-per-person', 'b')).to.equal(0);
      expect(await limiter.take('writes-per-person', 'a')).to.equal(0);
    });
  });
}
