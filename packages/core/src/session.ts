import type { ErrorCode } from './errors.js';
import type { Actor, Role } from './person.js';

/** What the portal says has ended: one session, or all that a person had begun up to a moment (ms UTC). */
export type EndedSessions =
  { readonly session: string } | { readonly person: string; readonly begunBy: number };

/** Why this person may not end somebody's sessions: that is the administrator's. */
export function refusalToEndSessions({ role }: Pick<Actor, 'role'>): ErrorCode | undefined {
  return role === 'administrator' ? undefined : 'not-allowed';
}

/**
 * Why this person may not take a role from somebody or give it back: that is the administrator's, who keeps the own role of
 * administrator, so that one is always left.
 */
export function refusalToChangeRole(
  actor: Pick<Actor, 'role' | 'person'>,
  whose: { readonly person: string; readonly role: Role },
): ErrorCode | undefined {
  const isOwn = whose.person === actor.person && whose.role === 'administrator';
  return refusalToEndSessions(actor) ?? (isOwn ? 'not-allowed' : undefined);
}
