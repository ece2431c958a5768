import {
  moscowDay,
  refusalToApplyUnknown,
  refusalToWishes,
  refusalWithoutDataConsent,
  refuseIf,
} from '@consult/core';
import type { AnonymousLookup, ConsentDocument, NewAnonymousRequest, RequestView } from '@consult/core/wire';
import type { Deps } from '../deps.js';
import { sha256 } from '../digest.js';
import { take } from '../http/throttle.js';
import { tell } from './clock.js';
import { deadlinesBy, type RequestDeps } from './request-service.js';

export type AnonymousDeps = RequestDeps & Pick<Deps, 'limiter'>;

/**
 * Registers a request of somebody without an account. The secret by which it can be looked up is told once and kept as its
 * hash; a retry gets a new one, as nobody has seen the first.
 */
export async function registerUnknown(
  deps: AnonymousDeps,
  draft: NewAnonymousRequest,
): Promise<{ request: RequestView; secret: string }> {
  const { stores, config, limiter, newId } = deps;
  refuseIf(refusalToApplyUnknown(draft, config.anonymousRequests));
  await take(limiter, 'anonymous-requests-per-phone', draft.phone);
  const now = deps.now();
  const secret = secretOf(newId);
  const { request, news } = await stores.requests.registerUnknown(
    { ...draft, id: newId('request'), secretHash: await sha256(secret) },
    deadlinesBy(deps, now),
    now,
    ({ published, isDuplicate }) =>
      refusalToWishes(draft.wishes, moscowDay(now), { most: config.wishes, ahead: config.wishAhead }) ??
      refusalWithoutDataConsent(draft.consent, published) ??
      (isDuplicate ? 'request-duplicate' : undefined),
  );
  tell(deps, news);
  return { request, secret };
}

/** The personal-data document in force, for whoever has no account to read it with; none before one was published. */
export async function readDataDocument({ stores }: Pick<Deps, 'stores'>): Promise<ConsentDocument[]> {
  const documents = await stores.consents.documents();
  return documents.filter(({ kind }) => kind === 'personal-data');
}

/** Looks up what somebody without an account has applied for. */
export async function viewUnknown(
  { stores, now }: AnonymousDeps,
  { number, secret }: AnonymousLookup,
): Promise<RequestView> {
  return stores.requests.viewBySecret(number, await sha256(secret), now());
}

/** 128 random bits, as in every id. */
const secretOf = (newId: Deps['newId']) => newId('request').split('_')[1]!;
