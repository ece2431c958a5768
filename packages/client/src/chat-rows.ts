import type { ChatsPage, ChatView } from '@consult/core/wire';

/** The rows of the chat list as far as they are loaded, newest activity first. */
export interface ChatRows {
  readonly epoch: string;
  readonly chats: readonly ChatView[];
  /** Where the next page begins; `null`: there is none. */
  readonly next: string | null;
  /** In all chats, those not loaded included. */
  readonly unread: number;
}

/** Begins with the first page, or with several read one after another. */
export function rowsOf({ epoch, chats, next, unread }: ChatsPage): ChatRows {
  return { epoch, chats, next, unread };
}
