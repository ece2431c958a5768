import type { Actor, ErrorCode, PersonName } from '@consult/core';
import type {
  Attachment,
  OrganisationRecord,
  OrganisationView,
  PersonRecord,
  Representation,
} from '@consult/core/wire';
import type { Change } from '../feed/feed.js';

export interface Person {
  readonly id: string;
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly specialty: string | null;
  /** Where the person can be reached; absent where nobody has said. */
  readonly phone?: string;
  readonly email?: string;
}

/** What is known of an organisation. */
export type Organisation = OrganisationView;

/** Whom it is about, and who speaks. */
export interface RepresentationPair {
  readonly patient: string;
  readonly representative: string;
}

/** What is to be told where representations have ended. */
export interface Farewell {
  /** One for each chat of the patient, by which the one who spoke learns of it, and what their calls come to. */
  readonly changes: readonly Change[];
  readonly former: readonly FormerSpeaker[];
}

/** One who spoke for a patient, and what on their open pages is not theirs any more. */
export interface FormerSpeaker {
  readonly person: string;
  readonly requests: readonly { readonly request: string; readonly revision: number }[];
  /** How much of «Мои уведомления» is unread without the patient. */
  readonly unread: number;
}

/** When a representation ends, by its dates and the patient's date of birth; see `endOfRepresentation` of core. */
export type EndOfTerm = (term: Representation, birthDate: string | null) => number | null;

/** What the registry knows of people. Each verb is one transaction, its audit row included, and resolves after commit. */
export interface PeopleStore {
  find(id: string): Promise<Person | undefined>;
  /** Enters or corrects a person. Asks `rule` first, with what is known so far. The same again changes nothing. */
  put(
    actor: Actor,
    id: string,
    record: PersonRecord,
    now: number,
    rule: (known: Person | undefined) => ErrorCode | undefined,
    endOf?: EndOfTerm,
  ): Promise<Person>;
  findOrganisation(id: string): Promise<Organisation | undefined>;
  putOrganisation(
    actor: Actor,
    organisation: OrganisationRecord & { readonly id: string },
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<Organisation>;
  /**
   * Attaches a patient to an organisation; the same pair again replaces the dates.
   * @throws ConsultError `not-found`
   */
  putAttachment(
    actor: Actor,
    pair: { readonly patient: string; readonly organisation: string },
    term: Attachment,
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<void>;
  /**
   * Lets `representative` speak for `patient`; the same pair again replaces the dates. Where that ends what was in force,
   * it answers how the one who spoke learns of it.
   * @throws ConsultError `not-found`
   */
  putRepresentation(
    actor: Actor,
    pair: RepresentationPair,
    term: Representation,
    now: number,
    rule: () => ErrorCode | undefined,
    endOf?: EndOfTerm,
  ): Promise<Farewell>;
  /** Ends those whose time has come, at most `limit`; answers how those who spoke learn of it. */
  endRepresentations(now: number, limit: number): Promise<Farewell & { readonly more: boolean }>;
  /** Finds all ends anew where they were found by another age. Called before anybody is let in. */
  settleRepresentations(age: number, endOf: EndOfTerm, now: number): Promise<void>;
}
