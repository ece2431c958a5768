import { CONSULTATION_STATES, showsPresence } from '@consult/core';
import { describe, expect, it } from 'vitest';

/** Midnight in Moscow between 10 and 11 April 2026. */
const MIDNIGHT = Date.UTC(2026, 3, 10, 21);

describe('whether the other side is there', () => {
  it('is shown while the consultation is open, and never after its end', () => {
    const shown = CONSULTATION_STATES.filter((state) => showsPresence({ state, startsAt: 0 }, MIDNIGHT));
    expect(shown).toEqual(['scheduled', 'open']);
    expect(showsPresence({ state: 'open', startsAt: MIDNIGHT + 1 }, 0)).toBe(true);
  });

  it.each([
    ['the day before', MIDNIGHT - 1, false],
    ['from the first moment of its day in Moscow', MIDNIGHT, true],
    ['when its time has come', MIDNIGHT + 10, true],
  ])('is shown of a consultation to come: %s', (_when, now, shown) => {
    expect(showsPresence({ state: 'scheduled', startsAt: MIDNIGHT + 5 }, now)).toBe(shown);
  });
});
