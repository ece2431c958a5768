import type { Deps } from '../deps.js';
import type { RequestNews } from '../feed/feed.js';
import { tellNotices } from '../notices/notice-service.js';

/** Tells the patient's side, and the registry of the clinic, where a request stands. */
export function tellRequest(
  { feed }: Pick<Deps, 'feed'>,
  { request, revision, readers, organisation, notices, consented }: RequestNews,
): void {
  const frame = { type: 'request', request, revision } as const;
  feed.tell(frame, readers);
  feed.tellDesk(frame, organisation);
  if (consented)
    feed.tell(
      { type: 'consents' },
      readers.filter(({ role }) => role === 'patient'),
    );
  if (notices) tellNotices({ feed }, notices);
}
