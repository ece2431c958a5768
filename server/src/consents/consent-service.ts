import { refusalToConsent, refusalToConsentFor, refusalToPublish, type Actor } from '@consult/core';
import type { ConsentDocument, ConsentGiven, ConsentRecord, NewConsentDocument } from '@consult/core/wire';
import type { Deps } from '../deps.js';
import { sha256 } from '../digest.js';

/** What the services of consents need. */
export type ConsentDeps = Pick<Deps, 'stores' | 'config' | 'now' | 'newId'>;

/** The texts in force. */
export async function readDocuments({ stores }: ConsentDeps): Promise<ConsentDocument[]> {
  return stores.consents.documents();
}

/** Publishes the next version of a document; from then on it has to be accepted anew. */
export async function publishDocument(
  { stores, now }: ConsentDeps,
  actor: Actor,
  document: NewConsentDocument,
): Promise<ConsentDocument> {
  const hash = await sha256(document.text);
  return stores.consents.publish(actor, { ...document, hash }, now(), () => refusalToPublish(actor));
}

/** Keeps an acceptance of the text that was on the screen, by a patient or by whoever speaks for one. */
export async function giveConsent(
  { stores, config, now, newId }: ConsentDeps,
  actor: Actor,
  given: ConsentGiven,
): Promise<ConsentRecord> {
  const at = now();
  const isSelf = actor.person === given.patient;
  return stores.consents.give(
    actor,
    { ...given, id: newId('consent') },
    at,
    (facts) =>
      refusalToConsent(actor, given, facts) ??
      refusalToConsentFor(given.kind, { isSelf, birthDate: facts.birthDate }, at, config),
  );
}
