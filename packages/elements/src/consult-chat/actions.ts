import type { ChatHandle, ChatState } from '@consult/client';
import type { Author, Entry, Message } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { copyText } from '../shared/copy.js';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { chatActionsRu, type ActionChatWords } from '../text/chat-actions-ru.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';
import { actionStyles } from './actions.styles.js';
import { BIN, COPY, REPLY } from './later-icons.js';
import { Quotes } from './quotes.js';
import { Removal } from './removal.js';
import { sectionAt, type Section } from './timeline.js';

/** What the actions need of the chat around them. */
export interface ActionSurroundings {
  readonly text: LocalizeController<AllChatWords>;
  readonly chat: () => ChatHandle | undefined;
  readonly state: () => ChatState | undefined;
  readonly isOwn: (author: Author) => boolean;
  readonly nameOf: (author: Author) => string;
  /** Begins an answer to this message; `undefined`: to none. */
  readonly reply: (seq: number | undefined) => void;
  /** Goes to a message and lets the eye find it. */
  readonly show: (seq: number) => void;
  readonly say: (text: string) => void;
  readonly onRemoved: (chatId: string, seq: number) => void;
}

/**
 * What can be done with a message: a button on it that opens a row of actions, answering, copying and taking back.
 *
 * All the buttons are one stop for Tab, on the newest message; the arrows go to the others. Otherwise a hundred
 * messages would be a hundred stops between the thread and the box one writes in.
 */
export class Actions {
  readonly quotes: Quotes;
  readonly #host: LitElement;
  readonly #around: ActionSurroundings;
  readonly #text: LocalizeController<ActionChatWords>;
  readonly #removal: Removal;
  /** The message whose actions are shown. */
  #open?: number | undefined;
  /** Where Tab stops, and whether the reader has gone there. */
  #stop?: number | undefined;
  #moved = false;
  #mayWrite = false;

