import { codeOf, isPassing, QUERY_LENGTH, type ErrorCode } from '@consult/core';
import type { ChatsPage, ChatView } from '@consult/core/wire';
import { createAsker, type Asker } from './asker.js';
import type { Background } from './background.js';
import { rowsOf, type ChatRows } from './chat-rows.js';
import type { ChatListHandle, ChatListState } from './contracts.js';
import type { Hint } from './feed.js';
import type { Call } from './http.js';
import type { FollowedList, ListFollower } from './list-follower.js';
import { createPaging, type Paging } from './paging.js';
import { createStore } from './store.js';
import type { Tuning } from './tuning.js';

export interface ChatListDeps {
  readonly call: Call;
  readonly tuning: Tuning;
  /** Waits until it has been fetched, however long that takes. */
  readonly background: Promise<Background>;
  /** The same for those who cannot wait for ever. @throws ConsultError `unavailable` */
  readonly inBackground: () => Promise<Background>;
  /** Who we are, once known. */
  readonly person: () => string | undefined;
}

/** Chats on a page. */
const PAGE = 50;

/** One list with a search of its own: reads the first page; from then on a follower keeps up with it. */
export class ChatList implements FollowedList {
  readonly #deps: ChatListDeps;
  readonly #state = createStore<ChatListState>({
    status: 'loading',
    query: '',
    searching: false,
    chats: [],
    more: false,
    loadingMore: false,
    unread: 0,
  });
  readonly #reader: Asker;
  readonly #nextPages: Paging;
  #follower?: ListFollower;
  #rows?: ChatRows;
  /** What `#rows` answers to, and what was asked for last. */
  #query = '';
  #wanted = '';
  /** Whether the next reading takes in all that is loaded, or the first page only. */
  #all = true;
  #reading?: AbortController;
  #problem?: ErrorCode;
  #searchTimer?: ReturnType<typeof setTimeout>;

  constructor(deps: ChatListDeps) {
    this.#deps = deps;
    this.#reader = createAsker(
      deps.tuning,
      () => this.#read(),
      (error) => this.#failed(error),
    );
    this.#nextPages = createPaging(
      () => this.#hasMore,
      () => this.#readMore(),
      () => this.show(),
    );
    void this.ask(false);
    void deps.background.then((background) => {
      this.#follower = background.followList(this, deps);
    });
  }

  /** Reads the list again. `lately`: it was read just now, so that the first page is enough. */
  ask(lately: boolean): Promise<void> {
    this.#all ||= !lately;
    return this.#reader.ask();
  }

  handle(onClose: () => void): ChatListHandle {
    return {
      state: this.#state,
      search: (query) => this.#search(query),
      loadMore: () => this.#nextPages.readNext(),
      reload: () => void this.ask(false),
      close: onClose,
    };
  }

  get rows() {
    return this.#rows;
  }

  get reading() {
    return this.#reading !== undefined;
  }

  get query() {
    return this.#query;
  }

  set(rows: ChatRows) {
    this.#rows = rows;
    this.show();
  }

  hint(hint: Hint) {
    this.#follower?.hint(hint);
  }

  /** Something else has read this chat's row. */
  learn(view: ChatView) {
    this.#follower?.learn(view);
  }

  close() {
    this.#reading?.abort();
    this.#reader.close();
    this.#follower?.close();
    clearTimeout(this.#searchTimer);
  }

  /** Forgets all that was read: nobody is signed in any more. */
  clear(problem: ErrorCode) {
    this.close();
    this.#rows = undefined;
    this.#query = this.#wanted = '';
    this.#problem = problem;
    this.show();
  }

  #search(query: string) {
    const wanted = [...query.trim()].slice(0, QUERY_LENGTH).join('');
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#reading?.abort(); // its answer would be late
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => void this.#reader.ask(), wanted ? this.#deps.tuning.searchAfter : 0);
    this.show();
  }

  async #read() {
    const query = this.#wanted;
    const anew = query !== this.#query || !this.#rows;
    const all = this.#all && !anew;
    this.#all = false;
    const reading = (this.#reading = new AbortController());
    try {
      const page = (after: string | null) => this.page(query, after, reading.signal);
      const first = await page(null);
      const read = anew ? undefined : await this.#follower?.reread(first, all, page);
      if (query !== this.#wanted) return; // a newer search is on its way
      this.#query = query;
      this.#problem = undefined;
      this.#reading = undefined;
      this.set(read ?? rowsOf(first));
    } catch (error) {
      if (query !== this.#wanted) return; // stopped for a newer one
      this.#all ||= all;
      throw error;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
    this.#follower?.catchUp();
  }

  page(query: string, after: string | null, signal?: AbortSignal) {
    const words = query && `&q=${encodeURIComponent(query)}`;
    const from = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    return this.#deps.call<ChatsPage>('GET', `/v1/chats?limit=${PAGE}${words}${from}`, undefined, signal);
  }

  async #readMore() {
    await this.#deps.inBackground();
    await this.#follower?.readMore();
  }

  get #hasMore() {
    return this.#rows !== undefined && this.#rows.next !== null;
  }

  #failed(error: unknown) {
    const problem = codeOf(error);
    if (isPassing(problem) && this.#rows) return; // what is known stays; the connection's state says the rest
    this.#rows = undefined;
    this.#problem = problem;
    this.show();
  }

  show() {
    const rows = this.#rows;
    this.#state.set({
      status: rows ? 'ready' : this.#problem ? 'failed' : 'loading',
      problem: rows ? undefined : this.#problem,
      query: this.#query,
      searching: this.#wanted !== this.#query,
      chats: rows?.chats ?? [],
      more: this.#hasMore,
      loadingMore: this.#nextPages.loading,
      unread: rows?.unread ?? 0,
    });
  }
}
