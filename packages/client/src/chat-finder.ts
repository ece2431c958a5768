import { ConsultError } from '@consult/core';
import type { SearchPage } from '@consult/core/wire';
import type { ChatDeps } from './chat.js';
import type { FollowedChat } from './chat-follower.js';
import { withOlder } from './log-changes.js';

/** Entries on a page when the reader goes far back: ten thousand are twenty pages. */
const FAR = 500;
/** Hits on a page. */
const HITS = 20;

/** Finds things in one chat's past. Fetched when somebody first looks for something. */
export class ChatFinder {
  readonly #chat: FollowedChat;
  readonly #deps: Pick<ChatDeps, 'call'>;
  #searching?: AbortController;

  constructor(chat: FollowedChat, deps: Pick<ChatDeps, 'call'>) {
    this.#chat = chat;
    this.#deps = deps;
  }

  /** A page of hits; `undefined` where a newer search has been asked for meanwhile. @throws ConsultError */
  async search(query: string, before?: number): Promise<SearchPage | undefined> {
    this.#searching?.abort();
    const { signal } = (this.#searching = new AbortController());
    const from = before === undefined ? '' : `&before=${before}`;
    const path = `/v1/chats/${encodeURIComponent(this.#chat.id)}/search`;
    const asked = `${path}?limit=${HITS}&q=${encodeURIComponent(query)}${from}`;
    try {
      const page = await this.#deps.call<SearchPage>('GET', asked, undefined, signal);
      return signal.aborted ? undefined : page;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  /** Reads back until the entry is there. Answers whether it is. @throws ConsultError */
  async jumpTo(seq: number): Promise<boolean> {
    for (;;) {
      const first = this.#first;
      if (first === undefined || seq >= first || !this.#chat.log!.older) break;
      const page = await this.#chat.page(`before=${first}&limit=${FAR}`);
      const { log } = this.#chat;
      if (log) this.#chat.set(withOlder(log, page));
      if (this.#first === first) throw new ConsultError('unavailable'); // began anew meanwhile, or will at once
    }
    const { log } = this.#chat;
    return log !== undefined && seq >= (this.#first ?? 1) && seq <= log.chat.seq;
  }

  get #first(): number | undefined {
    return this.#chat.log?.entries[0]?.seq;
  }
}
