import {
  refusalToEnterOrganisation,
  refusalToEnterPerson,
  refusalToRepresent,
  type Actor,
} from '@consult/core';
import type { OrganisationView, PersonRecord, PersonView, Representation } from '@consult/core/wire';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';

/** What the services of people need. */
export type PeopleDeps = Pick<Deps, 'stores' | 'feed' | 'broker' | 'now'>;

/** Enters or corrects a person. */
export async function putPerson(
  { stores, now }: PeopleDeps,
  actor: Actor,
  id: string,
  record: PersonRecord,
): Promise<PersonView> {
  return stores.people.put(actor, id, record, now(), (known) => refusalToEnterPerson(actor, record, known));
}

/** Lets somebody speak for a patient, e.g. a mother for her child; an end in the past ends it, on open pages too. */
export async function putRepresentative(
  deps: PeopleDeps,
  actor: Actor,
  pair: { readonly patient: string; readonly representative: string },
  term: Representation,
): Promise<void> {
  const changes = await deps.stores.people.putRepresentation(actor, pair, term, deps.now(), () =>
    refusalToRepresent(actor, pair, term),
  );
  for (const change of changes) announce(deps, change);
}

/** Enters or renames an organisation. */
export async function putOrganisation(
  { stores, now }: PeopleDeps,
  actor: Actor,
  organisation: OrganisationView,
): Promise<void> {
  await stores.people.putOrganisation(actor, organisation, now(), () => refusalToEnterOrganisation(actor));
}
