import {
  refusalToAskFor,
  refusalToBook,
  refusalToOpenSlots,
  refusalToTake,
  refusalToTime,
  type Role,
} from '@consult/core';
import { describe, expect, it } from 'vitest';

const NOON = Date.UTC(2026, 10, 27, 9);
const DAY = 86_400_000;
const ROLES: readonly Role[] = ['patient', 'doctor', 'operator', 'administrator'];

describe('A doctor’s time', () => {
  it.each([
    [NOON + 1, NOON + 2, undefined],
    [NOON, NOON + 1, 'slot-past'],
    [NOON + 1, NOON + 1, 'invalid'],
    [NOON + 2, NOON + 1, 'invalid'],
    [NOON + 1, NOON + 1 + DAY, undefined],
    [NOON + 1, NOON + 2 + DAY, 'invalid'],
  ] as const)('from %i to %i: %s', (startsAt, endsAt, refusal) => {
    expect(refusalToTime({ startsAt, endsAt }, NOON)).toBe(refusal);
  });

  it('is taken while it is free and has not begun', () => {
    expect(refusalToTake({ state: 'free', startsAt: NOON + 1 }, NOON)).toBe(undefined);
    expect(refusalToTake({ state: 'free', startsAt: NOON }, NOON)).toBe('slot-past');
    for (const state of ['held', 'booked', 'void'] as const)
      expect(refusalToTake({ state, startsAt: NOON + 1 }, NOON)).toBe('slot-taken');
  });

  it('is opened by an operator of an organisation alone', () => {
    for (const role of ROLES)
      expect(refusalToOpenSlots({ role, organisation: 'org_a' })).toBe(
        role === 'operator' ? undefined : 'not-allowed',
      );
    expect(refusalToOpenSlots({ role: 'operator', organisation: null })).toBe('not-allowed');
  });

  it('is booked by the patient’s side, for who is theirs and attached, in this order', () => {
    for (const role of ROLES) {
      const own = { isOwn: true, attached: true };
      expect(refusalToBook({ role }, own)).toBe(role === 'patient' ? undefined : 'not-allowed');
    }
    expect(refusalToBook({ role: 'patient' }, { isOwn: false, attached: false })).toBe('not-found');
    expect(refusalToBook({ role: 'patient' }, { isOwn: true, attached: false })).toBe('not-attached');
  });

  it('is looked for on behalf of those one may book for', () => {
    for (const role of ROLES) {
      expect(refusalToAskFor({ role }, { isOwn: true })).toBe(undefined);
      expect(refusalToAskFor({ role }, { isOwn: false })).toBe(
        role === 'patient' ? 'not-found' : 'not-allowed',
      );
    }
  });
});
