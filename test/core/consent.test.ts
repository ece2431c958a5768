import { CONSENT_KINDS, refusalToAccept, refusalWithoutConsent } from '@consult/core';
import { describe, expect, it } from 'vitest';

describe('taking part', () => {
  it.each<[string, number | null, number | null, string | undefined]>([
    ['nothing is published, nothing was given', null, null, 'consent-needed'],
    ['nothing is published, something was given once', null, 1, 'consent-needed'],
    ['published, never given or withdrawn', 1, null, 'consent-needed'],
    ['the text in force was accepted', 1, 1, undefined],
    ['an older text was accepted', 2, 1, 'consent-needed'],
    ['a text newer than any published', 1, 2, 'consent-needed'],
  ])('%s', (_what, published, given, refusal) => {
    expect(refusalWithoutConsent({ published, given })).toBe(refusal);
  });
});

describe('accepting a text', () => {
  it.each<[number, number | null, string | undefined]>([
    [1, null, 'not-found'],
    [1, 1, undefined],
    [1, 2, 'consent-outdated'],
    [3, 2, 'not-found'],
  ])('version %s where %s is published: %s', (version, published, refusal) => {
    expect(refusalToAccept(version, published)).toBe(refusal);
  });

  it('makes one able to take part exactly when it is allowed', () => {
    for (const published of [null, 1, 2, 3])
      for (const version of [1, 2, 3, 4])
        expect(refusalToAccept(version, published) === undefined).toBe(
          refusalWithoutConsent({ published, given: version }) === undefined,
        );
  });
});

describe('the documents', () => {
  it('are one for each purpose, never merged', () => {
    expect(CONSENT_KINDS).toEqual(['personal-data', 'remote-consultation', 'notifications']);
  });
});
