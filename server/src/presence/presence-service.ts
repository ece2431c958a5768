import { showsPresence, sideOf, type Actor, type Side } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import type { Deps } from '../deps.js';
import type { Reader } from '../feed/feed.js';

/** What is needed to know who is there. */
export type PresenceDeps = Pick<Deps, 'stores' | 'feed' | 'now'>;

/** Tells the other side of each chat of today when somebody has come or gone. Call it once for a feed. */
export function watchPresence(deps: PresenceDeps & Pick<Deps, 'log'>): void {
  deps.feed.watch((who) => {
    tellOthers(deps, who).catch((error: unknown) =>
      deps.log.error({ name: (error as Error).name }, 'presence-failed'),
    );
  });
}

async function tellOthers({ stores, feed, now }: PresenceDeps, { person, role }: Reader): Promise<void> {
  if (!isSide(role)) return;
  for (const { id, readers } of await stores.chats.watchers({ person, role }, now())) {
    const own = readers.filter((reader) => reader.role === role);
    const others = readers.filter((reader) => reader.role !== role);
    // Asked now and not when it happened: whoever has come back meanwhile is there.
    feed.tell({ type: 'presence', chat: id, online: own.some((one) => feed.isOnline(one)) }, others);
  }
}

/** The chats with what the feed knows of the other side, where the two may know it of each other. */
export async function withPresence<View extends ChatView>(
  { stores, feed, now }: PresenceDeps,
  views: readonly View[],
): Promise<View[]> {
  const at = now();
  const isShown = (view: View) => sideOf(view.relation) !== undefined && showsPresence(view, at);
  const patients = views.filter((view) => view.relation === 'doctor' && isShown(view));
  const speakers = patients.length
    ? await stores.chats.speakers(
        patients.map(({ patient }) => patient.id),
        at,
      )
    : undefined;
  const others = ({ relation, patient, doctor }: View): Reader[] =>
    relation === 'doctor'
      ? (speakers?.get(patient.id) ?? []).map((person) => ({ person, role: 'patient' }))
      : [{ person: doctor.id, role: 'doctor' }];
  return views.map((view) =>
    isShown(view) ? { ...view, othersOnline: others(view).some((one) => feed.isOnline(one)) } : view,
  );
}

const isSide = (role: Actor['role']): role is Side => role === 'doctor' || role === 'patient';
