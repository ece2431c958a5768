import { refusalToConsent, refusalToPublish, type Actor } from '@consult/core';
import type { ConsentDocument, ConsentGiven, ConsentRecord, NewConsentDocument } from '@consult/core/wire';
import type { Deps } from '../deps.js';
import { sha256 } from '../digest.js';
import { tellNotices } from '../notices/notice-service.js';

/** What the services of consents need. */
export type ConsentDeps = Pick<Deps, 'stores' | 'now' | 'newId'>;

/** The texts in force. */
export async function readDocuments({ stores }: ConsentDeps): Promise<ConsentDocument[]> {
  return stores.consents.documents();
}

/** Publishes the next version of a document; from then on it has to be accepted anew. */
export async function publishDocument(
  deps: ConsentDeps & Pick<Deps, 'feed'>,
  actor: Actor,
  document: NewConsentDocument,
): Promise<ConsentDocument> {
  const { stores, now } = deps;
  const hash = await sha256(document.text);
  const { document: published, notices } = await stores.consents.publish(
    actor,
    { ...document, hash },
    now(),
    () => refusalToPublish(actor),
  );
  tellNotices(deps, notices);
  return published;
}

/** Keeps an acceptance of the text that was on the screen, by a patient or by whoever speaks for one. */
export async function giveConsent(
  { stores, now, newId }: ConsentDeps,
  actor: Actor,
  given: ConsentGiven,
): Promise<ConsentRecord> {
  return stores.consents.give(actor, { ...given, id: newId('consent') }, now(), (facts) =>
    refusalToConsent(actor, given, facts),
  );
}
