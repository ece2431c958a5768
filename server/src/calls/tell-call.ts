import type { Deps } from '../deps.js';
import type { CallNews } from '../feed/feed.js';

/** Tells both sides what their call has come to: those who may know of it, so nobody before the consent. */
export function tellCall(
  { feed, brokers }: Pick<Deps, 'feed' | 'brokers'>,
  { chat, call, revision, signals, over, readers }: CallNews,
): void {
  const knowing = readers.filter(({ withoutText }) => !withoutText);
  feed.tell({ type: 'call', chat, call, revision, signals }, knowing);
  if (over) brokers.of(call).end(call);
}
