import type { Entry } from '@consult/core';
import type { ChatView, EntriesPage } from '@consult/core/wire';

/**
 * A chat's log as far as it is known: a suffix of the whole, complete up to a revision. It begins here and goes on in
 * `log-changes.ts`.
 */
export interface ChatLog {
  /** The life of the database this was read from; nothing of another life may be mixed in. */
  readonly epoch: string;
  /** Every change up to here is in `entries`. */
  readonly revision: number;
  /** The head, which may be ahead of the entries for a moment. */
  readonly chat: ChatView;
  /** Dense by `seq`, oldest first. */
  readonly entries: readonly Entry[];
  /** There is history before the first entry. */
  readonly older: boolean;
}

/** Begins a log with the newest page. */
export function logOf({ epoch, chat, entries, more }: EntriesPage): ChatLog {
  return { epoch, revision: chat.revision, chat, entries, older: more };
}
