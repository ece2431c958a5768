import type { Conclusion, ConclusionContent, ErrorCode, Standing } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import type { Access, ChatRule, KeptChat, Move } from '../chats/chat-store.js';
import type { Change } from '../feed/feed.js';
import type { ConclusionHead } from './conclusion-sheet.js';

/** A version's document, whose bytes lie in the byte store already. */
export interface ConclusionDocument {
  /** Where in the byte store. */
  readonly place: string;
  readonly size: number;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly signedBy: string | null;
}

/** What the rule is told beside the chat and the standing. */
export interface KeptConclusion {
  /** Who gave the first version; `null`: nobody has. */
  readonly author: string | null;
  /** What the actor has given under this very key. */
  readonly underKey: ConclusionContent | undefined;
}

/** The question before a version is given. `done`: it has been given already; see `MoveRule`. */
export type ConclusionRule = (
  chat: KeptChat,
  standing: Standing,
  kept: KeptConclusion,
) => ErrorCode | 'done' | undefined;

/** A conclusion as it stands now. */
export interface GivenConclusion {
  readonly chat: ChatView;
  readonly entry: Conclusion;
}

/** A version to give. */
export interface NewConclusion {
  readonly key: string;
  readonly content: ConclusionContent;
  /** The version printed in the document. */
  readonly version: number;
  readonly document: ConclusionDocument;
}

/**
 * Where conclusions are kept: every version, none of which changes or goes away. Each verb is one transaction, its audit
 * row included, as in the chat store.
 */
export interface ConclusionStore {
  /**
   * What the next version's document will say of the chat and its people. Asked before that is made, so that nothing is
   * made for a command that will be refused.
   * @throws ConsultError what `rule` answers
   */
  head(access: Access, key: string, rule: ConclusionRule): Promise<ConclusionHead | GivenConclusion>;
  /** The same for a preview, which leaves an audit row: the doctor sees the patient's data in it. */
  headOfPreview(access: Access, rule: ChatRule): Promise<ConclusionHead>;
  /**
   * Gives a version. `move` is made with it in the same transaction, where there is one; the first version becomes an
   * entry of the log, a further one changes that entry where it stands.
   * @returns `stale` where another version was given meanwhile: the document tells a version that is taken.
   * @throws ConsultError what `rule` answers
   */
  give(
    access: Access,
    draft: NewConclusion,
    move: Move | null,
    rule: ConclusionRule,
  ): Promise<(GivenConclusion & { readonly change: Change | null; readonly fresh: boolean }) | 'stale'>;
  /** The version in force; leaves an audit row. @throws ConsultError what `rule` answers, `not-found` */
  newest(access: Access, rule: ChatRule): Promise<{ version: number; content: ConclusionContent }>;
  /** One version's document; leaves an audit row where staff asks. @throws ConsultError what `rule` answers, `not-found` */
  document(access: Access, version: number, rule: ChatRule): Promise<ConclusionDocument>;
}
