import type { Actor, ConsentKind, ErrorCode, PersonName } from '@consult/core';
import type { Anchor, AuditLinked } from '@consult/core/chain';
import type { ConsentDocument, ConsentRecord, ConsentStatus } from '@consult/core/wire';
import type { Change, Reader } from '../feed/feed.js';
import type { NoticeNews } from '../notices/notice-store.js';

/** What has come of a consent that was given or withdrawn. */
export interface ConsentNews {
  /** The patient's side, which is told that its consents have changed. */
  readonly readers: readonly Reader[];
  /** The patient's chats, where they depend on it. */
  readonly changes: readonly Change[];
}

/** An acceptance with the text as it was accepted, and the names of all concerned. */
export interface ConsentCopy {
  readonly document: ConsentDocument;
  readonly consent: ConsentRecord;
  readonly withdrawal: { readonly by: string; readonly at: number } | null;
  readonly names: {
    readonly patient: PersonName;
    readonly by: PersonName;
    readonly withdrawnBy: PersonName | null;
  };
}

/** A question about somebody's consent: does the one who asks speak for the patient at this moment? */
export type ConsentRule = (facts: { readonly speaksFor: boolean }) => ErrorCode | undefined;

/** Published texts, who accepted them, and who took that back. Append-only: nothing here is ever changed or removed. */
export interface ConsentStore {
  /** The newest document of each kind. */
  documents(): Promise<ConsentDocument[]>;
  /** One version as it was published. */
  document(kind: ConsentKind, version: number): Promise<ConsentDocument | undefined>;
  /**
   * Keeps the next version, and tells those who have accepted an older one; the very same title and text as the newest
   * one answers that one.
   */
  publish(
    actor: Actor,
    document: {
      readonly kind: ConsentKind;
      readonly title: string;
      readonly text: string;
      readonly hash: string;
    },
    now: number,
    rule: (facts: {
      /** The version in force, 0 where there is none. */
      readonly published: number;
      /** It is this very document. */
      readonly repeated: boolean;
    }) => ErrorCode | undefined,
  ): Promise<{ readonly document: ConsentDocument; readonly notices: readonly NoticeNews[] }>;
  /**
   * Keeps an acceptance, with the account level of who gave it; the same person accepting the same version for the same
   * patient again answers the first record while that stands. The same (person, key) again answers what it was answered
   * first, also after its withdrawal, and keeps nothing. `rule` is asked with what stands inside the transaction.
   * @throws ConsultError what `rule` answers; `key-reused` where (person, key) is known with another acceptance
   */
  give(
    actor: Actor,
    consent: Omit<ConsentRecord, 'by' | 'at' | 'level'> & { readonly key: string },
    now: number,
    rule: (facts: {
      readonly published: ConsentDocument | null;
      readonly speaksFor: boolean;
      /** The patient's. */
      readonly birthDate: string | null;
      /** The key is known: nothing will be kept. */
      readonly repeated: boolean;
    }) => ErrorCode | undefined,
  ): Promise<{ readonly consent: ConsentRecord; readonly news: ConsentNews | null }>;
  /** Where the actor and all for whom they speak now stand with every kind of document; oneself first. */
  statuses(actor: Actor, now: number, rule: () => ErrorCode | undefined): Promise<ConsentStatus[]>;
  /**
   * Takes a consent back, with all others of its kind that stand for the patient: somebody who withdraws means that
   * nobody agrees any more. One that was withdrawn already changes nothing, whatever was given since.
   * @throws ConsultError what `rule` answers; `not-found`
   */
  withdraw(
    actor: Actor,
    consentId: string,
    now: number,
    rule: ConsentRule,
  ): Promise<{ readonly status: ConsentStatus; readonly news: ConsentNews | null }>;
  /** One acceptance with the text it speaks of. @throws ConsultError what `rule` answers; `not-found` */
  find(actor: Actor, consentId: string, now: number, rule: ConsentRule): Promise<ConsentCopy>;
  /**
   * The same with what the audit says of it. Staff's taking it out leaves an audit row.
   * @throws ConsultError as `find`; `unavailable` for an acceptance from before there was a chain to prove it by.
   */
  prove(
    actor: Actor,
    consentId: string,
    now: number,
    rule: ConsentRule,
  ): Promise<
    ConsentCopy & {
      readonly given: AuditLinked;
      readonly withdrawn: AuditLinked | null | undefined;
      readonly anchor: Anchor;
    }
  >;
}
