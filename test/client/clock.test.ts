import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../packages/client/src/clock.js';
import { NOON } from '../support/house.js';

describe('the server’s clock', () => {
  it('is told in whole milliseconds, however long the answer was on its way', () => {
    for (const trip of [0, 1, 2, 7, 35]) {
      const clock = createServerClock(() => NOON);
      clock.learn(NOON + 3_600_000, NOON, NOON + trip);
      expect(Number.isInteger(clock.now()), `${trip} ms`).toBe(true);
      expect(Math.abs(clock.now() - (NOON + 3_600_000))).toBeLessThanOrEqual(trip / 2 + 1);
    }
  });

  it('stays where it is while the trip may explain the difference, and follows a page’s clock that was set anew', () => {
    const clock = createServerClock(() => NOON);
    clock.learn(NOON, NOON, NOON);
    clock.learn(NOON + 10, NOON, NOON + 40);
    expect(clock.now()).toBe(NOON);
    clock.learn(NOON - 60_000, NOON, NOON + 40);
    expect(clock.now()).toBe(NOON - 60_020);
  });
});
