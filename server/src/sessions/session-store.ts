import type { Actor, EndedSessions, ErrorCode, Role } from '@consult/core';
import type { Change } from '../feed/feed.js';

/** What a token says that may have been ended since. */
export interface Bearer extends Pick<Actor, 'person' | 'session' | 'role'> {
  /** When the token was issued, ms UTC. */
  readonly issuedAt: number;
}

/** A sign-out that the portal tells of. */
export interface Logout {
  readonly ended: EndedSessions;
  /** The token's own id, and how long the same one could come again, ms UTC. */
  readonly jti: string;
  readonly until: number;
}

/** A role somebody may not come in. */
export interface HeldRole {
  readonly person: string;
  readonly role: Role;
}

/**
 * Which sessions and roles are over. Each verb is one transaction, its audit row included, and resolves after commit; those
 * that end something answer the changes by which others learn of calls that have ended with it.
 */
export interface SessionStore {
  /** Whether the session, the person's sessions up to then, or the role have been ended. */
  isEnded(bearer: Bearer): Promise<boolean>;
  /**
   * The portal tells that somebody has signed out; `keptUntil`: no token of theirs lives longer, ms UTC.
   * @throws ConsultError `invalid` for a logout token that has come before
   */
  logOut(logout: Logout, keptUntil: number, now: number): Promise<Change[]>;
  /** Ends all that a person has begun up to a moment. */
  endAll(
    actor: Actor,
    ended: Extract<EndedSessions, { person: string }>,
    keptUntil: number,
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<Change[]>;
  /** Takes a role away. Again it changes nothing. */
  revokeRole(actor: Actor, held: HeldRole, now: number, rule: () => ErrorCode | undefined): Promise<Change[]>;
  /** Gives it back. */
  restoreRole(actor: Actor, held: HeldRole, now: number, rule: () => ErrorCode | undefined): Promise<void>;
}
