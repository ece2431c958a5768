import type { ChatHandle, ChatState } from '@consult/client';
import { shortName, type Author, type ErrorCode } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { ContextConsumer } from '@lit/context';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { ConsentAskEvent } from '../consent-dialog/events.js';
import { adopt } from '../shared/adopt.js';
import { selectionContext } from '../shared/client-context.js';
import { icon } from '../shared/icons.js';
import { LOCK } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain, unbroken } from '../shared/plain.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';
import { chatSignsRu, type SignWords } from '../text/chat-signs-ru.js';
import { ChatLeaveEvent } from './events.js';
import type { ChatSurroundings } from './hand.js';
import { noteIcon } from './note-icons.js';
import { signs } from './signs.styles.js';
import { DOTS, READ, RING, SENT } from './signs-icons.js';

type Text = LocalizeController<AllChatWords, AllChatWords & SignWords>;

/**
 * The signs of life in a chat: what has reached the other side, whether somebody is there, who is writing; and why
 * nothing can be read, for want of a consent or when the reader is not among the chat's people any more. It is loaded after the hand.
 */
export class ChatSigns implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: ChatSurroundings;
  readonly #text: LocalizeController<AllChatWords & SignWords>;
  readonly #selection;
  /** The chat that could be read when it was looked at last. */
  #read?: ChatHandle | undefined;

  constructor(host: LitElement, around: ChatSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = (around.text as unknown as Text).learn(chatSignsRu);
    this.#selection = new ContextConsumer(host, { context: selectionContext, subscribe: true });
    adopt(host, signs);
    host.addController(this);
  }

  hostUpdate() {
    const chat = this.#around.chat();
    if (this.#around.state()?.status === 'ready') this.#read = chat;
    else if (this.#read !== chat) this.#read = undefined;
  }

  /** The chat could be read until now, and there is no such chat for the reader any more. */
  get lost(): boolean {
    return this.#read !== undefined && this.#around.state()?.problem === 'not-found';
  }

  /** What decorates a system note. */
  readonly noteIcon = noteIcon;

  /** Who speaks for the patient, and for whom; `undefined`: the author speaks for themselves. */
  speaker({ id, side, name }: Author): string | undefined {
    const patient = this.#around.state()?.chat?.patient;
    if (side !== 'patient' || !patient || id === patient.id) return undefined;
    return this.#text.term('onBehalf', unbroken(shortName(name)), unbroken(shortName(patient.name)));
  }

  /** How far an own message has got: each state has a shape and a word of its own. */
  mark(seq: number, read: boolean) {
    const state = read ? 'read' : seq <= this.#delivered ? 'delivered' : 'sent';
    const words = this.#text.term(state);
    return html`<span class=${read ? 'seen' : ''} title=${words}>
      ${icon(state === 'sent' ? SENT : READ)}<span class="visually-hidden">${words}</span>
    </span>`;
  }

  /** Changes when a mark from `first` to `last` does. */
  signature(first: number, last: number): number {
    return Math.min(last, Math.max(first - 1, this.#delivered));
  }

  /** In the head: who is writing, else whether the other side is there. Seen and never spoken: it would not stop. */
  renderSigns(state: ChatState | undefined) {
    const { chat, typing } = state ?? {};
    if (!chat || this.#around.client()?.connection.value.state === 'offline') return nothing;
    const writer = typing?.find(({ side }) => side !== sideOf(chat)) ?? typing?.[0];
    if (writer) {
      const words = this.#writes(writer, chat);
      return html`<span part="typing" class="writes" title=${words}>${icon(DOTS)} ${words}</span>`;
    }
    if (chat.othersOnline === undefined) return nothing;
    return html`<span part="presence" class=${chat.othersOnline ? 'online' : ''}>
      ${icon(RING)} ${this.#text.term(presenceWords(chat))}
    </span>`;
  }

  /** In place of the messages: what has happened, and the way on. */
  renderLost() {
    return html`<div class="notice lost" part="notice" role="alert">
      ${icon(LOCK)}
      <p class="title">${this.#text.term('lost')}</p>
      <p>${this.#text.term('lostHint')}</p>
      ${this.#renderDraft()}
      <button type="button" class="button" @click=${this.#onLeave}>${this.#text.term('toList')}</button>
    </div>`;
  }

  /** In place of the messages: the reader may not read them, and the way to change that where it is a consent. */
  renderClosed(code: ErrorCode) {
    return html`<div class="notice" part="notice">
      ${icon(LOCK)}
      <p class="title">${this.#text.term('noConsent')}</p>
      <p>${this.#text.error(code)}</p>
      ${
        code === 'consent-needed'
          ? html`<button type="button" class="button main" part="consent" @click=${this.#onAsk}>
              ${this.#text.term('toConsent')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** What was typed and can be sent no more: the client forgets it when the chat is left. */
  #renderDraft() {
    const draft = this.#around.state()?.draft;
    if (!draft?.trim()) return nothing;
    return html`<label class="unsent" part="unsent">
      ${this.#text.term('lostDraft')}
      <textarea class="field" readonly rows="3" dir="auto" .value=${draft}></textarea>
    </label>`;
  }

  get #delivered(): number {
    return this.#around.state()?.chat?.othersDeliveredSeq ?? 0; // a server of old says nothing of it
  }

  #writes({ side, name }: Author, chat: ChatView): string {
    if (side === sideOf(chat)) return this.#text.term('typesNamed', plain(shortName(name)));
    return this.#text.term(side === 'doctor' ? 'doctorTypes' : 'types');
  }

  /** Where the page has no dialog, it may have been given elsewhere meanwhile. */
  #onAsk = () => {
    const patient = this.#around.state()?.chat?.patient.id;
    if (this.#host.dispatchEvent(new ConsentAskEvent('remote-consultation', patient)))
      this.#around.chat()?.reload();
  };

  #onLeave = () => {
    this.#host.dispatchEvent(new ChatLeaveEvent());
    this.#selection.value?.select(undefined);
  };
}

const sideOf = ({ relation }: ChatView) => (relation === 'doctor' ? 'doctor' : 'patient');

function presenceWords({ relation, othersOnline }: ChatView) {
  if (relation === 'doctor') return othersOnline ? 'patientOnline' : 'patientOffline';
  return othersOnline ? 'doctorOnline' : 'doctorOffline';
}
