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

/** What a patient has said to a kind of document; `superseded`: yes, to an older text than the one in force. */
export const CONSENT_STATES = ['none', 'given', 'superseded', 'withdrawn'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** An acceptance, and whether it was withdrawn. */
export interface ConsentAct {
  readonly version: number;
  readonly withdrawn: boolean;
}

/** The version that stands after all these acts; `null` where none was given or all are withdrawn. */
export function standingVersion(acts: readonly ConsentAct[]): number | null {
  const standing = acts.filter(({ withdrawn }) => !withdrawn).map(({ version }) => version);
  return standing.length ? Math.max(...standing) : null;
}

/** What the acts come to. A withdrawal holds until the consent is given again, whatever is published meanwhile. */
export function stateOfConsent(acts: readonly ConsentAct[], published: number | null): ConsentState {
  const given = standingVersion(acts);
  if (given !== null) return given === published ? 'given' : 'superseded';
  return acts.length ? 'withdrawn' : 'none';
}

/** Why this version cannot be accepted: only the text that is in force now can be agreed to. */
export function refusalToAccept(version: number, published: number | null): ErrorCode | undefined {
  if (published === null || version > published) return 'not-found';
  return version < published ? 'consent-outdated' : undefined;
}

/**
 * Why a document may not be published: that is the administrator's, and another version than the one it was written after
 * is in force by now. 0 stands for none.
 */
export function refusalToPublish(
  { role }: Pick<Actor, 'role'>,
  { after, published }: { readonly after: number | undefined; readonly published: number },
): ErrorCode | undefined {
  if (role !== 'administrator') return 'not-allowed';
  return after === undefined || after === published ? undefined : 'consent-outdated';
}

/** Why somebody may not learn what was agreed to: only the patient and whoever speaks for the patient at that moment may. */
export function refusalToSeeConsents(
  { role }: Pick<Actor, 'role'>,
  { speaksFor }: { readonly speaksFor: boolean },
): ErrorCode | undefined {
  if (role !== 'patient') return 'not-allowed';
  return speaksFor ? undefined : 'not-found';
}

/**
 * Why somebody may not withdraw a consent: who may give one for the patient may take it back, at any time and without a
 * reason (152-ФЗ art. 9 part 2). A former representative may not, not even what they gave themselves.
 */
export const refusalToWithdrawConsent = refusalToSeeConsents;

/**
 * Why the record that proves a consent may not be taken out: the patient's side has its own, and an administrator has
 * all, because the operator of personal data has to prove that there is one (152-ФЗ art. 9 part 3).
 */
export function refusalToProve(
  actor: Pick<Actor, 'role'>,
  facts: { readonly speaksFor: boolean },
): ErrorCode | undefined {
  return actor.role === 'administrator' ? undefined : refusalToSeeConsents(actor, facts);
}

/** Why nothing may be sent to a patient by mail, push or SMS: nobody has agreed to that, or to an older text. */
export const refusalToNotify = refusalWithoutConsent;

/** The kinds on which the patient's chats depend: giving or withdrawing one changes what may be seen there. */
export const CHAT_CONSENTS: readonly ConsentKind[] = ['remote-consultation', 'notifications'];

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
  const unseen = refusalToSeeConsents({ role }, facts);
  if (unseen) return unseen;
  const refused = refusalToAccept(given.version, facts.published?.version ?? null);
  if (refused) return refused;
  return given.hash === facts.published?.hash ? undefined : 'consent-outdated';
}
