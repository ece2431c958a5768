import type { Deps } from '../deps.js';
import type { RequestNews } from '../feed/feed.js';
import { tellRequest } from './tell-request.js';

type ClockDeps = Pick<Deps, 'stores' | 'feed' | 'now' | 'log' | 'later'>;

/** So many are looked for at once. */
const ROUND = 100;

/** What comes within this time is met to the millisecond; the clock's rounds look after the rest. */
const EXACT_MS = 10 * 60_000;

/** Ends the offers whose time to answer is over, and completes visits in person that are over. Answers how many. */
export async function lapseDueOffers(deps: Pick<ClockDeps, 'stores' | 'feed' | 'now'>): Promise<number> {
  let made = 0;
  for (;;) {
    const settled = await deps.stores.requests.settleDue(deps.now(), ROUND);
    for (const news of settled) tellRequest(deps, news);
    made += settled.length;
    if (settled.length < ROUND) return made;
  }
}

/** Tells who may know, where there is something to tell, and sees to it that an offer ends when it must. */
export function tell(deps: ClockDeps, news: RequestNews | null): void {
  if (!news) return;
  tellRequest(deps, news);
  const wait = news.dueAt === null ? Infinity : news.dueAt - deps.now();
  if (wait > EXACT_MS) return;
  deps.later(
    () => {
      lapseDueOffers(deps).catch((error: unknown) =>
        deps.log.error({ name: (error as Error).name }, 'request-clock-failed'),
      );
    },
    Math.max(0, wait),
  );
}
