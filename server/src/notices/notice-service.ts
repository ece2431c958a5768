import { ConsultError, dueReminder, refusalToBeTold, REMINDERS, type Actor } from '@consult/core';
import type { NewPushSubscription, NoticesPage, NoticesQuery, PushOffer } from '@consult/core/wire';
import type { Deps } from '../deps.js';
import type { NoticeNews } from './notice-store.js';
import { mayPushTo } from './push-hosts.js';

/** What the services of notices need. */
export type NoticeDeps = Pick<Deps, 'stores' | 'feed' | 'config' | 'now' | 'newId'>;

/** What one was told of, a page at a time. */
export async function readNotices(
  { stores, now }: NoticeDeps,
  actor: Actor,
  query: NoticesQuery,
): Promise<NoticesPage> {
  const at = now();
  const page = await stores.notices.list(actor, query, at, () => refusalToBeTold(actor));
  return { epoch: stores.epoch, now: at, ...page };
}

/** Notes how far somebody has read, and tells their other pages. */
export async function markNoticesRead(deps: NoticeDeps, actor: Actor, upTo: string): Promise<void> {
  const { stores, now } = deps;
  const news = await stores.notices.markRead(actor, upTo, now(), () => refusalToBeTold(actor));
  tellNotices(deps, [news]);
}

/** Hints to those who listen that they have been told of something. Call it after the commit. */
export function tellNotices({ feed }: Pick<Deps, 'feed'>, news: readonly NoticeNews[]): void {
  for (const { person, unread } of news)
    feed.tell({ type: 'notices', unread }, [{ person, role: 'patient' }]);
}

const LEADS = REMINDERS.map(({ before }) => before);

/** Reminds of the consultations that are near. */
export async function remindDue(deps: Pick<NoticeDeps, 'stores' | 'feed' | 'now'>): Promise<void> {
  const now = deps.now();
  const news = await deps.stores.notices.remind(now, LEADS, (chat, since) => dueReminder(chat, since, now));
  tellNotices(deps, news);
}

/** By which key a browser subscribes, where the installation pushes anything to those who ask. */
export function offerPush({ config }: NoticeDeps, actor: Actor): PushOffer {
  return { key: refusalToBeTold(actor) ? null : config.pushKey };
}

/** Tells this browser too from now on. Only browsers whose push service the installation has named are taken. */
export async function subscribe(
  { stores, config, now, newId }: NoticeDeps,
  actor: Actor,
  subscription: NewPushSubscription,
): Promise<void> {
  const { pushKey, pushHosts, pushBrowsersPerPerson } = config;
  await stores.pushes.put(
    actor,
    { ...subscription, id: newId('pushSubscription') },
    now(),
    pushBrowsersPerPerson,
    () => {
      const refusal = refusalToBeTold(actor);
      if (refusal) return refusal;
      return pushKey !== null && mayPushTo(subscription.endpoint, pushHosts) ? undefined : 'invalid';
    },
  );
}

/** Tells this browser nothing any more. */
export async function unsubscribe({ stores }: NoticeDeps, actor: Actor, endpoint: string): Promise<void> {
  const refusal = refusalToBeTold(actor);
  if (refusal) throw new ConsultError(refusal);
  await stores.pushes.remove(actor, endpoint);
}
