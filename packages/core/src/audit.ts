import { sideOf, type Relation } from './chat.js';
import type { ErrorCode } from './errors.js';
import type { Role } from './person.js';

/** What the audit tells of: every change of what is kept, and every reading by somebody who is not the patient. */
export const AUDIT_ACTIONS = [
  'attachment-put',
  'attempt-added',
  'call-answered',
  'call-ended',
  'call-joined',
  'call-rung',
  'card-opened',
  'chat-created',
  'chat-exported',
  'chat-moved',
  'chat-opened',
  'chat-searched',
  'conclusion-given',
  'conclusion-opened',
  'conclusion-previewed',
  'consent-given',
  'consent-proved',
  'consent-published',
  'consent-withdrawn',
  'data-erased',
  'data-exported',
  'doctor-changed',
  'entry-added',
  'entry-deleted',
  'erasure-approved',
  'erasure-asked',
  'file-added',
  'file-opened',
  'file-removed',
  'file-scanned',
  'journal-exported',
  'journal-opened',
  'offer-accepted',
  'offer-lapsed',
  'offer-made',
  'offer-refused',
  'offer-retracted',
  'organisation-put',
  'people-searched',
  'person-put',
  'read-marked',
  'readiness-opened',
  'readiness-told',
  'representation-ended',
  'representation-put',
  'request-annulled',
  'request-done',
  'request-opened',
  'request-registered',
  'request-returned',
  'request-scheduled',
  'request-withdrawn',
  'slot-booked',
  'slots-opened',
  'role-restored',
  'role-revoked',
  'sessions-ended',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What everybody sees in the chat itself, or nobody has done with what the patient gave: not told of as accesses. */
export const UNTOLD_ACTIONS = [
  'call-answered',
  'call-ended',
  'call-joined',
  'call-rung',
  'conclusion-previewed',
  'entry-added',
  'file-added',
  'file-scanned',
  'read-marked',
  'readiness-told',
] as const satisfies readonly AuditAction[];

/** Who somebody in the audit of a chat is to the one who looks into it. `clock`: the system, by itself. */
export const WATCHERS = [
  'self',
  'patient',
  'representative',
  'doctor',
  'operator',
  'administrator',
  'clock',
] as const;
export type Watcher = (typeof WATCHERS)[number];

/** Who did it, seen by `asker` of the patient's side. The same person in another role is not oneself. */
export function watcherOf(
  { person, role }: { readonly person: string | null; readonly role: Role | null },
  { patient }: { readonly patient: string },
  asker: string,
): Watcher {
  if (person === null || role === null) return 'clock';
  if (role !== 'patient') return role;
  if (person === asker) return 'self';
  return person === patient ? 'patient' : 'representative';
}

/**
 * Why this person may not learn who has looked into the chat: that is the patient's side's alone, whatever the state of
 * the consultation and of the consent (152-ФЗ art. 14: who has had access to one's data).
 */
export function refusalToLookUp({ relation }: { readonly relation: Relation }): ErrorCode | undefined {
  const side = sideOf(relation);
  if (!side) return 'not-found';
  return side === 'patient' ? undefined : 'not-allowed';
}
