import { codeOf, isPassing, matchRequests, type Actor } from '@consult/core';
import type { MatchingAnswer } from '@consult/core/wire';
import { lapseDueOffers } from './clock.js';
import { mayRun, offerSlot } from './journal-service.js';
import type { RequestDeps } from './request-service.js';

/** So many requests, and so many free times, are paired at once. */
const MOST = 10_000;

/**
 * Pairs what waits in the clinic with what is free there. Unless it is a dry run each match is offered, asked again in a
 * transaction of its own: whatever was taken since is passed over.
 */
export async function matchJournal(
  deps: RequestDeps,
  actor: Actor,
  dryRun: boolean,
): Promise<MatchingAnswer> {
  await lapseDueOffers(deps);
  const { stores, newId } = deps;
  const now = deps.now();
  const { requests, slots } = await stores.journal.matchable(actor, now, MOST, mayRun(actor));
  const pairs = matchRequests(requests, slots, now);
  const offered: string[] = [];
  for (const { request, slot } of dryRun ? [] : pairs.matches) {
    try {
      await offerSlot(deps, { requestId: request, actor }, { key: newId('entryKey'), slot });
      offered.push(request);
    } catch (error) {
      if (isPassing(codeOf(error))) throw error; // a failure; a refusal only says that it stands no more
    }
  }
  return { epoch: stores.epoch, now, ...pairs, offered };
}