  constructor(host: LitElement, around: ActionSurroundings) {
    this.#host = host;
    this.#around = around;
    const text = around.text as unknown as LocalizeController<AllChatWords, ActionChatWords>;
    this.#text = text.learn(chatActionsRu);
    adopt(host, actionStyles);
    this.quotes = new Quotes({
      text: this.#text,
      state: around.state,
      nameOf: around.nameOf,
      show: around.show,
      cancel: () => around.reply(undefined),
    });
    this.#removal = new Removal({
      text: this.#text,
      chat: around.chat,
      onChange: () => host.requestUpdate(),
      onKept: (seq) => void this.#focus(`.more[data-seq="${seq}"]`),
      onRemoved: around.onRemoved,
      onDone: () => void this.#focus('[part=messages]'), // the reader stays in the thread
    });
  }

  /** All that is drawn of it in the entries `from` … `to`: a section is drawn again when this changes. */
  signature(from: number, to: number): string {
    const within = (seq: number | undefined) => (seq !== undefined && seq >= from && seq <= to ? seq : '');
    const asked = within(this.#removal.asked);
    return `${this.#mayWrite}/${within(this.#stop)}/${within(this.#open)}/${asked && this.#removal.signature}`;
  }

  /** The newest message is where Tab stops, unless the reader has moved on to another. */
  settle(sections: readonly Section[], mayWrite: boolean) {
    this.#mayWrite = mayWrite;
    const isThere = (entry: Entry | undefined) => entry?.kind === 'message';
    const has = (seq: number | undefined) => seq !== undefined && isThere(entryIn(sections, seq));
    this.#moved &&= has(this.#stop);
    if (!this.#moved) this.#stop = lastMessage(sections);
    if (!has(this.#open)) this.#open = undefined;
    if (!mayWrite || !has(this.#removal.asked)) this.#removal.reset();
  }

  reset() {
    this.#removal.reset();
    this.#open = this.#stop = undefined;
    this.#moved = false;
  }

  render(message: Message) {
    const { seq } = message;
    if (seq === this.#removal.asked) return this.#removal.renderQuestion(seq);
    const open = seq === this.#open;
    return html`${this.#renderMore(message, open)}${open ? this.#renderActions(message) : nothing}`;
  }

  /** What the arrows do, for those who listen. */
  renderKeys() {
    return html`<p id="action-keys" hidden>${this.#text.term('actionKeys')}</p>`;
  }

  /** Why a message that waited could not be sent, where the code alone would mislead; else `undefined`. */
  problemOf(replyTo: number | undefined, problem: string | undefined): string | undefined {
    return replyTo !== undefined && problem === 'not-found' ? this.#text.term('replyGone') : undefined;
  }

  #renderMore({ seq, text: said }: Message, open: boolean) {
    const beginning = shorten(said);
    const words = beginning ? this.#text.term('actionsOf', beginning) : this.#text.term('actionsOfFiles');
    return html`<button
      type="button"
      class="tool more"
      part="more"
      data-seq=${seq}
      tabindex=${seq === this.#stop ? 0 : -1}
      title=${this.#text.term('actionsOfFiles')}
      aria-label=${words}
      aria-expanded=${open}
      aria-describedby="action-keys"
      @click=${() => this.#toggle(seq)}
      @keydown=${this.#onKey}
    ></button>`;
  }

  #renderActions({ seq, text: said, author }: Message) {
    const removable = this.#mayWrite && this.#around.isOwn(author);
    return html`<div
      class="actions"
      part="actions"
      role="group"
      aria-label=${this.#text.term('actionsOfFiles')}
      @keydown=${this.#onEscape}
    >
      ${this.#mayWrite ? this.#renderAction('reply', REPLY, () => this.#reply(seq)) : nothing}
      ${said.trim() ? this.#renderAction('copy', COPY, () => void this.#copy(seq, said)) : nothing}
      ${removable ? this.#renderAction('remove', BIN, () => this.#ask(seq)) : nothing}
    </div>`;
  }

  #renderAction(name: 'reply' | 'copy' | 'remove', path: string, onClick: () => void) {
    return html`<button type="button" class="button action" part=${name} @click=${onClick}>
      ${icon(path)}${this.#text.term(name)}
    </button>`;
  }

  #toggle(seq: number) {
    const opens = seq !== this.#open;
    this.#removal.reset();
    this.#moveTo(seq);
    this.#open = opens ? seq : undefined;
    void this.#focus(opens ? '.action' : `.more[data-seq="${seq}"]`);
  }

  #moveTo(seq: number) {
    this.#stop = seq;
    this.#moved = true;
  }

  #reply(seq: number) {
    this.#open = undefined;
    this.#around.reply(seq);
  }

  async #copy(seq: number, said: string) {
    const copied = await copyText(said);
    this.#around.say(this.#text.term(copied ? 'copied' : 'notCopied'));
    this.#close(seq);
  }

  #ask(seq: number) {
    this.#open = undefined;
    this.#removal.ask(seq);
    void this.#focus('.keep'); // the safe answer first
  }

  #close(seq: number) {
    this.#open = undefined;
    void this.#focus(`.more[data-seq="${seq}"]`);
  }

  async #focus(selector: string) {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot
      .querySelector<HTMLElement>(selector)
      ?.focus({ preventScroll: selector === '[part=messages]' });
  }

  #onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || this.#open === undefined) return;
    event.stopPropagation(); // it closes the row and not, say, a dialog around the chat
    this.#close(this.#open);
  };

  #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return this.#onEscape(event);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.more')];
    const next = buttons[buttons.indexOf(event.currentTarget as HTMLElement) + step];
    if (!next) return;
    this.#moveTo(Number(next.dataset['seq']));
    this.#host.requestUpdate();
    next.focus();
  };
}

function entryIn(sections: readonly Section[], seq: number): Entry | undefined {
  const section = sections.find(({ index }) => index === sectionAt(seq));
  return section?.entries[seq - section.entries[0]!.seq];
}

function lastMessage(sections: readonly Section[]): number | undefined {
  for (let at = sections.length - 1; at >= 0; at--) {
    const { entries } = sections[at]!;
    for (let last = entries.length - 1; last >= 0; last--)
      if (entries[last]!.kind === 'message') return entries[last]!.seq;
  }
  return undefined;
}

/** The beginning of a message, to tell it from the others. */
function shorten(text: string): string {
  const line = [...text.trim().replace(/\s+/g, ' ')];
  return line.length > 40 ? `${line.slice(0, 40).join('')}…` : line.join('');
}
