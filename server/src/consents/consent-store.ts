import type { Actor, ConsentKind, ErrorCode } from '@consult/core';
import type { ConsentDocument, ConsentRecord } from '@consult/core/wire';
import type { NoticeNews } from '../notices/notice-store.js';

/** Published texts and who accepted them. Append-only: nothing here is ever changed or removed. */
export interface ConsentStore {
  /** The newest document of each kind. */
  documents(): Promise<ConsentDocument[]>;
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
    rule: () => ErrorCode | undefined,
  ): Promise<{ readonly document: ConsentDocument; readonly notices: readonly NoticeNews[] }>;
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
    }) => ErrorCode | undefined,
  ): Promise<ConsentRecord>;
}
