import { refusalToChangeRole, refusalToEndSessions, type Actor, type EndedSessions } from '@consult/core';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import type { Change, Expulsion } from '../feed/feed.js';
import { LONGEST_LIFE_S, TOLERANCE_S } from '../identity/portal-keys.js';
import type { HeldRole } from './session-store.js';

/** What the services of sessions need. */
export type SessionDeps = Pick<Deps, 'stores' | 'feed' | 'brokers' | 'now' | 'readLogout'>;

const TOLERANCE = TOLERANCE_S * 1000;
/** A token that was issued before, even by a clock that is ahead, has run out after so long. */
const TOKENS_LIVE = LONGEST_LIFE_S * 1000 + TOLERANCE;

/** Believes the portal that somebody has signed out. @throws ConsultError `signed-out`, `invalid`, `unavailable` */
export async function takeLogout(deps: SessionDeps, token: string): Promise<void> {
  const logout = await deps.readLogout(token);
  const now = deps.now();
  const changes = await deps.stores.sessions.logOut(logout, now + TOKENS_LIVE, now);
  part(deps, expulsionOf(logout.ended), changes);
}

/** Ends whatever a person has begun: the tokens issued up to now, by a clock that may be ahead of ours. */
export async function endSessions(deps: SessionDeps, actor: Actor, person: string): Promise<void> {
  const now = deps.now();
  const ended = { person, begunBy: now + TOLERANCE };
  const changes = await deps.stores.sessions.endAll(actor, ended, now + TOKENS_LIVE + TOLERANCE, now, () =>
    refusalToEndSessions(actor),
  );
  part(deps, { person }, changes);
}

/** Takes a role from a person, whatever the portal says, until it is given back. */
export async function revokeRole(deps: SessionDeps, actor: Actor, held: HeldRole): Promise<void> {
  const changes = await deps.stores.sessions.revokeRole(actor, held, deps.now(), () =>
    refusalToChangeRole(actor, held),
  );
  part(deps, held, changes);
}

/** Gives a role back. */
export async function restoreRole(deps: SessionDeps, actor: Actor, held: HeldRole): Promise<void> {
  await deps.stores.sessions.restoreRole(actor, held, deps.now(), () => refusalToChangeRole(actor, held));
}

const expulsionOf = (ended: EndedSessions): Expulsion =>
  'session' in ended ? { session: ended.session } : { person: ended.person };

/** Shows them out, then tells the others what has ended with it. */
function part(deps: SessionDeps, expulsion: Expulsion, changes: readonly Change[]): void {
  deps.feed.expel(expulsion);
  for (const change of changes) announce(deps, change);
}
