import type { Actor, ConsentKind, ErrorCode } from '@consult/core';
import type { ConsentDocument, ConsentRecord } from '@consult/core/wire';

/** Published texts and who accepted them. Append-only: nothing here is ever changed or removed. */
export interface ConsentStore {
  /** The newest document of each kind. */
  documents(): Promise<ConsentDocument[]>;
  /** Keeps the next version; the very same title and text as the newest one answers that one. */
  publish(
    actor: Actor,
    document: {
      readonly kind: ConsentKind;
      readonly title: string;
      readonly text: string;
      readonly hash: string;
    },
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<ConsentDocument>;
  /**
   * Keeps an acceptance; the same person accepting the same version for the same patient again answers the first record.
   * `rule` is asked with what stands inside the transaction.
   */
  give(
    actor: Actor,
    consent: Omit<ConsentRecord, 'by' | 'at'>,
    now: number,
    rule: (facts: {
      readonly published: ConsentDocument | null;
      readonly speaksFor: boolean;
      /** The patient's. */
      readonly birthDate: string | null;
    }) => ErrorCode | undefined,
  ): Promise<ConsentRecord>;
}
