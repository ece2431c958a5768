import { codeOf } from '@consult/core';
import type { ChatAnswer, ChatsPage, ChatView } from '@consult/core/wire';
import { createAsker, type Asker } from './asker.js';
import type { ChatListDeps } from './chat-list.js';
import { rowsOf, type ChatRows } from './chat-rows.js';
import type { Hint } from './feed.js';
import { viewWithMessage } from './log-changes.js';
import { withFirstPage, withNextPage, withView } from './rows-changes.js';

/** What a follower sees and does of its list. */
export interface FollowedList {
  readonly rows: ChatRows | undefined;
  /** The whole list is being read: what it answers may be older than what one learns meanwhile. */
  readonly reading: boolean;
  /** The words that `rows` answer to. */
  readonly query: string;
  /** Shows these rows from now on. */
  set(rows: ChatRows): void;
  /** Reads the list again. `lately`: it was read just now, so that the first page is enough. */
  ask(lately: boolean): Promise<void>;
  /** @throws ConsultError */
  page(query: string, after: string | null): Promise<ChatsPage>;
}

/** Keeps a chat list up to date, and lengthens it. */
export class ListFollower {
  readonly #list: FollowedList;
  readonly #deps: ChatListDeps;
  readonly #onSeen: (view: ChatView) => void;
  readonly #viewer: Asker;
  /** Chats that have moved on to some revision, as far as the rows do not show it. */
  readonly #moved = new Map<string, number>();

  /** @param onSeen - Told how each chat stands with what has reached this device. */
  constructor(list: FollowedList, deps: ChatListDeps, onSeen: (view: ChatView) => void) {
    this.#list = list;
    this.#deps = deps;
    this.#onSeen = onSeen;
    this.#viewer = createAsker(deps.tuning, () => this.#readMoved());
    this.#see();
  }

  hint({ epoch, chat: id, revision, entry }: Hint) {
    const { rows, reading } = this.#list;
    if (!rows) return void this.#list.ask(true);
    const view = rows.chats.find((chat) => chat.id === id);
    if (rows.epoch !== epoch || !view) return void this.#list.ask(rows.epoch === epoch);
    if (revision <= view.revision) return;
    if (entry?.kind === 'message' && revision === view.revision + 1 && !reading)
      return this.#set(withView(rows, viewWithMessage(view, entry, this.#deps.person())));
    this.#moved.set(id, revision);
    void this.#viewer.ask();
  }

  /** Something else has read this chat's row. */
  learn(view: ChatView) {
    const { rows, reading } = this.#list;
    if (!rows) return;
    if (reading) this.#moved.set(view.id, view.revision);
    this.#set(withView(rows, view));
  }

  /** The first page has been read again: reads on as far as the list was loaded, where `all` is wanted. */
  async reread(
    first: ChatsPage,
    all: boolean,
    page: (after: string) => Promise<ChatsPage>,
  ): Promise<ChatRows> {
    const { rows } = this.#list;
    if (!rows || !all) return rows ? withFirstPage(rows, first) : rowsOf(first);
    let read = rowsOf(first);
    while (read.next !== null && read.chats.length < rows.chats.length)
      read = withNextPage(read, await page(read.next));
    return read;
  }

  /** Looks after the chats that have moved on while the list was being read. */
  catchUp() {
    this.#see();
    void this.#viewer.ask();
  }

  /** Reads the next page. @throws ConsultError */
  async readMore() {
    const { rows: began, query } = this.#list;
    if (!began || began.next === null) return;
    const page = await this.#list.page(query, began.next);
    const { rows } = this.#list;
    // Late answers: another search, another reading, another life of the database.
    if (query !== this.#list.query || rows?.next !== began.next || page.epoch !== began.epoch) return;
    this.#set(withNextPage(rows, page));
  }

  close() {
    this.#viewer.close();
  }

  /** Reads the rows of chats that have moved on, one by one: the list would be too much for one change. */
  async #readMoved() {
    for (const [id, revision] of this.#moved) {
      if (this.#list.reading) return; // what is being read may be older, and must not come after
      const known = this.#list.rows?.chats.find((chat) => chat.id === id);
      if (known && known.revision < revision) {
        const view = await this.#view(id);
        if (this.#list.rows) this.#replace(this.#list.rows, id, view);
      }
      if (this.#moved.get(id) === revision) this.#moved.delete(id);
    }
  }

  #replace(rows: ChatRows, id: string, view: ChatView | undefined) {
    if (view) return this.#set(withView(rows, view));
    this.#set({ ...rows, chats: rows.chats.filter((chat) => chat.id !== id) });
    void this.#list.ask(true); // how many are unread is the server's to say
  }

  /** The chat's row; `undefined`: the reader is not among its people any more. @throws ConsultError */
  async #view(id: string): Promise<ChatView | undefined> {
    const asked = this.#deps.call<ChatAnswer>('GET', `/v1/chats/${encodeURIComponent(id)}`);
    const answer = await asked.catch((error: unknown) => {
      if (codeOf(error) !== 'not-found') throw error;
    });
    return answer?.chat;
  }

  #set(rows: ChatRows) {
    this.#list.set(rows);
    this.#see();
  }

  #see() {
    this.#list.rows?.chats.forEach(this.#onSeen);
  }
}
