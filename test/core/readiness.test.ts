import { describe, expect, it } from 'vitest';
import {
  PROBES,
  readinessOf,
  refusalToTellReadiness,
  type Probe,
  type ProbeResult,
  type Relation,
} from '@consult/core';

const all = (but: Partial<Record<Probe, ProbeResult>> = {}, rest: ProbeResult = 'ok') =>
  PROBES.map((probe) => ({ probe, result: but[probe] ?? rest }));

describe('readiness for a call', () => {
  it('is known once something was asked', () => {
    expect(readinessOf([])).toBe('unknown');
    expect(readinessOf(all({}, 'skipped'))).toBe('unknown');
    expect(readinessOf(all({ camera: 'ok' }, 'skipped'))).toBe('ready');
    expect(readinessOf(all())).toBe('ready');
  });

  it.each(PROBES)('is limited by a warning of %s', (probe) => {
    expect(readinessOf(all({ [probe]: 'warning' }))).toBe('limited');
  });

  const DISPENSABLE: readonly Probe[] = [
    'camera-permission',
    'camera',
    'picture',
    'udp',
    'socket',
    'adapters',
  ];
  it.each(PROBES.map((probe) => [probe, DISPENSABLE.includes(probe) ? 'limited' : 'not-ready'] as const))(
    'where %s has failed is %s',
    (probe, readiness) => {
      expect(readinessOf(all({ [probe]: 'failed' }))).toBe(readiness);
    },
  );

  it('is as good as the worst finding', () => {
    expect(readinessOf(all({ camera: 'failed', microphone: 'failed' }))).toBe('not-ready');
  });
});

describe('who may leave a check with a chat', () => {
  const standing = (relation: Relation, given: number | null = 1) => ({
    relation,
    consent: { published: 1, given },
  });

  it.each([
    ['patient', undefined],
    ['representative', undefined],
    ['doctor', undefined],
    ['operator', 'not-found'],
    ['none', 'not-found'],
  ] as const)('as %s: %s', (relation, refusal) => {
    expect(refusalToTellReadiness({ state: 'scheduled' }, standing(relation))).toBe(refusal);
  });

  it('is nobody before the consent, nor where no call can come any more', () => {
    expect(refusalToTellReadiness({ state: 'open' }, standing('patient', null))).toBe('consent-needed');
    for (const state of ['completed', 'missed', 'cancelled'] as const)
      expect(refusalToTellReadiness({ state }, standing('doctor'))).toBe('chat-finished');
    expect(refusalToTellReadiness({ state: 'open' }, standing('doctor'))).toBe(undefined);
  });
});
