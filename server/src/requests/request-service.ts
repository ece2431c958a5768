import {
  callDeadline,
  consultDeadline,
  moscowDay,
  refusalToAnswerOffer,
  refusalToApply,
  refusalToDecide,
  refusalToSeeRequest,
  refusalToTouch,
  refusalToWishes,
  refusalToWithdraw,
  refusalWithoutDataConsent,
  type Actor,
  type RequestRelation,
} from '@consult/core';
import type { NewRequest, OfferRefusal, RequestsPage, RequestsQuery, RequestView } from '@consult/core/wire';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import { tell } from './clock.js';
import type { DeadlinesBy, KeptRequest, OfferRule, RequestAccess, RequestResult } from './request-store.js';

/** What the services of requests need. */
export type RequestDeps = Pick<
  Deps,
  'stores' | 'feed' | 'brokers' | 'now' | 'newId' | 'config' | 'log' | 'later'
>;

/** Who asks for which request; when is the server's to say. */
export type AskedRequest = Omit<RequestAccess, 'now'>;

/** Registers a request of the patient's side, or one that the staff enters for a caller or a visitor. */
export async function register(deps: RequestDeps, actor: Actor, draft: NewRequest): Promise<RequestView> {
  const { stores, newId, config } = deps;
  const now = deps.now();
  const ids = { id: newId('request'), consentId: newId('consent') };
  const result = await stores.requests.register(
    actor,
    { ...draft, ...ids },
    deadlinesBy(deps, now),
    now,
    ({ published, isDuplicate, ...facts }) =>
      refusalToApply(actor, draft, facts) ??
      refusalToWishes(draft.wishes, moscowDay(now), { most: config.wishes, ahead: config.wishAhead }) ??
      (actor.role === 'patient'
        ? refusalWithoutDataConsent(draft.consent, published)
        : draft.consent && 'not-allowed') ?? // it is on paper: nobody notes down an act of somebody else's
      (isDuplicate ? 'request-duplicate' : undefined),
    refusalToSeeRequest,
  );
  return told(deps, result);
}

/** Until when what is registered now has to be answered. Where nobody has said when the clinic works, days are whole. */
export const deadlinesBy =
  ({ config }: Pick<Deps, 'config'>, registeredAt: number): DeadlinesBy =>
  (hours) => {
    const { at, provisional } = callDeadline(registeredAt, hours ?? [], config.callDays, config.calendar);
    return {
      callBy: at,
      callByProvisional: provisional,
      consultBy: consultDeadline(registeredAt, config.consultDays),
    };
  };

/** The requests of the one who asks, a page at a time. */
export async function listRequests(
  { stores, now }: RequestDeps,
  actor: Actor,
  query: RequestsQuery,
): Promise<RequestsPage> {
  const at = now();
  return { epoch: stores.epoch, now: at, ...(await stores.requests.list(actor, query, at)) };
}

/** One request. */
export async function viewRequest({ stores, now }: RequestDeps, asked: AskedRequest): Promise<RequestView> {
  return stores.requests.view({ ...asked, now: now() }, (_, relation) => refusalToSeeRequest(relation));
}

/** The patient's side accepts a time that was offered, or has told the registry so on the telephone. */
export async function acceptOffer(
  deps: RequestDeps,
  asked: AskedRequest,
  offerId: string,
): Promise<RequestView> {
  const access = { ...asked, now: deps.now() };
  const offer = { offerId, chat: deps.newId('chat') };
  return told(deps, await deps.stores.requests.accept(access, offer, mayAnswer(access, 'accepted')));
}

/** The same, refusing it. */
export async function refuseOffer(
  deps: RequestDeps,
  asked: AskedRequest,
  offerId: string,
  { reason = null }: { readonly reason?: OfferRefusal['reason'] | null },
): Promise<RequestView> {
  const access = { ...asked, now: deps.now() };
  const offer = { offerId, reason: reason ?? null };
  return told(deps, await deps.stores.requests.refuse(access, offer, mayAnswer(access, 'refused')));
}

/** The patient's side withdraws a request, or has told the registry so. */
export async function withdrawRequest(deps: RequestDeps, asked: AskedRequest): Promise<RequestView> {
  const access = { ...asked, now: deps.now() };
  const result = await deps.stores.requests.withdraw(access, (request, relation) => {
    const refusal = refusalToDecide(relation);
    if (refusal || request.state === 'withdrawn') return refusal;
    return refusalByLock(access, request, relation) ?? refusalToWithdraw(request);
  });
  return told(deps, result);
}

/** Whoever may decide answers what still stands; the same answer again is the first one. */
const mayAnswer =
  ({ actor, now }: RequestAccess, answer: 'accepted' | 'refused'): OfferRule =>
  (request, relation, offer) => {
    const refusal = refusalToDecide(relation);
    if (refusal) return refusal;
    if (!offer) return 'not-found';
    if (offer.state === answer) return undefined;
    return refusalByLock({ actor, now }, request, relation) ?? refusalToAnswerOffer(request, offer, now);
  };

/** Why the registry may not say it for the patient: somebody else of it works on the request. The patient may. */
const refusalByLock = (
  { actor, now }: Pick<RequestAccess, 'actor' | 'now'>,
  { lock }: KeptRequest,
  relation: RequestRelation,
) => (relation === 'operator' ? refusalToTouch(lock, actor.person, now) : undefined);

async function told(deps: RequestDeps, { request, news, change }: RequestResult): Promise<RequestView> {
  announce(deps, change);
  tell(deps, news);
  return request;
}
