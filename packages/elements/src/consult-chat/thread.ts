import type { ChatHandle, ChatState } from '@consult/client';
import type { Author } from '@consult/core';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import type { LocalizeController } from '../shared/localize.js';
import type { ChatWords } from '../text/chat-ru.js';
import type { ChatHand } from './hand.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { renderSections } from './sections.js';
import { ThreadWindow } from './thread-window.js';
import { lastSeqOf } from './timeline.js';

/** What the thread needs of the element around it. */
export interface ThreadSurroundings {
  readonly text: LocalizeController<ChatWords>;
  readonly chat: () => ChatHandle | undefined;
  readonly state: () => ChatState | undefined;
  /** The reader; `undefined` while nobody knows. */
  readonly person: () => string | undefined;
  readonly now: () => number;
  readonly readOnly: () => boolean;
  /** What answers the reader; `undefined` until it has arrived. */
  readonly hand: () => ChatHand | undefined;
}

/** The messages: what is drawn of them, and where the reader is in them. */
export class Thread implements ReactiveController {
  readonly #around: ThreadSurroundings;
  readonly #window = new ThreadWindow();
  readonly #scroll: ScrollKeeper;
  readonly #host: LitElement;
  #chat?: ChatHandle | undefined;
  /** The newest entry when the chat was opened: what comes after it is news. */
  #openedAt = 0;
  /** Before which entry older ones were asked for last, so that a failure is not asked again and again. */
  #askedBefore?: number | undefined;

  constructor(host: LitElement, around: ThreadSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#scroll = new ScrollKeeper(host, {
      box: () => this.#box,
      sections: () => sectionsIn(this.#box),
      onDrawn: () => this.#box && this.#around.hand()?.far?.fit(),
      onNearTop: (byReader) => this.#goBack(byReader),
    });
    host.addController(this);
  }

  hostUpdate() {
    const chat = this.#around.chat();
    const state = this.#around.state();
    if (chat !== this.#chat) this.#start(chat);
    if (state?.status !== 'ready') return;
    if (!this.#window.opened) this.#open(state);
    this.#window.learn(state.entries);
    this.#around.hand()?.listen(state.entries, this.#openedAt);
  }

  hostDisconnected() {
    this.#start(undefined); // what comes while we are away is history when we are back
  }

  /** An own message has left: the reader goes along with it, and what was new is answered. */
  follow() {
    this.#window.forgetDivider();
    this.toEnd();
  }

  /** Goes to the newest message. */
  toEnd() {
    this.#scroll.goTo('end');
  }

  /** Draws back to an entry that is known, and goes there. */
  goTo(seq: number) {
    this.#window.reach(seq);
    this.#scroll.goTo(() => this.entryAt(seq));
  }

  /** What is drawn of an entry; `null`: nothing. */
  entryAt(seq: number): HTMLElement | null {
    return this.#host.renderRoot.querySelector(`.entry[data-seq="${seq}"]`);
  }

  focus() {
    this.#box?.focus({ preventScroll: true });
  }

  /** What stands after the last message: in sight, all is read. */
  get end(): Element | null {
    return this.#box?.lastElementChild ?? null;
  }

  render(state: ChatState) {
    const { text } = this.#around;
    const hand = this.#around.hand();
    const sections = this.#window.sections(state.entries, hand?.far?.cut);
    const mayWrite = !state.refusal && !this.#around.readOnly();
    return html`<div class="thread">
        <section part="messages" class="messages" tabindex="0" aria-label=${text.term('thread')}>
          ${hand?.renderOlder(state)}
          ${renderSections(sections, {
            text,
            actions: hand?.actionsIn(sections, mayWrite),
            decor: hand?.decor,
            now: this.#around.now(),
            reader: this.#around.person() ?? '',
            isOwn: (author) => this.#isOwn(author),
            othersReadSeq: state.chat?.othersReadSeq ?? 0,
            dividerSeq: this.#window.dividerSeq,
          })}
          ${hand?.renderPending(state)}
          <slot name="empty" ?hidden=${state.entries.length + state.pending.length > 0}>
            ${hand?.renderEmpty()}
          </slot>
          <div class="end"></div>
        </section>
        ${this.#scroll.atEnd ? nothing : hand?.renderJump(state)}
      </div>
      ${hand?.renderSpoken()}`;
  }

  get #box(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[part=messages]');
  }

  #start(chat: ChatHandle | undefined) {
    this.#chat = chat;
    this.#window.close();
    this.#around.hand()?.reset();
    this.#askedBefore = undefined;
  }

  #open({ entries, chat }: ChatState) {
    this.#openedAt = lastSeqOf(entries);
    this.#window.open(entries, this.#around.person() ?? '', chat?.readSeq ?? 0);
    const first = this.#window.firstUnread;
    const divider = () => this.#window.dividerSeq && this.#host.renderRoot.querySelector('.divider');
    this.#scroll.goTo(first === undefined ? 'end' : () => divider() || this.entryAt(first));
  }

  #goBack(byReader: boolean) {
    const chat = this.#chat;
    const state = this.#around.state();
    if (!chat || state?.status !== 'ready') return;
    if (this.#window.extend(state.entries)) return this.#host.requestUpdate();
    const first = state.entries[0]?.seq;
    if (!state.older || state.loadingOlder || (first === this.#askedBefore && !byReader)) return;
    this.#askedBefore = first;
    chat.loadOlder().catch(() => {}); // the connection's line tells of it; the next scroll asks again
  }

  #isOwn({ id }: Author): boolean {
    return id === this.#around.person();
  }
}

/** Its children only: a search through all that is drawn would cost more than drawing. */
export function sectionsIn(box: HTMLElement | null): HTMLElement[] {
  return box ? ([...box.children] as HTMLElement[]).filter((child) => child.matches('.section')) : [];
}
