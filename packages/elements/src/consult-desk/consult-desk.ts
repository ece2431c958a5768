import type { DeskHandle, DeskState } from '@consult/client';
import { openDesk } from '@consult/client/staff';
import { codeOf, fullName, isFinished, isPassing, LIMITS, type ErrorCode } from '@consult/core';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clientContext, selectionContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { LaterController } from '../shared/later-controller.js';
import { icon } from '../shared/icons.js';
import { ALERT, LOCK } from '../shared/later-icons.js';
import { loading } from '../shared/loading.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { deskRu } from '../text/desk-ru.js';
import { deskStateWords, endedWords, renderCard } from './card.js';
import { styles } from './consult-desk.styles.js';
import {
  ConclusionCorrectedEvent,
  ConsultationCompletedEvent,
  ConsultationCompleteEvent,
  ConsultationOpenedEvent,
  ConsultationOpenEvent,
} from './events.js';
import { FinishDialog } from './finish-dialog.js';

const words = createWords(deskRu, async () => (await import('../text/desk-en.js')).deskEn);

type Problem = ErrorCode | 'other-tab';

/** A state of the desk in which there is somebody to show. */
type Ready = DeskState & Required<Pick<DeskState, 'card' | 'chat'>>;

/**
 * What a doctor has beside the chat: whom the consultation is about, and how to open it early or finish it, with a
 * conclusion or without. For staff: no patient's page loads it.
 *
 * @tagname consult-desk
 * @fires {ConsultationOpenEvent} consult-consultation-open - The consultation is about to be opened early; cancel it to leave it closed.
 * @fires {ConsultationOpenedEvent} consult-consultation-opened - It is open.
 * @fires {ConsultationCompleteEvent} consult-consultation-complete - The consultation is about to end; cancel it to keep the dialog.
 * @fires {ConsultationCompletedEvent} consult-consultation-completed - It is over for good.
 * @fires {ConclusionCorrectedEvent} consult-conclusion-corrected - A further version of the conclusion has been given.
 * @csspart head - The patient's name and the state of the consultation.
 * @csspart title - The patient's full name.
 * @csspart state - The state of the consultation, in words.
 * @csspart card - What there is to know of the patient.
 * @csspart readiness - How ready the patient is for a call.
 * @csspart actions - What the doctor may do now, or why not.
 * @csspart call - The button that rings the patient.
 * @csspart call-state - What becomes of the call, in words.
 * @csspart call-problem - Why nobody was rung.
 * @csspart open - The button that opens the consultation early.
 * @csspart conclude - The button that opens the form of the conclusion.
 * @csspart correct - The same where a conclusion has been given.
 * @csspart complete - The button that asks to finish without a conclusion.
 * @csspart unsent - The button that shows a draft of a conclusion which can be given no more.
 * @csspart note - Why something cannot be done now.
 * @csspart problem - Why something was not done.
 * @csspart dialog - The question before finishing.
 * @csspart reason - The field of the reason.
 * @csspart preview - What the patient will read.
 * @csspart keep - The answer that finishes nothing.
 * @csspart confirm - The answer that finishes.
 * @csspart conclusion-form - The form of the conclusion.
 * @csspart field - A field of the form.
 * @csspart draft - What became of the text that is typed.
 * @csspart conclusion-problem - Why the conclusion was not sent or shown.
 * @csspart close-form - The button that closes the form and keeps the text.
 * @csspart view - The button that shows the document.
 * @csspart finish - The button that asks whether the doctor is sure.
 * @csspart back - The answer that sends nothing.
 * @csspart sure - The answer that sends the conclusion.
 * @csspart as-correction - Makes a correction of what was written, where a conclusion has been given elsewhere.
 * @csspart copy-conclusion - Copies what was written, where the consultation has ended elsewhere without a conclusion.
 * @csspart notice - What stands in place of the card where there is none to show.
 */
export class ConsultDesk extends LitElement {
  static override styles = styles;

  /** The consultation to lead. The page opens and closes it; without it the element opens the one of `chat-id`. */
  @property({ attribute: false }) desk?: DeskHandle | undefined;

  /** Which consultation of the provider's connection to show; without it, the one selected in the list. */
  @property({ attribute: 'chat-id' }) chatId?: string | undefined;

