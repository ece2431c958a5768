import type { ChatHandle, ChatState, Client } from '@consult/client';
import { refusalToExportWhen, refusalToLookUp } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { recordRu, type RecordWords } from '../text/record-ru.js';
import { HeadMenu, type MenuItem } from './head-menu.js';
import { EYE, SAVE } from './later-icons.js';
import type { RecordDialogs } from './record-dialogs.js';
import { recordTools } from './record-tools.styles.js';

const words = createWords<RecordWords>(recordRu, async () => (await import('../text/record-en.js')).recordEn);

/** What the tools need of the chat around them. */
export interface RecordSurroundings {
  readonly client: () => Client | undefined;
  readonly chat: () => ChatHandle | undefined;
  readonly state: () => ChatState | undefined;
  readonly now: () => number;
}

/**
 * The ways of the patient's side to what lies behind a chat: who has looked into it, and the whole of it as a file. What
 * they open is loaded when it is opened.
 */
export class RecordTools implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: RecordSurroundings;
  readonly #text: LocalizeController<RecordWords>;
  readonly #menu: HeadMenu;
  #dialogs?: RecordDialogs | undefined;
  #chatId?: string | undefined;
  /** The language of what is drawn. */
  #lang?: string;
  #lost = false;

  constructor(host: LitElement, around: RecordSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    this.#menu = new HeadMenu(host);
    adopt(host, recordTools);
    host.addController(this);
  }

  hostUpdate() {
    const id = this.#around.chat()?.id;
    if (id !== this.#chatId) this.#dialogs?.close();
    this.#chatId = id;
    void this.#text.ready().then(() => this.#speak());
  }

  hostDisconnected() {
    this.#dialogs?.close();
  }

  /** In the head: the menu, and the dialogs it opens. */
  render(chat: ChatView) {
    const items = this.#itemsOf(chat);
    if (!items.length) return nothing;
    return html`${this.#menu.render(this.#text.term('menu'), items)}${this.#dialogs?.render()}
    ${this.#lost ? html`<p class="problem" role="alert">${this.#text.term('incomplete')}</p>` : nothing}`;
  }

  /** At the foot of a finished chat: the way to take it home, where one may expect it. */
  renderSave(chat: ChatView) {
    if (!maySave(chat)) return nothing;
    return html`<button type="button" class="button" part="save" @click=${this.#onSave}>
      ${icon(SAVE)}${this.#text.term('save')}
    </button>`;
  }

  #itemsOf(chat: ChatView): readonly MenuItem[] {
    if (refusalToLookUp(chat)) return [];
    const accesses = { icon: EYE, words: this.#text.term('accesses'), choose: this.#onAccesses };
    const save = { icon: SAVE, words: this.#text.term('save'), choose: this.#onSave };
    return maySave(chat) ? [accesses, save] : [accesses];
  }

  /** Draws anew where the words of another language have arrived. */
  #speak() {
    if (this.#lang === this.#text.lang) return;
    this.#lang = this.#text.lang;
    this.#host.requestUpdate();
  }

  #onAccesses = () => void this.#open('accesses');
  #onSave = () => void this.#open('export');

  async #open(which: 'accesses' | 'export') {
    this.#lost = false;
    try {
      const { RecordDialogs } = await import('./record-dialogs.js');
      this.#dialogs ??= new RecordDialogs(this.#host, { ...this.#around, text: this.#text });
    } catch {
      this.#lost = true; // said in the head; the next click tries again
      return this.#host.requestUpdate();
    }
    await this.#dialogs.open(which);
  }
}

/** What the server would refuse is not offered. */
const maySave = (chat: ChatView): boolean =>
  !refusalToLookUp(chat) && !chat.refusal && !refusalToExportWhen(chat);
