import {
  endOfRepresentation,
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
import { tellNotices } from '../notices/notice-service.js';
import type { EndOfTerm, Farewell } from './people-store.js';

/** What the services of people need. */
export type PeopleDeps = Pick<Deps, 'stores' | 'feed' | 'brokers' | 'config' | 'now'>;

/** Enters or corrects a person. */
export async function putPerson(
  { stores, config, now }: PeopleDeps,
  actor: Actor,
  id: string,
  record: PersonRecord,
): Promise<PersonView> {
  const rule = (known: Parameters<typeof refusalToEnterPerson>[2]) =>
    refusalToEnterPerson(actor, record, known);
  return stores.people.put(actor, id, record, now(), rule, endBy(config));
}

/** Lets somebody speak for a patient, e.g. a mother for her child; an end in the past ends it, on open pages too. */
export async function putRepresentative(
  deps: PeopleDeps,
  actor: Actor,
  pair: { readonly patient: string; readonly representative: string },
  term: Representation,
): Promise<void> {
  const farewell = await deps.stores.people.putRepresentation(
    actor,
    pair,
    term,
    deps.now(),
    () => refusalToRepresent(actor, pair, term),
    endBy(deps.config),
  );
  tell(deps, farewell);
}

/** The chats first: what must end ends before anybody asks what is left. */
function tell(deps: PeopleDeps, { changes, former }: Farewell): void {
  for (const change of changes) announce(deps, change);
  for (const { person, requests, unread } of former) {
    const readers = [{ person, role: 'patient' }] as const;
    deps.feed.tell({ type: 'consents' }, readers);
    for (const moved of requests) deps.feed.tell({ type: 'request', ...moved }, readers);
    tellNotices(deps, [{ person, unread }]);
  }
}

/** So many are ended at once. */
const ROUND = 100;

/** Ends the representations whose time has come, by their dates or by a birthday, on open pages too. */
export async function endRepresentations(deps: PeopleDeps): Promise<void> {
  for (let more = true; more;) {
    const ended = await deps.stores.people.endRepresentations(deps.now(), ROUND);
    tell(deps, ended);
    more = ended.more;
  }
}

/** Finds when representations end, where the age that ends them has been configured anew. */
export async function settleRepresentations({ stores, config, now }: PeopleDeps): Promise<void> {
  await stores.people.settleRepresentations(config.representAge, endBy(config), now());
}

const endBy =
  (config: PeopleDeps['config']): EndOfTerm =>
  (term, birthDate) =>
    endOfRepresentation(term, birthDate, config);

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
