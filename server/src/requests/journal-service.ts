import {
  refusalToAnnul,
  refusalToLookIntoJournal,
  refusalToOffer,
  refusalToProcess,
  refusalToRetract,
  refusalToRunJournal,
  refusalToSeeRow,
  refusalToTake,
  refusalToTouch,
  isOver,
  type Actor,
  type ErrorCode,
} from '@consult/core';
import type {
  JournalPage,
  JournalQuery,
  JournalRow,
  NewAttempt,
  NewOffer,
  PeopleFound,
  Scheduling,
} from '@consult/core/wire';
import { announce } from '../chats/chat-service.js';
import { lapseDueOffers, tell } from './clock.js';
import type { JournalResult, SlotRule } from './journal-store.js';
import type { AskedRequest, RequestDeps } from './request-service.js';
import type { KeptRequest, RequestAccess, RequestRule } from './request-store.js';

/** The journal of the one who asks, a page at a time. */
export async function readJournal(
  deps: RequestDeps,
  actor: Actor,
  query: JournalQuery,
): Promise<JournalPage> {
  const { stores } = deps;
  const now = deps.now();
  const page = await stores.journal.page(actor, query, now, () => refusalToLookIntoJournal(actor));
  return { epoch: stores.epoch, now, ...page };
}

/** One request as the journal shows it. */
export async function readRow({ stores, now }: RequestDeps, asked: AskedRequest): Promise<JournalRow> {
  return stores.journal.row({ ...asked, now: now() }, (_, relation) => refusalToSeeRow(relation));
}

/** «I work on it»: nobody else may, for a while. */
export async function lockRow(deps: RequestDeps, asked: AskedRequest): Promise<JournalRow> {
  const access = { ...asked, now: deps.now() };
  const until = access.now + deps.config.lockMs;
  const alive = processing(access, (request) => (isOver(request) ? 'request-closed' : undefined));
  return told(deps, await deps.stores.journal.lock(access, until, alive));
}

/** «I do not work on it any more.» */
export async function unlockRow(deps: RequestDeps, asked: AskedRequest): Promise<JournalRow> {
  const access = { ...asked, now: deps.now() };
  const result = await deps.stores.journal.unlock(access, (_, relation) => refusalToProcess(relation));
  return told(deps, result);
}

/** Notes an attempt to telephone. */
export async function addAttempt(
  deps: RequestDeps,
  asked: AskedRequest,
  { key, result, note }: NewAttempt,
): Promise<JournalRow> {
  const access = { ...asked, now: deps.now() };
  const attempt = { id: deps.newId('attempt'), key, result, note: note || null };
  const alive = processing(access, (request) => (isOver(request) ? 'request-closed' : undefined));
  return told(deps, await deps.stores.journal.addAttempt(access, attempt, alive));
}

/** Offers a free time, which is held until the patient answers or the time to do so is over. */
export async function offerSlot(
  deps: RequestDeps,
  asked: AskedRequest,
  { key, slot }: NewOffer,
): Promise<JournalRow> {
  await lapseDueOffers(deps);
  const access = { ...asked, now: deps.now() };
  const result = await deps.stores.journal.offer(
    access,
    { id: deps.newId('offer'), key, slot },
    deps.config.offerHoldMs,
    processing(access, refusalToOffer),
    fits(access),
  );
  return told(deps, result);
}

/** Takes an offer back. */
export async function retractOffer(
  deps: RequestDeps,
  asked: AskedRequest,
  offerId: string,
): Promise<JournalRow> {
  const access = { ...asked, now: deps.now() };
  const result = await deps.stores.journal.retract(access, offerId, (request, relation, offer) => {
    const refusal = refusalToProcess(relation);
    if (refusal) return refusal;
    if (!offer) return 'not-found';
    if (offer.state === 'retracted') return undefined;
    return (
      refusalToTouch(request.lock, access.actor.person, access.now) ?? refusalToRetract(offer, access.now)
    );
  });
  return told(deps, result);
}

/** Books a free time the patient agreed to on the telephone. */
export async function scheduleRequest(
  deps: RequestDeps,
  asked: AskedRequest,
  { key, slot }: Scheduling,
): Promise<JournalRow> {
  await lapseDueOffers(deps);
  const access = { ...asked, now: deps.now() };
  const result = await deps.stores.journal.schedule(
    access,
    { key, slot, chat: deps.newId('chat') },
    processing(access, refusalToOffer),
    fits(access),
  );
  return told(deps, result);
}

/** Annuls a request after so many refusals, for a reason the patient reads. */
export async function annulRequest(
  deps: RequestDeps,
  asked: AskedRequest,
  reason: string,
): Promise<JournalRow> {
  const access = { ...asked, now: deps.now() };
  const { refusalsToAnnul } = deps.config;
  const result = await deps.stores.journal.annul(
    access,
    reason,
    processing(access, (request) => refusalToAnnul(request, reason, refusalsToAnnul)),
  );
  return told(deps, result);
}

/** Patients the staff may enter a request for. */
export async function findPeople(
  { stores, now }: RequestDeps,
  actor: Actor,
  q: string,
): Promise<PeopleFound['people']> {
  return stores.journal.people(actor, q, now(), () => refusalToLookIntoJournal(actor));
}

/** Why the registry's journal as a whole is not the actor's to run. */
export const mayRun = (actor: Actor) => (): ErrorCode | undefined => refusalToRunJournal(actor);

/** The registry works on a request that nobody else works on, where `rule` lets it. */
const processing =
  ({ actor, now }: RequestAccess, rule: (request: KeptRequest) => ErrorCode | undefined): RequestRule =>
  (request, relation) =>
    refusalToProcess(relation) ?? refusalToTouch(request.lock, actor.person, now) ?? rule(request);

/** A time can be given to a request that is free, has not begun and is of the kind that was asked for. */
const fits =
  ({ now }: RequestAccess): SlotRule =>
  ({ kind }, slot) => {
    if (!slot) return 'not-found';
    return refusalToTake(slot, now) ?? (slot.kind === kind ? undefined : 'invalid');
  };

async function told(deps: RequestDeps, { row, news, change }: JournalResult): Promise<JournalRow> {
  announce(deps, change);
  tell(deps, news);
  return row;
}
