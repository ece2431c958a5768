import type { ChatListHandle, ChatListState } from '@consult/client';
import { QUERY_LENGTH } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { chatsContext, clientContext, selectionContext } from '../shared/client-context.js';
import { controls } from '../shared/controls.styles.js';
import { emergencyLine } from '../shared/emergency.js';
import { emergency } from '../shared/emergency.styles.js';
import { icon, SEARCH } from '../shared/icons.js';
import { LaterController } from '../shared/later-controller.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { StoreController } from '../shared/store-controller.js';
import { tokens } from '../shared/tokens.styles.js';
import { listRu } from '../text/list-ru.js';
import { styles } from './consult-chat-list.styles.js';
import { ChatSelectEvent } from './events.js';
import { rowContent, rowParts } from './row.js';

const words = createWords(listRu, async () => (await import('../text/list-en.js')).listEn);

/**
 * All chats of the person, the liveliest first: with whom, about whom, what was said last and what is unread.
 *
 * Inside `<consult-provider>` it needs nothing; elsewhere hand in `.chats`. It is as tall as it is let be, and then
 * its rows scroll.
 *
 * @tagname consult-chat-list
 * @slot empty - What to say, in place of our words, while there are no chats at all.
 * @fires {ChatSelectEvent} consult-chat-select - A chat is about to be chosen; cancel it to keep the choice.
 * @csspart heading - «Сообщения».
 * @csspart search - The search field.
 * @csspart offline - The line that says there is no connection.
 * @csspart rows - The list of chats.
 * @csspart row - One chat.
 * @csspart selected - The row of the chat that is chosen.
 * @csspart finished - The row of a chat that is over.
 * @csspart mark - The round mark with the specialty's drawing.
 * @csspart date - When something last happened in the chat.
 * @csspart state - In which state the consultation is, in a word.
 * @csspart preview - What was said last.
 * @csspart unread - The counter of unread entries.
 * @csspart notice - What stands in place of the rows: empty, nothing found, failed, refused.
 * @csspart more - The button that loads more chats.
 * @csspart emergency - Whom to call when life is in danger.
 */
export class ConsultChatList extends LitElement {
  static override styles = [tokens, controls, emergency, styles];

  /** The chats to show. The page opens and closes it; default: the provider's. */
  @property({ attribute: false }) chats?: ChatListHandle;

  /** The chat shown as chosen; default: the provider's choice. */
  @property({ attribute: 'chat-id' }) chatId?: string | undefined;

  /** Hides the line about emergencies, where the page shows it elsewhere. */
  @property({ type: Boolean, attribute: 'without-emergency' }) withoutEmergency = false;

  /** The chat whose row takes part in the order of Tab; the arrows move among the others. */
  @state() private _current?: string | undefined;

