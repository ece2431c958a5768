import {
  type Actor,
  type ConsentKind,
  ConsultError,
  refusalToConsent,
  refusalToConsentFor,
  refusalToProve,
  refusalToPublish,
  refusalToSeeConsents,
  refusalToWithdrawConsent,
} from '@consult/core';
import { CONSENT_FORMAT, CONSENT_VERSION, consentSeal } from '@consult/core/chain';
import type {
  ConsentDocument,
  ConsentGiven,
  ConsentProof,
  ConsentRecord,
  ConsentStatusAnswer,
  ConsentStatuses,
  NewConsentDocument,
} from '@consult/core/wire';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import { sha256 } from '../digest.js';
import { tellNotices } from '../notices/notice-service.js';
import type { ConsentNews } from './consent-store.js';
import { layOutReceipt } from './receipt-layout.js';

/** What the services of consents need. */
export type ConsentDeps = Pick<Deps, 'stores' | 'feed' | 'brokers' | 'config' | 'now' | 'newId'>;

/** What its routes need: some of what they answer costs more than most, and is counted. */
export type ConsentRouteDeps = ConsentDeps & Pick<Deps, 'limiter' | 'print'>;

/** The texts in force. */
export async function readDocuments({ stores }: ConsentDeps): Promise<ConsentDocument[]> {
  return stores.consents.documents();
}

/** Any text that was ever in force. @throws ConsultError `not-found` */
export async function readDocument(
  { stores }: ConsentDeps,
  kind: ConsentKind,
  version: number,
): Promise<ConsentDocument> {
  const found = await stores.consents.document(kind, version);
  if (!found) throw new ConsultError('not-found');
  return found;
}

/**
 * Publishes the next version of a document; from then on it has to be accepted anew, of which everybody hears who may be
 * asked for it, and the doctors, whose patients have not agreed now.
 */
export async function publishDocument(
  deps: ConsentDeps,
  actor: Actor,
  { after, ...draft }: NewConsentDocument,
): Promise<ConsentDocument> {
  const { stores, feed, now } = deps;
  const hash = await sha256(draft.text);
  const { document, notices } = await stores.consents.publish(
    actor,
    { ...draft, hash },
    now(),
    ({ published, repeated }) => refusalToPublish(actor, { after: repeated ? undefined : after, published }),
  );
  for (const role of ['patient', 'doctor'] as const) feed.tellRole({ type: 'consents' }, role);
  tellNotices(deps, notices);
  return document;
}

/**
 * Keeps an acceptance of the text that was on the screen, by a patient or by whoever speaks for one. What was sent twice
 * is answered twice and done once, whatever was published or withdrawn between.
 */
export async function giveConsent(
  deps: ConsentDeps,
  actor: Actor,
  given: ConsentGiven,
): Promise<ConsentRecord> {
  const { stores, config, newId } = deps;
  const now = deps.now();
  const isSelf = actor.person === given.patient;
  const { consent, news } = await stores.consents.give(
    actor,
    { ...given, id: newId('consent') },
    now,
    (facts) =>
      facts.repeated
        ? refusalToSeeConsents(actor, facts)
        : (refusalToConsent(actor, given, facts) ??
          refusalToConsentFor(given.kind, { isSelf, birthDate: facts.birthDate }, now, config)),
  );
  tell(deps, news);
  return consent;
}

/** Where somebody stands with every document, and those they speak for. */
export async function readStatuses({ stores, now }: ConsentDeps, actor: Actor): Promise<ConsentStatuses> {
  const at = now();
  const statuses = await stores.consents.statuses(actor, at, () =>
    refusalToSeeConsents(actor, { speaksFor: true }),
  );
  return { epoch: stores.epoch, now: at, statuses };
}

/** Takes a consent back; what depends on it ends at once, on open pages too. */
export async function withdrawConsent(
  deps: ConsentDeps,
  actor: Actor,
  consentId: string,
): Promise<ConsentStatusAnswer> {
  const { stores } = deps;
  const at = deps.now();
  const { status, news } = await stores.consents.withdraw(actor, consentId, at, (facts) =>
    refusalToWithdrawConsent(actor, facts),
  );
  tell(deps, news);
  return { epoch: stores.epoch, now: at, status };
}

/** A consent on paper: its text as accepted, who, for whom, when, and whether it was taken back. */
export async function makeReceipt(
  { stores, now, print }: Pick<Deps, 'stores' | 'now' | 'print'>,
  actor: Actor,
  consentId: string,
): Promise<{ readonly version: number; readonly pdf: Uint8Array }> {
  const at = now();
  const copy = await stores.consents.find(actor, consentId, at, (facts) =>
    refusalToSeeConsents(actor, facts),
  );
  return { version: copy.consent.version, pdf: await print(layOutReceipt({ ...copy, at })) };
}

/** What proves a consent to somebody who does not believe this server; see the README of `@consult/verify`. */
export async function proveConsent(
  { stores, now }: ConsentDeps,
  actor: Actor,
  consentId: string,
): Promise<ConsentProof> {
  const exportedAt = now();
  const found = await stores.consents.prove(actor, consentId, exportedAt, (facts) =>
    refusalToProve(actor, facts),
  );
  const { document, consent, withdrawal, given, withdrawn = null, anchor } = found;
  const record = {
    format: CONSENT_FORMAT,
    version: CONSENT_VERSION,
    epoch: stores.epoch,
    exportedAt,
    ...{ document, consent, withdrawal, given, withdrawn, anchor },
  } as const;
  return { ...record, seal: await sha256(consentSeal(record)) };
}

/** The chats first: what must end ends before anybody asks what has changed. */
function tell(deps: ConsentDeps, news: ConsentNews | null): void {
  if (!news) return;
  for (const change of news.changes) announce(deps, change);
  deps.feed.tell({ type: 'consents' }, news.readers);
}
