import type { DeskHandle } from '@consult/client';
import {
  codeOf,
  isFinished,
  isPassing,
  lengthOf,
  LIMITS,
  refusalToReason,
  type ErrorCode,
} from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { DeskWords } from '../text/desk-ru.js';
import { endedWords } from './card.js';

/** What the dialog needs of the desk around it. */
export interface FinishSurroundings {
  readonly text: LocalizeController<DeskWords>;
  /** Asks the page; `false`: it does not want the consultation to end now. */
  readonly mayComplete: (chatId: string) => boolean;
  readonly onCompleted: (chatId: string) => void;
  /** The dialog is gone, and the button that opened it may be gone before it. */
  readonly onClosed: () => void;
}

/**
 * The question before a consultation ends without a conclusion: why, in words the patient will read.
 *
 * What was typed stays, per consultation, through a refusal, a lost network and a closed dialog. Where the consultation
 * ends elsewhere meanwhile, the dialog says so and asks nothing any more.
 */
export class FinishDialog {
  readonly #host: LitElement;
  readonly #around: FinishSurroundings;
  readonly #reasons = new Map<string, string>();
  #busy = false;
  /** Whether what is shown says that the consultation has ended. */
  #ended = false;
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, around: FinishSurroundings) {
    this.#host = host;
    this.#around = around;
    host.addController({ hostUpdated: () => this.#keepFocus() });
  }

  async open() {
    this.#problem = undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#dialog?.showModal();
    this.#host.renderRoot.querySelector<HTMLElement>('[part=keep]')?.focus(); // the safe answer first
  }

  close() {
    this.#dialog?.close();
  }

  render(desk: DeskHandle) {
    const { text } = this.#around;
    const ended = this.#endOf(desk);
    const reason = this.#reasons.get(desk.id) ?? '';
    return html`<dialog
      class="dialog"
      part="dialog"
      aria-labelledby="finish-title"
      aria-describedby="finish-text"
      @close=${this.#around.onClosed}
    >
      <form @submit=${(event: SubmitEvent) => this.#onSubmit(event, desk)}>
        <h2 id="finish-title">${text.term('dialogTitle')}</h2>
        <div class="scroll">
          <p id="finish-text" role="status">${ended ?? text.term('dialogText')}</p>
          ${ended === undefined || reason.trim() ? this.#renderReason(desk, reason, ended !== undefined) : nothing}
        </div>
        <div class="actions">
          <button type="button" class="button" part="keep" @click=${this.#onKeep}>
            ${text.term(ended === undefined ? 'keep' : 'close')}
          </button>
          ${
            ended === undefined
              ? html`<button class="button danger" part="confirm" ?disabled=${this.#busy}>
                  ${text.term(this.#busy ? 'completing' : 'complete')}
                </button>`
              : nothing
          }
        </div>
      </form>
    </dialog>`;
  }

  #renderReason(desk: DeskHandle, reason: string, ended: boolean) {
    const { text } = this.#around;
    const excess = lengthOf(reason) - LIMITS.reason;
    return html`<label for="reason">${text.term('reason')}</label>
      <p id="reason-hint" class="hint">${text.term(ended ? 'reasonUnsent' : 'reasonHint')}</p>
      <textarea
        id="reason"
        class="field"
        part="reason"
        rows="4"
        dir="auto"
        aria-required=${!ended}
        aria-invalid=${!ended && this.#problem ? 'true' : 'false'}
        aria-describedby="reason-hint reason-left reason-problem"
        ?readonly=${ended}
        .value=${reason}
        @input=${(event: InputEvent) => this.#onInput(event, desk.id)}
      ></textarea>
      <p id="reason-left" class="hint ${excess > 0 ? 'problem' : ''}" ?hidden=${ended}>
        ${excess > 0 ? text.term('tooLong', excess) : text.term('left', -excess)}
      </p>
      <p id="reason-problem" class="problem" role="alert">
        ${!ended && this.#problem ? html`${icon(ALERT)}<span>${this.#say(this.#problem)}</span>` : nothing}
      </p>
      ${reason.trim() && !ended ? this.#renderPreview(reason) : nothing}`;
  }

  #renderPreview(reason: string) {
    const { text } = this.#around;
    const note = text.note({
      note: 'completed-without-conclusion',
      person: null,
      reason: plain(reason.trim()),
    });
    return html`<div class="preview" part="preview">
      <p class="hint">${text.term('preview')}</p>
      <p class="words" dir="auto" .textContent=${note}></p>
    </div>`;
  }

  /** How the consultation has ended elsewhere. An answer that was lost may have been a yes: asking once more tells. */
  #endOf({ state }: DeskHandle): string | undefined {
    const { chat } = state.value;
    if (!chat || this.#busy || (this.#problem && isPassing(this.#problem))) return undefined;
    const ended = isFinished(chat) || this.#problem === 'chat-finished';
    return ended ? endedWords(this.#around.text, chat) : undefined;
  }

  /** The button that had it may be gone. */
  #keepFocus() {
    const dialog = this.#dialog;
    const ended = Boolean(dialog?.open && !dialog.querySelector('[part=confirm]'));
    if (ended && !this.#ended && !dialog!.matches(':focus-within'))
      dialog!.querySelector<HTMLElement>('[part=keep]')?.focus();
    this.#ended = ended;
  }

  #say(code: ErrorCode): string {
    const { text } = this.#around;
    return code === 'text-too-long' ? text.term('reasonTooLong') : text.error(code);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  #onInput(event: InputEvent, chatId: string) {
    this.#reasons.set(chatId, (event.target as HTMLTextAreaElement).value);
    this.#problem = undefined;
    this.#host.requestUpdate();
  }

  #onKeep = () => this.close();

  async #onSubmit(event: SubmitEvent, desk: DeskHandle) {
    event.preventDefault();
    if (this.#busy || this.#endOf(desk) !== undefined) return;
    const reason = (this.#reasons.get(desk.id) ?? '').trim();
    this.#problem = refusalToReason(reason);
    this.#host.requestUpdate();
    if (this.#problem) return this.#host.renderRoot.querySelector<HTMLElement>('#reason')?.focus();
    if (!this.#around.mayComplete(desk.id)) return;

    this.#busy = true;
    try {
      await desk.complete(reason);
      this.#reasons.delete(desk.id);
      this.close();
      this.#around.onCompleted(desk.id);
    } catch (error) {
      this.#problem = codeOf(error);
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }
}