  readonly #provided = new ContextConsumer(this, { context: chatsContext, subscribe: true });
  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #selection = new ContextConsumer(this, { context: selectionContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #list = new StoreController(this, () => this.#handle?.state);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #me = new StoreController(this, () => this.#client.value?.me);
  readonly #hand = new LaterController(
    this,
    () => import('./hand.js'),
    ({ ListHand }) =>
      new ListHand(this, {
        text: this.#text,
        client: () => this.#client.value,
        handle: () => this.#handle,
        now: () => this.#now,
        rows: () => this.#rows,
        search: () => this.#onSearch(),
      }),
    () => this.#connection.value?.state,
  );

  #shown?: ChatListState | undefined;
  #asked?: ChatListHandle | undefined;

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override firstUpdated() {
    this.#box!.value = this.#asked?.state.value.query ?? '';
  }

  /** Another handle takes over the words in the box, or else the box the words it already answers to. */
  protected override willUpdate() {
    const handle = this.#handle;
    const box = this.#box;
    if (handle === this.#asked) return;
    this.#asked = handle;
    if (!handle || !box) return;
    if (box.value) handle.search(box.value);
    else box.value = handle.state.value.query;
  }

  protected override update(changed: PropertyValues<this>) {
    const list = this.#list.value;
    const scroller = list?.chats !== this.#shown?.chats ? this.#scroller : null;
    const place = scroller && this.#hand.value?.noteThePlace(scroller);
    super.update(changed);
    if (list?.query === this.#shown?.query) place?.restore();
    else scroller?.scrollTo(0, 0);
    this.#shown = list;
  }

  protected override render() {
    const list = this.#list.value;
    const hand = this.#hand.value;
    const empty = list && isEmpty(list);
    return html`
      <section class="frame" lang=${this.#text.lang}>
        <h2 part="heading">${this.#text.term('messages')}</h2>
        <div class="search" role="search">
          ${icon(SEARCH)}
          <input
            part="search"
            class="field"
            type="search"
            autocomplete="off"
            maxlength=${QUERY_LENGTH}
            aria-label=${this.#text.term('search')}
            placeholder=${this.#text.term('search')}
            value=${list?.query ?? ''}
            ?disabled=${!list}
            @input=${this.#onSearch}
            @keydown=${(event: KeyboardEvent) => hand?.onSearchKey(event)}
          />
        </div>
        ${list && hand?.renderOffline(list)}
        <div class="scroller" aria-busy=${list?.status === 'loading' || !!list?.searching}>
          ${list?.chats.length ? this.#renderRows(list) : list && hand?.renderNoRows(list)}
          ${this.#hand.lost ? html`<p class="problem" role="alert">${this.#text.term('incomplete')}</p>` : nothing}
          <slot name="empty" ?hidden=${!empty}>${empty ? hand?.renderEmpty() : nothing}</slot>
        </div>
        <p class="visually-hidden" role="status">${list && hand?.describe(list)}</p>
        ${this.withoutEmergency ? nothing : emergencyLine(this.#text.term('emergency'), hand?.phone)}
      </section>
    `;
  }

  #renderRows(list: ChatListState) {
    const { drawing, lock } = this.#hand.value ?? {};
    const setting = { text: this.#text, now: this.#now, me: this.#me.value?.id, drawing, lock };
    const tabStop = this.#tabStop(list.chats);
    const chosen = this.#chosen;
    return html`
      <ul
        part="rows"
        class="rows"
        aria-label=${this.#text.term('chats')}
        @keydown=${(event: KeyboardEvent) => this.#hand.value?.onRowKey(event)}
      >
        ${repeat(
          list.chats,
          ({ id }) => id,
          (chat) => html`
            <li>
              <button
                part=${rowParts(chat, chat.id === chosen)}
                class=${rowParts(chat, chat.id === chosen)}
                type="button"
                tabindex=${chat.id === tabStop ? 0 : -1}
                aria-current=${chat.id === chosen ? 'true' : 'false'}
                @focus=${() => (this._current = chat.id)}
                @click=${() => this.#choose(chat.id)}
              >
                ${rowContent(chat, setting)}
              </button>
            </li>
          `,
        )}
      </ul>
      ${this.#hand.value?.renderMore(list)}
    `;
  }

  get #handle(): ChatListHandle | undefined {
    return this.chats ?? this.#provided.value;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  get #chosen(): string | undefined {
    return this.chatId ?? this.#selection.value?.chatId;
  }

  get #box(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroller');
  }

  get #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.row')];
  }

  #tabStop(chats: readonly ChatView[]): string | undefined {
    const here = [this._current, this.#chosen].find((id) => chats.some((chat) => chat.id === id));
    return here ?? chats[0]?.id;
  }

  #choose(chatId: string) {
    if (!this.dispatchEvent(new ChatSelectEvent(chatId))) return;
    const selection = this.#selection.value;
    selection?.select(chatId);
    if (!selection || this.chatId !== undefined) this.chatId = chatId;
  }

  #onSearch() {
    this.#handle?.search(this.#box!.value);
  }
}

/** Nothing to show though nothing was searched for: the person has no chats. */
function isEmpty({ status, query, chats }: ChatListState): boolean {
  return status === 'ready' && !query && chats.length === 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'consult-chat-list': ConsultChatList;
  }
}
