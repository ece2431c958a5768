import type { ChatHandle, ChatState, Readable } from '@consult/client';
import type { ChatInHouse } from '../../support/chats.js';

const PATIENCE = 8000;

/** Resolves with the value as soon as it is as wanted; rejects with what it is instead. */
export function until<T>(store: Readable<T>, isWanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      stop();
      act();
    };
    const look = () => {
      if (isWanted(store.value)) settle(() => resolve(store.value));
    };
    const timer = setTimeout(
      () => settle(() => reject(new Error(`still not: ${isWanted}\n${JSON.stringify(store.value)}`))),
      PATIENCE,
    );
    const stop = store.subscribe(look);
    look();
  });
}

/** What is said in a chat, as on the screen: confirmed first, then what waits. */
export const textsOf = ({ entries, pending }: ChatState) => [
  ...entries.filter((entry) => entry.kind === 'message').map(({ text }) => text),
  ...pending.map(({ text, state }) => `${text} (${state})`),
];

/** Waits until the chat has been read. */
export const ready = (chat: ChatHandle) => until(chat.state, ({ status }) => status === 'ready');

/** Waits until the chat shows exactly these texts. */
export const shows = (chat: ChatHandle, ...texts: string[]) =>
  until(chat.state, (state) => state.status === 'ready' && textsOf(state).join('|') === texts.join('|'));

/** Waits until so many own messages wait. */
export const waits = (chat: ChatHandle, count: number) =>
  until(chat.state, ({ pending }) => pending.length === count);

/** What the server has, oldest first. */
export const said = async (chat: ChatInHouse) =>
  (await chat.entries()).flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
