import type { Author } from '@consult/core';
import type { Access, ChatRule } from '../chats/chat-store.js';
import type { SoughtWord } from './words.js';

/** A message, or the conclusion, in which something was found: what a snippet is cut from. */
export interface Find {
  readonly seq: number;
  readonly sentAt: number;
  readonly author: Author;
  readonly text: string;
  /** It is the doctor's conclusion, and `text` what its newest version says. */
  readonly inConclusion: boolean;
  /** The names of its files. */
  readonly names: readonly string[];
}

/** One stretch of a chat, looked through at one go. */
export interface Stretch {
  readonly words: readonly SoughtWord[];
  /** Only what stands before this entry. */
  readonly before: number;
  /** So many finds at most are answered in full; all are counted. */
  readonly limit: number;
  /** Somebody begins to search: for staff this leaves an audit row. */
  readonly opens: boolean;
  /** Who may not open documents finds nothing in the conclusion either. */
  readonly mayOpen: ChatRule;
}

export interface Finds {
  /** Newest first. */
  readonly finds: readonly Find[];
  readonly count: number;
  /** `before` of the next stretch; `null` where all has been looked through. */
  readonly next: number | null;
}

/**
 * The search inside a chat: its messages, and the newest version of its conclusion. They cost nothing for it: what is new
 * is read when somebody searches.
 *
 * Each verb takes its turn among the writes and is short (see `STEP` and `STRETCH` in the adapter), so that nobody waits
 * for a search through a hundred thousand messages.
 */
export interface SearchStore {
  /** Reads a step of what has been written since the last search. Answers whether there is more to read. */
  learn(access: Access, rule: ChatRule): Promise<boolean>;
  /** Looks through one stretch of what has been read, newest first. */
  look(access: Access, stretch: Stretch, rule: ChatRule): Promise<Finds>;
}
