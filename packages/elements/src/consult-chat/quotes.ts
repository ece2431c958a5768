import { quoteOf, type Author, type Message, type Quote } from '@consult/core';
import type { ChatState } from '@consult/client';
import { html } from 'lit';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { ActionChatWords } from '../text/chat-actions-ru.js';
import { CLOSE, REPLY } from './later-icons.js';

/** What quotes need of the chat around them. */
export interface QuoteSurroundings {
  readonly text: LocalizeController<ActionChatWords>;
  readonly state: () => ChatState | undefined;
  readonly nameOf: (author: Author) => string;
  /** Goes to the quoted message. */
  readonly show: (seq: number) => void;
  /** The message that is being written answers nothing any more. */
  readonly cancel: () => void;
}

/** What messages answer: above their words, and above the box one writes in. */
export class Quotes {
  readonly #around: QuoteSurroundings;

  constructor(around: QuoteSurroundings) {
    this.#around = around;
  }

  /** Above the words: a button that leads to what is quoted. */
  renderQuote(quote: Quote) {
    const { text, show, nameOf } = this.#around;
    const who = nameOf(quote.author);
    return html`<button
      type="button"
      class="quote"
      part="quote"
      title=${text.term('quoted', who)}
      @click=${() => show(quote.seq)}
    >
      <bdi class="quoted-author">${who}</bdi>
      <span class="quoted" dir="auto" .textContent=${this.#wordsOf(quote)}></span>
    </button>`;
  }

  /** Above the words of a message that waits: what it answers may lie too far back to be known here. */
  renderWaiting(seq: number) {
    const quote = this.#find(seq);
    if (quote) return this.renderQuote(quote);
    return html`<p class="quote" part="quote">${this.#around.text.term('quotedEarlier')}</p>`;
  }

  /** Above the box: what the message that is being written answers. */
  renderBar(seq: number) {
    const { text, cancel, nameOf } = this.#around;
    const quote = this.#find(seq);
    const words = quote ? this.#wordsOf(quote) : text.term('quotedEarlier');
    return html`<div class="reply-bar" part="reply-bar" role="group" aria-labelledby="answering">
      ${icon(REPLY)}
      <p class="replied">
        <span id="answering" class="quoted-author"
          >${quote ? text.term('answering', nameOf(quote.author)) : text.term('reply')}</span
        >
        <span class="quoted" dir="auto" .textContent=${words}></span>
      </p>
      <button
        type="button"
        class="tool"
        part="cancel-reply"
        aria-label=${text.term('cancelReply')}
        title=${text.term('cancelReply')}
        @click=${cancel}
      >
        ${icon(CLOSE)}
      </button>
    </div>`;
  }

  /** Whether what is being answered has been taken back. */
  isGone(seq: number): boolean {
    return this.#entryAt(seq)?.kind === 'tombstone';
  }

  #entryAt(seq: number) {
    const { entries = [] } = this.#around.state() ?? {};
    return entries[seq - (entries[0]?.seq ?? 1)];
  }

  #find(seq: number): Quote | undefined {
    const entry = this.#entryAt(seq);
    if (entry?.kind !== 'message' && entry?.kind !== 'tombstone') return undefined;
    return quoteOf(entry, (entry as Message).files?.length ?? 0);
  }

  #wordsOf({ text: said, files }: Quote): string {
    const { text } = this.#around;
    if (said === null) return text.term('deleted');
    return said.trim() || text.term('quotedFiles', files);
  }
}
