import type { ErrorCode } from './errors.js';
import type { Actor } from './person.js';

/** The documents a patient may accept. Each is a document of its own; they are never merged (152-ФЗ art. 9, since 01.09.2025). */
export const CONSENT_KINDS = ['personal-data', 'remote-consultation', 'notifications'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** What a patient has said to one kind of document, and what is published now. Versions count from 1. */
export interface ConsentStanding {
  /** The newest published version; `null` before the administrator has published any. */
  readonly published: number | null;
  /** The version in force for the patient; `null` when none was given or it was withdrawn. */
  readonly given: number | null;
}

/**
 * Why the patient's side may not take part: the consent to remote consultation is missing or speaks of an older
 * text (manual §4.3). Where nothing is published nobody can have agreed, so that refuses too.
 */
export function refusalWithoutConsent({ published, given }: ConsentStanding): ErrorCode | undefined {
  return published !== null && given === published ? undefined : 'consent-needed';
}

/** Why this version cannot be accepted: only the text that is in force now can be agreed to. */
export function refusalToAccept(version: number, published: number | null): ErrorCode | undefined {
  if (published === null || version > published) return 'not-found';
  return version < published ? 'consent-outdated' : undefined;
}

/** Why a document may not be published: that is the administrator's. */
export function refusalToPublish({ role }: Pick<Actor, 'role'>): ErrorCode | undefined {
  return role === 'administrator' ? undefined : 'not-allowed';
}

/**
 * Why this acceptance does not count: it is not the patient's side that accepts, the patient is not theirs to speak
 * for, or the text that was on the screen is not the one in force.
 */
export function refusalToConsent(
  { role }: Pick<Actor, 'role'>,
  given: { readonly version: number; readonly hash: string },
  facts: {
    readonly published: { readonly version: number; readonly hash: string } | null;
    readonly speaksFor: boolean;
  },
): ErrorCode | undefined {
  if (role !== 'patient') return 'not-allowed';
  if (!facts.speaksFor) return 'not-found';
  const refused = refusalToAccept(given.version, facts.published?.version ?? null);
  if (refused) return refused;
  return given.hash === facts.published?.hash ? undefined : 'consent-outdated';
}
