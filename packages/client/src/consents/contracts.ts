import type { ConsentKind, ErrorCode } from '@consult/core';
import type { ConsentDocument, ConsentGiven, ConsentRecord, ConsentStatus } from '@consult/core/wire';
import type { Readable } from '../store.js';

/** What a person, and those they speak for, have consented to, as far as it is known. */
export interface ConsentsState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed. What was ready stays so while only the weather is bad. */
  readonly problem?: ErrorCode | undefined;
  /** For oneself and for each one speaks for, every kind of document. */
  readonly statuses: readonly ConsentStatus[];
  /** The texts in force. */
  readonly documents: readonly ConsentDocument[];
}

/** The consents of one person: `openConsents(client)` of `@consult/client/consents`. Followed live. */
export interface ConsentsHandle {
  readonly state: Readable<ConsentsState>;
  /**
   * Accepts what was read, for oneself or for somebody one speaks for. A second try after a lost answer is the same act.
   * @throws ConsultError `consent-outdated` after the newer text has been fetched; `age-refused`, …
   */
  give(
    kind: ConsentKind,
    patient: string,
    read: Pick<ConsentGiven, 'version' | 'hash'>,
  ): Promise<ConsentRecord>;
  /** Takes an acceptance back. Again it changes nothing. @throws ConsultError */
  withdraw(consentId: string): Promise<void>;
  /** A text as it was published. @throws ConsultError */
  readDocument(kind: ConsentKind, version: number): Promise<ConsentDocument>;
  /** What was accepted, when and by whom, as a PDF. @throws ConsultError */
  receipt(consentId: string): Promise<Blob>;
  /** The record that proves it; `@consult/verify` checks it. @throws ConsultError */
  proof(consentId: string): Promise<Blob>;
  /** Asks again after a failure. */
  reload(): void;
  close(): void;
}
