import type { ChatHandle } from '@consult/client';
import { codeOf, type ErrorCode } from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { ActionChatWords } from '../text/chat-actions-ru.js';
import { BIN } from './later-icons.js';

/** What the deletion needs of the chat around it. */
export interface RemovalSurroundings {
  readonly chat: () => ChatHandle | undefined;
  readonly text: LocalizeController<ActionChatWords>;
  readonly onChange: () => void;
  readonly onKept: (seq: number) => void;
  readonly onRemoved: (chatId: string, seq: number) => void;
  /** The question has been answered, and its buttons are gone. */
  readonly onDone: () => void;
}

/** Taking back an own message: a question in its place, an answer. */
export class Removal {
  readonly #around: RemovalSurroundings;
  /** The message the question is about. */
  #asked?: number | undefined;
  /** Which question it is: an answer that comes late must not touch the next one. */
  #question = 0;
  #busy = false;
  #problem?: ErrorCode | undefined;

  constructor(around: RemovalSurroundings) {
    this.#around = around;
  }

  /** The message the question is about; `undefined`: nothing is asked. */
  get asked(): number | undefined {
    return this.#asked;
  }

  /** All that is drawn of it. */
  get signature(): string {
    return `${this.#asked}/${this.#busy}/${this.#problem}`;
  }

  reset() {
    this.#asked = this.#problem = undefined;
    this.#busy = false;
  }

  ask(seq: number) {
    this.reset();
    this.#asked = seq;
    this.#question++;
  }

  renderQuestion(seq: number) {
    const { text } = this.#around;
    return html`<div
      class="question"
      part="confirm"
      role="group"
      aria-labelledby="question"
      @keydown=${this.#onEscape}
    >
      <p id="question">${text.term('confirmRemove')}</p>
      <div class="answers">
        <button type="button" class="button keep" @click=${this.#onKeep}>${text.term('keep')}</button>
        <button
          type="button"
          class="button danger"
          aria-disabled=${this.#busy ? 'true' : 'false'}
          @click=${() => this.#remove(seq)}
        >
          ${icon(BIN)}${text.term('confirm')}
        </button>
      </div>
      ${this.#problem ? html`<p class="problem" role="alert">${text.error(this.#problem)}</p>` : nothing}
    </div>`;
  }

  async #remove(seq: number) {
    const chat = this.#around.chat();
    if (!chat || this.#busy) return;
    const question = this.#question;
    this.#busy = true;
    this.#problem = undefined;
    this.#around.onChange();
    let problem: ErrorCode | undefined;
    try {
      await chat.remove(seq);
      this.#around.onRemoved(chat.id, seq);
    } catch (error) {
      problem = codeOf(error);
    }
    if (question !== this.#question || chat !== this.#around.chat()) return; // the reader has gone on
    this.#busy = false;
    this.#problem = problem;
    if (problem) return this.#around.onChange();
    this.reset();
    this.#around.onDone();
  }

  #onKeep = () => {
    const seq = this.#asked!;
    this.reset();
    this.#around.onKept(seq);
  };

  #onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // it closes the question and not, say, a dialog around the chat
    this.#onKeep();
  };
}
