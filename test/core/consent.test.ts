import {
  CONSENT_KINDS,
  type ConsentAct,
  refusalToAccept,
  refusalToConsent,
  refusalToExport,
  refusalToOpenDocuments,
  refusalToProve,
  refusalToSeeConsents,
  refusalToWithdrawConsent,
  refusalWithoutConsent,
  RELATIONS,
  ROLES,
  sideOf,
  standingVersion,
  stateOfConsent,
} from '@consult/core';
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

/** An acceptance of this version; `-1` is one of the first version that was withdrawn. */
const acts = (versions: readonly number[]): ConsentAct[] =>
  versions.map((version) => ({ version: Math.abs(version), withdrawn: version < 0 }));

describe('what a patient has said, newest first', () => {
  it.each<[string, number[], number | null, string, number | null]>([
    ['nothing', [], 1, 'none', null],
    ['nothing, where nothing is published', [], null, 'none', null],
    ['yes', [1], 1, 'given', 1],
    ['yes, twice: the mother as well', [1, 1], 1, 'given', 1],
    ['yes, to an older text', [1], 2, 'superseded', 1],
    ['yes, to the new text too', [2, 1], 2, 'given', 2],
    ['no more', [-1], 1, 'withdrawn', null],
    ['no more, and another text is published', [-1], 2, 'withdrawn', null],
    ['no more, to every text', [-2, -1], 2, 'withdrawn', null],
    ['yes again', [1, -1], 1, 'given', 1],
    ['yes again, and another text is published', [1, -1], 2, 'superseded', 1],
    ['yes again, to the new text', [2, -1], 2, 'given', 2],
  ])('%s', (_, said, published, state, standing) => {
    expect(stateOfConsent(acts(said), published)).toBe(state);
    expect(standingVersion(acts(said))).toBe(standing);
    const open = refusalWithoutConsent({ published, given: standing }) === undefined;
    expect(open).toBe(state === 'given');
  });
});

describe('who gives, sees, withdraws and proves a consent', () => {
  const published = { version: 1, hash: 'a' };
  it.each(ROLES.flatMap((role) => [true, false].map((speaksFor) => [role, speaksFor] as const)))(
    'a %s who speaks for the patient: %s',
    (role, speaksFor) => {
      const refusal = role !== 'patient' ? 'not-allowed' : speaksFor ? undefined : 'not-found';
      expect(refusalToConsent({ role }, published, { published, speaksFor })).toBe(refusal);
      expect(refusalToSeeConsents({ role }, { speaksFor })).toBe(refusal);
      expect(refusalToWithdrawConsent({ role }, { speaksFor })).toBe(refusal);
      expect(refusalToProve({ role }, { speaksFor })).toBe(role === 'administrator' ? undefined : refusal);
    },
  );
});

describe('opening documents', () => {
  const given = { published: 1, given: 1 };
  it.each(
    RELATIONS.flatMap((relation) =>
      [true, false, undefined].map((documentsHidden) => [relation, documentsHidden] as const),
    ),
  )('as %s, hidden: %s', (relation, documentsHidden) => {
    const side = sideOf(relation);
    const refusal = !side
      ? 'not-found'
      : side === 'patient' && documentsHidden
        ? 'documents-hidden'
        : undefined;
    const standing = { relation, consent: given, documentsHidden };
    expect(refusalToOpenDocuments(standing)).toBe(refusal);
    const exporting = side === 'doctor' ? 'not-allowed' : refusal;
    expect(refusalToExport({ state: 'completed' }, standing)).toBe(exporting);
  });

  it('needs the consent to remote consultation first', () => {
    const standing = {
      relation: 'patient',
      consent: { published: 1, given: null },
      documentsHidden: true,
    } as const;
    expect(refusalToOpenDocuments(standing)).toBe('consent-needed');
  });
});
