import type { ChatListHandle, Client } from '@consult/client';
import { createContext } from '@lit/context';
import type { Lang } from './localize.js';

/** Which chat is chosen inside a provider, and how to choose another. */
export interface Selection {
  readonly chatId: string | undefined;
  select(chatId: string | undefined): void;
}

// The keys are registered symbols: elements of two copies of this package on one page understand each other.

/** The connection of the nearest provider; `undefined` while there is none to be had. */
export const clientContext = createContext<Client | undefined>(Symbol.for('consult.client'));

/**
 * The chats of the nearest provider, read once for all who show or count them. A search narrows them for every list
 * inside; the count of unread entries stays that of all chats.
 */
export const chatsContext = createContext<ChatListHandle | undefined>(Symbol.for('consult.chats'));

/** The choice of the nearest provider. */
export const selectionContext = createContext<Selection>(Symbol.for('consult.selection'));

/** The language of the nearest provider. */
export const langContext = createContext<Lang>(Symbol.for('consult.lang'));
