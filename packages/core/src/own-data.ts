import type { ErrorCode } from './errors.js';
import type { Actor } from './person.js';

/** How long the destruction of what was asked for may take, in ms: 30 days (152-ФЗ art. 21). */
export const ERASURE_TERM = 30 * 24 * 60 * 60 * 1000;

/** Why this person may not have, or have destroyed, what is kept of a patient: that is the patient's, and whose speaks for them. */
export function refusalToOwnData(
  { role }: Pick<Actor, 'role'>,
  { speaksFor }: { readonly speaksFor: boolean },
): ErrorCode | undefined {
  if (role !== 'patient') return 'not-allowed';
  return speaksFor ? undefined : 'not-found';
}

/** Whether what was asked for is not done though its term is over: the law is being broken. */
export const isErasureOverdue = (
  { dueAt, doneAt }: { readonly dueAt: number; readonly doneAt: number | null },
  now: number,
): boolean => doneAt === null && now > dueAt;

/** Why this person may not see what is to be destroyed: that is the administrator's. */
export function refusalToSeeErasures({ role }: Pick<Actor, 'role'>): ErrorCode | undefined {
  return role === 'administrator' ? undefined : 'not-allowed';
}

/**
 * Why this administrator may not take the next step to the destruction: two persons do it, one after the other, and
 * neither of them is the one it is about.
 */
export function refusalToErase(
  { role, person }: Pick<Actor, 'role' | 'person'>,
  erasure:
    | { readonly person: string; readonly approvedBy: string | null; readonly doneAt: number | null }
    | undefined,
): ErrorCode | undefined {
  if (role !== 'administrator') return 'not-allowed';
  if (!erasure) return 'not-found';
  if (erasure.doneAt !== null) return 'already-done';
  return erasure.approvedBy === person || erasure.person === person ? 'not-allowed' : undefined;
}
