import type { ChatHandle } from '@consult/client';
import { codeOf, lengthOf, LIMITS, refusalToText, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';
import type { Attach } from './attach.js';
import { SEND } from './later-icons.js';

/** From how many free characters on the counter shows. */
const NEAR = 200;

/** Whether the browser grows the box by itself; others are told its height. */
const GROWS = CSS.supports('field-sizing', 'content');

/** What the composer needs of the chat around it. */
export interface ComposerSurroundings {
  readonly text: LocalizeController<AllChatWords>;
  /** What attaches documents; `undefined` until it has arrived. */
  readonly attach: () => Attach | undefined;
  /** Above the box: what the message answers. */
  readonly renderReply: (seq: number) => unknown;
  /** Asks the page; `false`: it does not want the message to leave. */
  readonly mayLeave: (chatId: string) => boolean;
  readonly onLeft: () => void;
  readonly onRefused: (chatId: string, code: ErrorCode) => void;
}

/**
 * The box one writes in. What stands in it is lost by nothing but sending: not by a refusal, not by another chat, not
 * by a reload (the handle keeps the draft), not by the end of the consultation.
 */
export class Composer {
  readonly #host: LitElement;
  readonly #around: ComposerSurroundings;
  #box?: HTMLTextAreaElement | undefined;
  #chat?: ChatHandle | undefined;
  /** What stands in the box. */
  #typed = '';
  /** The reader has typed: a draft that is found later must not overwrite it. */
  #touched = false;
  /** The message that this one answers. */
  #replyTo?: number | undefined;
  #sending = false;
  /** Where in the box the messages end that were finished while another was being put away. */
  #ends: readonly number[] = [];
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, around: ComposerSurroundings) {
    this.#host = host;
    this.#around = around;
  }

  /** Goes along with the chat that is shown, and takes the draft kept from an earlier visit once it is found. */
  follow(chat: ChatHandle | undefined, draft: string | undefined, replyTo: number | undefined) {
    if (chat !== this.#chat) {
      this.#chat = chat;
      this.#typed = '';
      this.#replyTo = undefined;
      this.#touched = this.#sending = false;
      this.#ends = [];
      this.#problem = undefined;
    }
    if (this.#touched || draft === undefined) return;
    this.#typed = draft;
    this.#replyTo = replyTo;
    this.#put(draft);
  }

  /** What the message answers; `undefined`: nothing in particular. */
  get replyTo(): number | undefined {
    return this.#replyTo;
  }

  /** Begins an answer, or makes the message answer nothing any more. */
  reply(seq: number | undefined) {
    this.#replyTo = seq;
    this.#write(this.#typed);
    this.#host.requestUpdate();
    this.#box?.focus();
  }

  /** What the message answered has been taken back: it answers nothing any more. */
  forgetReply() {
    this.#replyTo = undefined;
    this.#keep();
  }

  /** Puts text back that was not taken, before what has been typed since. */
  restore(text: string) {
    this.#write(this.#typed ? `${text}\n${this.#typed}` : text);
    this.#host.requestUpdate();
    this.#box?.focus(); // the button that gave it back is gone
  }

  /** The form; `refusal`, if there is one, stands in its place and keeps what was typed in reach. */
  render(refusal: unknown) {
    if (refusal) return html`${refusal}${this.#typed.trim() ? this.#renderUnsent() : nothing}`;
    const { text } = this.#around;
    const attach = this.#around.attach();
    const excess = lengthOf(this.#typed) - LIMITS.text;
    return html`<form part="composer" class="composer" @submit=${this.#onSubmit}>
      ${this.#replyTo === undefined ? nothing : this.#around.renderReply(this.#replyTo)}
      ${attach?.renderTray()} ${attach?.renderButton() ?? html`<span></span>`}
      ${keyed(
        this.#chat,
        html`<textarea
          class="field box"
          part="box"
          rows="1"
          dir="auto"
          ${ref(this.#onBox)}
          aria-label=${text.term('message')}
          aria-describedby=${excess > -NEAR ? 'counter' : nothing}
          placeholder=${text.term('placeholder')}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        ></textarea>`,
      )}
      <button class="button main send" part="send" aria-label=${text.term('send')} title=${text.term('send')}>
        ${icon(SEND)}
      </button>
      <p id="counter" class="counter ${excess > 0 ? 'problem' : ''}" ?hidden=${excess <= -NEAR}>
        ${excess > 0 ? text.term('tooLong', excess) : text.term('left', -excess)}
      </p>
      <div role="status" class="problem" part="problem">
        ${this.#problem ? (attach ?? text).error(this.#problem) : nothing}
      </div>
    </form>`;
  }

  #renderUnsent() {
    return html`<label class="unsent" part="unsent">
      ${this.#around.text.term('unsent')}
      <textarea class="field" readonly rows="3" dir="auto" .value=${this.#typed}></textarea>
    </label>`;
  }

  async #send(typed = this.#typed) {
    const chat = this.#chat;
    if (this.#sending) this.#ends = [...this.#ends, typed.length];
    if (!chat || this.#sending) return;
    this.#problem = refusalToText(typed);
    this.#host.requestUpdate();
    this.#box?.focus();
    const bare = this.#problem === 'text-empty';
    if (bare) this.#problem = undefined; // nothing to say is no fault
    if (bare && !this.#around.attach()?.any) return;
    if (this.#problem) this.#around.onRefused(chat.id, this.#problem);
    else if (this.#around.mayLeave(chat.id)) await this.#hand(chat, typed);
  }

  /** Gives the text to the outbox; the box is emptied only when it is safely there. */
  async #hand(chat: ChatHandle, typed: string) {
    this.#sending = true;
    const replyTo = this.#replyTo;
    try {
      await this.#around.attach()?.ready();
      await chat.send(typed.trim(), { replyTo });
      if (this.#replyTo === replyTo) this.#replyTo = undefined;
      if (chat !== this.#chat) return chat.keepDraft('');
      const asTyped = this.#typed.startsWith(typed);
      this.#ends = asTyped ? this.#ends.map((end) => end - typed.length).filter((end) => end > 0) : [];
      this.#write(asTyped ? this.#typed.slice(typed.length) : this.#typed);
      this.#around.onLeft();
    } catch (error) {
      this.#ends = []; // whoever reads the reason decides anew
      const code = codeOf(error);
      if (chat === this.#chat) this.#problem = code;
      this.#around.onRefused(chat.id, code);
    } finally {
      if (chat === this.#chat) this.#sending = false;
      this.#host.requestUpdate();
    }
    const [end, ...later] = this.#ends;
    if (end === undefined || chat !== this.#chat) return;
    this.#ends = later;
    await this.#send(this.#typed.slice(0, end));
  }

  #write(text: string) {
    this.#touched = true;
    this.#typed = text;
    this.#put(text);
    this.#keep();
  }

  #keep() {
    this.#chat?.keepDraft(this.#typed, { replyTo: this.#replyTo });
  }

  #put(text: string) {
    const box = this.#box;
    if (!box || box.value === text) return;
    box.value = text;
    fit(box);
  }

  #onBox = (element: Element | undefined) => {
    this.#box = element as HTMLTextAreaElement | undefined;
    this.#put(this.#typed);
  };

  #onInput = () => {
    const box = this.#box!;
    this.#touched = true;
    this.#typed = box.value;
    this.#problem = undefined;
    fit(box);
    this.#keep();
    if (box.value) this.#chat?.typing();
    this.#host.requestUpdate();
  };

  #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.#replyTo !== undefined) {
      event.stopPropagation(); // it ends the answer and not, say, a dialog around the chat
      return this.reply(undefined);
    }
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    if (matchMedia('(pointer: coarse)').matches) return; // a phone's keyboard has no Shift+Enter
    event.preventDefault();
    void this.#send();
  };

  #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#send();
  };
}

/** Whether this Enter only picks a word of an input method. Safari sends it after the composition, as key 229. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Gives the box the height of its text, up to the `max-block-size` of its styles. */
function fit(box: HTMLTextAreaElement) {
  if (GROWS) return;
  box.style.blockSize = 'auto';
  box.style.blockSize = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}
