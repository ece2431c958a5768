import {
  CHANNEL_KINDS,
  channelsFor,
  isStale,
  mayLeave,
  NEWS_LIFE,
  NOTICE_KINDS,
  refusalToBeTold,
  type Leaving,
} from '@consult/core';
import { describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 24, 9);
const HOUR = 3_600_000;

describe('the ways of a notice', () => {
  it.each([
    ['request-registered', ['email']],
    ['offer-made', ['email', 'push', 'sms']],
    ['offer-lapsed', ['email', 'push']],
    ['request-annulled', ['email', 'push', 'sms']],
    ['consultation-appointed', ['email', 'push', 'sms']],
    ['consultation-cancelled', ['email', 'push', 'sms']],
    ['consultation-tomorrow', ['email', 'push', 'sms']],
    ['consultation-soon', ['email', 'push', 'sms']],
    ['doctor-changed', ['email', 'push', 'sms']],
    ['conclusion-ready', ['email', 'push']],
    ['conclusion-corrected', ['email', 'push']],
    ['consent-changed', []],
  ] as const)('%s: %j', (kind, ways) => {
    expect(channelsFor(kind, CHANNEL_KINDS)).toEqual(ways);
    expect(channelsFor(kind, [])).toEqual([]);
    expect(channelsFor(kind, ['sms'])).toEqual(ways.filter((way) => way === 'sms'));
  });
});

describe('a notice', () => {
  const stale = (kind: (typeof NOTICE_KINDS)[number], at: number, moment: number | null) =>
    isStale({ kind, at, moment }, NOW);

  it.each([
    ['consultation-soon', NOW, true],
    ['consultation-soon', NOW + 1, false],
    ['offer-made', NOW, true],
    ['offer-made', null, false],
    ['offer-lapsed', NOW - HOUR, false],
    ['conclusion-ready', null, false],
  ] as const)('%s about %s is late: %s', (kind, moment, late) => {
    expect(stale(kind, NOW - HOUR, moment)).toBe(late);
  });

  it('is news for three days', () => {
    expect(stale('conclusion-ready', NOW - NEWS_LIFE, null)).toBe(false);
    expect(stale('conclusion-ready', NOW - NEWS_LIFE - 1, null)).toBe(true);
  });

  const leaving: Leaving = {
    kind: 'conclusion-ready',
    at: NOW,
    moment: null,
    consent: { published: 2, given: 2 },
    speaksFor: true,
  };
  it.each([
    ['with the consent in force', {}, true],
    ['without any consent', { consent: { published: 2, given: null } }, false],
    ['with the consent to an older text', { consent: { published: 2, given: 1 } }, false],
    ['where no document is published', { consent: { published: null, given: null } }, false],
    ['to somebody who does not speak for the patient any more', { speaksFor: false }, false],
    ['too late', { at: NOW - NEWS_LIFE - 1 }, false],
  ] as const)('%s: %j leaves: %s', (_, change, leaves) => {
    expect(mayLeave({ ...leaving, ...change }, NOW)).toBe(leaves);
  });

  it('is a patient’s', () => {
    expect(refusalToBeTold({ role: 'patient' })).toBeUndefined();
    for (const role of ['doctor', 'operator', 'administrator'] as const)
      expect(refusalToBeTold({ role })).toBe('not-allowed');
  });
});
