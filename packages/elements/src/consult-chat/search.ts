import type { ChatHandle } from '@consult/client';
import { codeOf, fold, type Author, type ErrorCode } from '@consult/core';
import type { SearchHit } from '@consult/core/wire';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';
import { chatSearchRu, type SearchChatWords } from '../text/chat-search-ru.js';
import { languageOf } from './entry.js';
import { canLight, cutAt, FoundLight, stretchesOf } from './found-words.js';
import { BELOW, CLOSE, UP } from './later-icons.js';
import { searchStyles } from './search.styles.js';

/** What the search needs of the chat around it. */
export interface SearchSurroundings {
  readonly text: LocalizeController<AllChatWords>;
  readonly chat: () => ChatHandle | undefined;
  readonly now: () => number;
  readonly nameOf: (author: Author) => string;
  /** Goes to an entry and leaves the focus where it is. */
  readonly show: (seq: number) => void;
  /** What is drawn of a message; `null`: nothing. */
  readonly entryAt: (seq: number) => HTMLElement | null;
  /** Takes the focus back. */
  readonly onClosed: () => void;
}

/** How long the search waits for the next letter, in ms. */
const PAUSE = 250;

/** The search inside a chat: a field, what was found, and the way from one to the next. */
export class ChatSearch implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: SearchSurroundings;
  readonly #text: LocalizeController<SearchChatWords>;
  readonly #light = new FoundLight();
  #open = false;
  #chat?: ChatHandle | undefined;
  /** What stands in the field, and what `#hits` answers to. */
  #typed = '';
  #query = '';
  #hits: readonly SearchHit[] = [];
  #next: number | null = null;
  #total = 0;
  /** Which of the hits is shown. */
  #at = 0;
  #state: 'idle' | 'searching' | 'done' = 'idle';
  #problem?: ErrorCode | undefined;
  #timer?: ReturnType<typeof setTimeout>;
  /** The words as they stand in what was found, folded. */
  #words: ReadonlySet<string> = new Set();

  constructor(host: LitElement, around: SearchSurroundings) {
    this.#host = host;
    this.#around = around;
    const text = around.text as unknown as LocalizeController<AllChatWords, SearchChatWords>;
    this.#text = text.learn(chatSearchRu);
    this.#chat = around.chat();
    adopt(host, searchStyles);
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** What is drawn of it in the messages, where the browser needs marks for it. */
  get signature(): string {
    return canLight || !this.#open ? '' : [...this.#words].join();
  }

  hostUpdate() {
    const chat = this.#around.chat();
    if (chat !== this.#chat && this.#open) this.#shut();
    this.#chat = chat;
  }

  hostUpdated() {
    if (!this.#words.size) return this.#light.dim();
    const drawn = this.#hits.map(({ seq }) => this.#around.entryAt(seq)?.querySelector('.said'));
    this.#light.shine(
      drawn.filter((said) => said != null),
      this.#words,
    );
  }

  hostDisconnected() {
    this.#shut();
  }

  /** Opens the bar, or goes back to its field. */
  open() {
    this.#open = true;
    void this.#focusField();
  }

  /** The words of a message with marks on what was found, for browsers that can light nothing up. */
  words(text: string) {
    if (canLight || !this.#open) return undefined;
    const stretches = stretchesOf(text, this.#words);
    if (!stretches.length) return undefined;
    return html`<p class="said" part="said" dir="auto" lang=${languageOf(text)}>
      ${marked(text, stretches)}
    </p>`;
  }

  render() {
    if (!this.#open) return nothing;
    const term = this.#text.term.bind(this.#text);
    const none = this.#hits.length === 0;
    const isLast = this.#at + 1 === this.#hits.length && this.#next === null;
    return html`<div
      class="search"
      part="search"
      role="search"
      aria-label=${term('searchBar')}
      @keydown=${this.#onKey}
    >
      <input
        type="search"
        class="field"
        part="search-field"
        autocomplete="off"
        .enterKeyHint=${'search'}
        maxlength="100"
        aria-label=${term('searchField')}
        placeholder=${term('searchField')}
        .value=${this.#typed}
        @input=${this.#onInput}
      />
      <div class="steps">
        <p class="count" part="search-count" role="status">${this.#statusWords(none)}</p>
        ${this.#renderTool('older', UP, none || isLast, () => void this.#step(1))}
        ${this.#renderTool('newer', BELOW, none || this.#at === 0, () => void this.#step(-1))}
        ${this.#renderTool('closeSearch', CLOSE, false, () => this.#close())}
      </div>
      ${none ? nothing : this.#renderHits()}
    </div>`;
  }

  #statusWords(none: boolean) {
    if (this.#problem) return this.#text.error(this.#problem);
    if (this.#state === 'searching') return this.#text.term('searching');
    if (this.#state === 'idle') return nothing;
    return none ? this.#text.term('nothingFound') : this.#text.term('position', this.#at + 1, this.#total);
  }

  /** Not disabled at the last hit: the focus would be lost with the way back. */
  #renderTool(name: 'older' | 'newer' | 'closeSearch', path: string, off: boolean, onClick: () => void) {
    const words = this.#text.term(name);
    return html`<button
      type="button"
      class="tool"
      part=${TOOLS[name]}
      aria-label=${words}
      title=${words}
      aria-disabled=${off ? 'true' : 'false'}
      @click=${onClick}
    >
      ${icon(path)}
    </button>`;
  }

  #renderHits() {
    return html`<ol class="hits" part="hits" aria-label=${this.#text.term('hits')}>
      ${this.#hits.map((hit, at) => html`<li>${this.#renderHit(hit, at)}</li>`)}
      ${
        this.#next === null
          ? nothing
          : html`<li>
              <button type="button" class="hit" part="more-hits" @click=${this.#onMore}>
                ${this.#text.term('moreHits')}
              </button>
            </li>`
      }
    </ol>`;
  }

  #renderHit({ author, sentAt, snippet, inFile, inConclusion }: SearchHit, at: number) {
    const place = inFile ? 'inFile' : inConclusion ? 'inConclusion' : undefined;
    return html`<button
      type="button"
      class="hit"
      part="hit"
      aria-current=${at === this.#at}
      @click=${() => this.#go(at)}
    >
      <span class="hit-head"
        ><bdi>${this.#around.nameOf(author)}</bdi
        ><time datetime=${new Date(sentAt).toISOString()}
          >${this.#text.listDate(sentAt, this.#around.now())}</time
        ></span
      >
      <span class="snippet" dir="auto"
        >${place ? `${this.#text.term(place)}: ` : nothing}${marked(snippet.text, snippet.matches)}</span
      >
    </button>`;
  }

  /** Looks for what was typed. A late answer never overwrites a newer one: the handle drops it. */
  async #look() {
    clearTimeout(this.#timer);
    const query = this.#typed.trim();
    if (query === this.#query && !this.#problem) return;
    this.#query = query;
    this.#problem = undefined;
    this.#take([], null, 0);
    this.#state = query ? 'searching' : 'idle';
    this.#host.requestUpdate();
    if (!query) return;
    try {
      const page = await this.#chat?.search(query);
      if (!page || query !== this.#query) return;
      this.#state = 'done';
      this.#take(page.hits, page.next, page.total ?? page.hits.length);
      if (page.hits.length) this.#go(0);
    } catch (error) {
      if (query !== this.#query) return;
      this.#state = 'done';
      this.#problem = codeOf(error);
    }
    this.#host.requestUpdate();
  }

  async #readMore(): Promise<void> {
    const [query, before] = [this.#query, this.#next];
    if (before === null) return;
    try {
      const page = await this.#chat?.search(query, before);
      if (page && query === this.#query && before === this.#next)
        this.#take([...this.#hits, ...page.hits], page.next, this.#total);
      this.#problem = undefined;
    } catch (error) {
      if (query === this.#query) this.#problem = codeOf(error);
    }
    this.#host.requestUpdate();
  }

  #take(hits: readonly SearchHit[], next: number | null, total: number) {
    if (!hits.length) this.#at = 0;
    this.#hits = hits;
    this.#next = next;
    this.#total = total;
    const found = hits.flatMap(({ snippet: { text, matches } }) =>
      matches.map(([start, end]) => fold(text.slice(start, end))),
    );
    this.#words = new Set(found);
  }

  /** To an older hit, or a newer one. */
  async #step(by: 1 | -1) {
    const at = this.#at + by;
    if (at === this.#hits.length && this.#next !== null) await this.#readMore();
    if (at >= 0 && at < this.#hits.length) this.#go(at);
  }

  #go(at: number) {
    this.#at = at;
    this.#around.show(this.#hits[at]!.seq);
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector('.hit[aria-current=true]')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  #close() {
    this.#shut();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(this.#around.onClosed);
  }

  #shut() {
    clearTimeout(this.#timer);
    this.#open = false;
    this.#typed = this.#query = '';
    this.#state = 'idle';
    this.#problem = undefined;
    this.#take([], null, 0);
    this.#light.dim();
  }

  async #focusField() {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const field = this.#host.renderRoot.querySelector<HTMLInputElement>('[part=search-field]');
    field?.focus();
    field?.select();
  }

  /** The button goes with the last page: the focus goes on to what has come. */
  #onMore = async () => {
    const at = this.#hits.length;
    await this.#readMore();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelectorAll<HTMLElement>('[part=hit]')[at]?.focus();
  };

  #onInput = (event: Event) => {
    this.#typed = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), PAUSE);
  };

  #onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation(); // it closes the bar and not, say, a dialog around the chat
      event.preventDefault();
      return this.#close();
    }
    if (event.key !== 'Enter' || !(event.target as Element).matches('input')) return;
    event.preventDefault();
    if (this.#typed.trim() !== this.#query || this.#problem) void this.#look();
    else void this.#step(event.shiftKey ? -1 : 1);
  };
}

const TOOLS = { older: 'search-older', newer: 'search-newer', closeSearch: 'search-close' } as const;

const marked = (text: string, stretches: readonly (readonly [number, number])[]) =>
  cutAt(text, stretches).map((piece) =>
    piece.found ? html`<mark .textContent=${piece.text}></mark>` : piece.text,
  );
