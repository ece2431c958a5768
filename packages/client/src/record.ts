import { codeOf, type ErrorCode, type ExportFormat } from '@consult/core';
import type { AccessesPage, AccessView } from '@consult/core/wire';
import type { AccessesState, Client, RecordHandle } from './contracts.js';
import { createPaging, type Paging } from './paging.js';
import { createStore } from './store.js';

/** How large a conversation is waited for on the slowest line, in bytes. */
const LARGEST = 3 * 1024 * 1024;

/** Opens what the patient's side may know and have of one chat: who has looked into it, and all of it as a file. */
export function openRecord(client: Client, chatId: string): RecordHandle {
  return new Records(client, chatId).handle;
}

class Records {
  readonly handle: RecordHandle;
  readonly #client: Client;
  readonly #path: string;
  readonly #state = createStore<AccessesState>(
    { status: 'loading', accesses: [], more: false, loadingMore: false },
    () => void this.#begin(),
  );
  readonly #paging: Paging;
  #accesses: readonly AccessView[] = [];
  #more = true;
  #problem?: ErrorCode | undefined;
  #begun = false;
  #closed = false;

  constructor(client: Client, chatId: string) {
    this.#client = client;
    this.#path = `/v1/chats/${encodeURIComponent(chatId)}`;
    this.#paging = createPaging(
      () => this.#more,
      () => this.#readNext(),
      () => this.#show(),
    );
    this.handle = {
      id: chatId,
      accesses: this.#state,
      loadMore: () => this.#paging.readNext(),
      reload: () => void this.#paging.readNext(),
      exportChat: (format, lang) => this.#exportChat(format, lang),
      close: () => (this.#closed = true),
    };
  }

  #begin() {
    if (this.#begun) return;
    this.#begun = true;
    void this.#paging.readNext();
  }

  async #readNext() {
    this.#problem = undefined;
    const last = this.#accesses.at(-1);
    try {
      const { accesses, more } = await this.#client.call<AccessesPage>(
        'GET',
        `${this.#path}/accesses${last ? `?before=${last.id}` : ''}`,
      );
      this.#accesses = [...this.#accesses, ...accesses];
      this.#more = more;
    } catch (error) {
      this.#problem = codeOf(error);
    }
  }

  /** What was read stays on the screen when the next page fails. */
  #show() {
    if (this.#closed) return;
    const loading = this.#paging.loading;
    const known = this.#accesses.length > 0 || !this.#more;
    this.#state.set({
      status: known ? 'ready' : loading ? 'loading' : 'failed',
      problem: this.#problem,
      accesses: this.#accesses,
      more: this.#more,
      loadingMore: loading && known,
    });
  }

  #exportChat(format: ExportFormat, lang: 'ru' | 'en'): Promise<Blob> {
    return this.#client.download(`${this.#path}/export?format=${format}&lang=${lang}`, LARGEST);
  }
}
