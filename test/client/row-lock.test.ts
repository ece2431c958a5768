import { describe, expect, it, onTestFinished } from 'vitest';
import { ConsultError, type ErrorCode } from '@consult/core';
import { JOURNAL_TUNING } from '../../packages/client/src/journal/journal-tuning.js';
import { RowLock } from '../../packages/client/src/journal/row-lock.js';
import { eventually } from '../support/eventually.js';

/** A lock that holds two seconds each time it is taken. */
function aLock({ idleAfter = 60_000, refusals = [] as (ErrorCode | undefined)[] } = {}) {
  const told = { taken: 0, given: 0 };
  const lock = new RowLock(
    {
      take: async () => {
        const refusal = refusals[told.taken++];
        if (refusal) throw new ConsultError(refusal);
        return Date.now() + 2000;
      },
      give: async () => void told.given++,
      now: Date.now,
      onChange: () => undefined,
    },
    { ...JOURNAL_TUNING, idleAfter, prolongAgain: 5 },
  );
  onTestFinished(() => lock.close());
  return { lock, told };
}

describe('a row is kept for who works on it', () => {
  it('on and on, while something is done', async () => {
    const { lock, told } = aLock();
    await lock.take();
    expect(lock.state).toBe('own');
    await eventually(() => expect(told.taken).toBe(2));
    expect(lock.state).toBe('own');
    expect(told.given).toBe(0);
  });

  it('not while they are away: others may have it, and it is said', async () => {
    const { lock, told } = aLock({ idleAfter: 0 });
    await lock.take();
    await eventually(() => expect(lock.state).toBe('lapsed'));
    expect(told).toEqual({ taken: 1, given: 1 });
    await lock.take();
    expect(lock.state).toBe('own');
  });

  it('through a network that fails for a moment', async () => {
    const { lock, told } = aLock({ refusals: [undefined, 'unavailable'] });
    await lock.take();
    await eventually(() => expect(told.taken).toBe(3));
    expect(lock.state).toBe('own');
  });

  it('not where somebody else has it', async () => {
    const { lock } = aLock({ refusals: ['request-locked'] });
    await lock.take();
    expect(lock.state).toBe('none');
  });

  it('no longer than the request is open, also where the answer comes late', async () => {
    const { lock, told } = aLock();
    const taking = lock.take();
    lock.close();
    await taking;
    await eventually(() => expect(told.given).toBeGreaterThan(0));
    expect(lock.state).toBe('none');
  });
});