  @state() private _opening = false;
  /** The form of the conclusion is on its way. */
  @state() private _writing = false;
  /** Why the consultation or the form was not opened, and of which. */
  @state() private _problem?: { readonly chatId: string; readonly code: Problem } | undefined;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #selection = new ContextConsumer(this, { context: selectionContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #own = new HandleController(
    this,
    () => {
      const [client, id] = [this.#client.value, this.#wantedId];
      return client && id && !this.desk ? [client, id] : undefined;
    },
    openDesk,
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #form = new LaterController(
    this,
    () => import('./conclusion-form.js'),
    ({ ConclusionForm }) =>
      new ConclusionForm(this, {
        mayComplete: (chatId) => this.dispatchEvent(new ConsultationCompleteEvent(chatId)),
        onCompleted: (chatId) => this.#onCompleted(chatId),
        onCorrected: (chatId) => {
          this.dispatchEvent(new ConclusionCorrectedEvent(chatId));
          this.renderRoot.querySelector<HTMLElement>('[part=correct]')?.focus();
        },
        onClosed: () => this.#keepFocus(),
        endedWords: (chat) => endedWords(this.#text, chat),
        lasting: () => this.#client.value?.lasting ?? true,
      }),
    () => this.#connection.value?.state,
  );
  readonly #readiness = new LaterController(
    this,
    () => import('./readiness.js'),
    ({ ReadinessLine }) =>
      new ReadinessLine(
        this,
        this.#text,
        () => this.#handle,
        () => this.#now,
      ),
    () => this.#connection.value?.state,
  );
  readonly #calling = new LaterController(
    this,
    () => import('./calling.js'),
    ({ Calling }) => new Calling(this, { text: this.#text, client: () => this.#client.value }),
    () => this.#connection.value?.state,
  );
  readonly #finish = new FinishDialog(this, {
    text: this.#text,
    mayComplete: (chatId) => this.dispatchEvent(new ConsultationCompleteEvent(chatId)),
    onCompleted: (chatId) => this.#onCompleted(chatId),
    onClosed: () => this.#keepFocus(),
  });

  constructor() {
    super();
    new SentencesController(this, this.#text);
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override render() {
    return html`<section class="desk" lang=${this.#text.lang} aria-label=${this.#text.term('card')}>
      ${this.#renderBody(this.#state.value)} ${this.#handle && this.#form.value?.render(this.#handle)}
    </section>`;
  }

  #renderBody(state: DeskState | undefined) {
    if (!this.#handle && !this.#wantedId) return this.#renderNotice(this.#text.term('choose'));
    if (state?.status === 'failed') return this.#renderFailure(state.problem ?? 'failed');
    if (!state?.card || !state.chat) return loading(this.#text.term('loading'), this.#text.term('slow'));
    return this.#renderDesk({ ...state, card: state.card, chat: state.chat });
  }

  #renderDesk(desk: Ready) {
    const { chat, card } = desk;
    return html`<header part="head" class="head">
        <h2 part="title"><bdi>${plain(fullName(card.patient.name))}</bdi></h2>
        <p part="state" class="chip ${chat.state}" tabindex="-1">${deskStateWords(this.#text, chat)}</p>
      </header>
      ${renderCard(this.#text, card, this.#now)} ${this.#readiness.value?.render(chat)}
      ${this.#isOver(chat) && !this.#hasUnsent ? nothing : this.#renderActions(desk)}
      ${this.#handle && this.#finish.render(this.#handle)}`;
  }

  #renderActions(desk: Ready) {
    const problem = this._problem?.chatId === desk.chat.id ? this._problem.code : undefined;
    return html`<div part="actions" class="actions">
      ${desk.chat.state === 'scheduled' ? this.#renderOpening(desk) : nothing}
      ${this.#calling.value?.render(desk.chat)}
      ${desk.chat.outcome === 'conclusion' ? this.#renderWriting('correct') : nothing}
      ${this.#isOver(desk.chat) ? this.#renderWriting('unsent') : nothing}
      ${
        desk.refusalToComplete
          ? nothing
          : html`${this.#renderWriting('conclude')}
              <button type="button" class="button" part="complete" @click=${this.#onFinish}>
                ${this.#text.term('complete')}
              </button>`
      }
      <p class="problem" part="problem" role="alert">
        ${problem || this.#form.lost ? html`${icon(ALERT)}<span>${this.#say(problem)}</span>` : nothing}
      </p>
    </div>`;
  }

  #say(problem: Problem | undefined): string {
    if (problem === 'other-tab') return this.#text.term('otherTab');
    return problem ? this.#text.error(problem) : this.#text.term('incomplete');
  }

  #renderOpening({ refusalToOpen, chat }: Ready) {
    if (refusalToOpen) {
      const from = this.#text.moment(chat.startsAt - LIMITS.openEarly, this.#now);
      return html`<p part="note" class="note">
        ${icon(LOCK)}
        <span>
          ${refusalToOpen === 'too-early' ? this.#text.term('opensFrom', from) : this.#text.error(refusalToOpen)}
        </span>
      </p>`;
    }
    return html`<button
      type="button"
      class="button main"
      part="open"
      ?disabled=${this._opening}
      @click=${this.#onOpen}
    >
      ${this.#text.term(this._opening ? 'opening' : 'open')}
    </button>`;
  }

  #renderWriting(part: 'conclude' | 'correct' | 'unsent') {
    return html`<button
      type="button"
      class="button ${part === 'conclude' ? 'main' : ''}"
      part=${part}
      ?disabled=${this._writing || !this.#form.value}
      @click=${() => this.#onWrite(part === 'correct')}
    >
      ${this.#text.term(part)}
    </button>`;
  }

  #renderNotice(words: string) {
    return html`<div class="notice" part="notice"><p>${words}</p></div>`;
  }

  #renderFailure(code: ErrorCode) {
    return html`<div class="notice" part="notice" role="alert">
      ${icon(ALERT)}
      <p class="title">${this.#text.term('notLoaded')}</p>
      <p>${this.#text.error(code)}</p>
      ${
        isPassing(code)
          ? html`<button type="button" class="button" @click=${this.#onReload}>
              ${this.#text.term('retry')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Over, and nothing can be corrected. */
  #isOver(chat: Ready['chat']): boolean {
    return isFinished(chat) && chat.outcome !== 'conclusion';
  }

  get #hasUnsent(): boolean {
    return this.#handle !== undefined && (this.#form.value?.hasUnsent(this.#handle) ?? false);
  }

  get #handle(): DeskHandle | undefined {
    return this.desk ?? this.#own.value;
  }

  get #wantedId(): string | undefined {
    return this.chatId || this.#selection.value?.chatId;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  #onFinish = () => void this.#finish.open();
  #onReload = () => this.#handle?.reload();

  #onOpen = async () => {
    const desk = this.#handle;
    if (!desk || !this.dispatchEvent(new ConsultationOpenEvent(desk.id))) return;
    this._opening = true;
    this._problem = undefined;
    try {
      await desk.open();
      this.dispatchEvent(new ConsultationOpenedEvent(desk.id));
    } catch (error) {
      this._problem = { chatId: desk.id, code: codeOf(error) };
    } finally {
      this._opening = false;
    }
  };

  #onWrite = async (corrects: boolean) => {
    const [desk, form] = [this.#handle, this.#form.value];
    if (!desk || !form) return;
    this._problem = undefined;
    this._writing = true;
    try {
      if (!(await form.open(desk, corrects))) this._problem = { chatId: desk.id, code: 'other-tab' };
    } catch (error) {
      this._problem = { chatId: desk.id, code: codeOf(error) };
    } finally {
      this._writing = false;
    }
  };

  #onCompleted(chatId: string) {
    this.dispatchEvent(new ConsultationCompletedEvent(chatId));
    this.#focusState(); // the button that had it is gone
  }

  /** Browsers leave it for a moment in the dialog that is gone, where the button that opened it is gone too. */
  #keepFocus() {
    const focused = this.shadowRoot?.activeElement;
    if (!focused || focused.closest('dialog:not([open])')) this.#focusState();
  }

  #focusState() {
    this.renderRoot.querySelector<HTMLElement>('[part=state]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'consult-desk': ConsultDesk;
  }
}
