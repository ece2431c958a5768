import { createStore, type ChatListHandle, type ChatListState, type Client } from '@consult/client';
import { fixture, html } from '@open-wc/testing';
import '../../packages/elements/define/consult-chat-list.js';
import type { ConsultChatList } from '../../packages/elements/src/consult-chat-list/consult-chat-list.js';
import { later, part, parts, show, textOf, until, type Staging } from './fixtures.js';

/** What a handle holds before anything is known. */
const PENDING: ChatListState = {
  status: 'loading',
  query: '',
  searching: false,
  chats: [],
  more: false,
  loadingMore: false,
  unread: 0,
};

/** Shows the list of this client’s person, inside a provider. */
export const showList = async (client: Client, staging?: Staging) =>
  whole(await show<ConsultChatList>(client, html`<consult-chat-list></consult-chat-list>`, staging));

/** The rows, in their order. */
export const rows = (el: Element) => parts(el, 'row');
/** The row in which these words can be read. */
export const row = (el: Element, words: string) => rows(el).find((one) => textOf(one).includes(words))!;
/** The search field. */
export const box = (el: Element) => part(el, 'search') as HTMLInputElement;
/** What has the focus inside the element. */
export const focused = (el: Element) => el.shadowRoot!.activeElement;
/** Waits until so many chats are listed. */
export const listed = (el: Element, count: number) => until(() => rows(el).length === count, `${count} rows`);

/** Types into the search field. */
export function search(el: Element, words: string) {
  box(el).value = words;
  box(el).dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Presses a key where the focus is. */
export const press = (el: Element, key: string) =>
  focused(el)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

/** A handle that shows a state nobody can bring a whole house into, and remembers what it is asked. */
export function aHandle(state: Partial<ChatListState>) {
  const store = createStore<ChatListState>({ ...PENDING, ...state });
  const asked: string[] = [];
  const handle: ChatListHandle = {
    state: store,
    search: (query) => asked.push(`search ${query}`),
    loadMore: async () => void asked.push('more'),
    reload: () => asked.push('reload'),
    close: () => asked.push('close'),
  };
  return { handle, asked, store };
}

/** Shows the list with a handle of the page’s own. */
export const showHandle = async (handle: ChatListHandle) =>
  whole(await fixture<ConsultChatList>(html`<consult-chat-list .chats=${handle}></consult-chat-list>`));

/** Waits until the list has all its parts, also those that come after the first paint. */
export const whole = (el: ConsultChatList) =>
  later(el, import('../../packages/elements/src/consult-chat-list/hand.js'));
