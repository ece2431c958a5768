import {
  refusalToAttachPatient,
  refusalToEnterOrganisation,
  refusalToEnterPerson,
  refusalToRepresent,
  type Actor,
} from '@consult/core';
import type {
  Attachment,
  OrganisationRecord,
  OrganisationView,
  PersonRecord,
  PersonView,
  Representation,
} from '@consult/core/wire';
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

/** Attaches a patient to an organisation by the ОМС policy; an end in the past ends it. */
export async function putAttachment(
  { stores, now }: PeopleDeps,
  actor: Actor,
  pair: { readonly patient: string; readonly organisation: string },
  term: Attachment,
): Promise<void> {
  await stores.people.putAttachment(actor, pair, term, now(), () =>
    refusalToAttachPatient(actor, pair.organisation, term),
  );
}

/** Enters or corrects an organisation. */
export async function putOrganisation(
  { stores, now }: PeopleDeps,
  actor: Actor,
  organisation: OrganisationRecord & { readonly id: string },
): Promise<OrganisationView> {
  return stores.people.putOrganisation(actor, organisation, now(), () => refusalToEnterOrganisation(actor));
}
