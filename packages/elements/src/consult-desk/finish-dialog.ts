import type { DeskHandle } from '@consult/client';
import { codeOf, lengthOf, LIMITS, refusalToReason, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { DeskWords } from '../text/desk-ru.js';

/** What the dialog needs of the desk around it. */
export interface FinishSurroundings {
  readonly text: LocalizeController<DeskWords>;
  /** Asks the page; `false`: it does not want the consultation to end now. */
  readonly mayComplete: (chatId: string) => boolean;
  readonly onCompleted: (chatId: string) => void;
}

/**
 * The question before a consultation ends without a conclusion: why, in words the patient will read.
 *
 * What was typed stays, per consultation, through a refusal, a lost network and a closed dialog.
 */
export class FinishDialog {
  readonly #host: LitElement;
  readonly #around: FinishSurroundings;
  readonly #reasons = new Map<string, string>();
  #busy = false;
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, around: FinishSurroundings) {
    this.#host = host;
    this.#around = around;
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
    const reason = this.#reasons.get(desk.id) ?? '';
    const excess = lengthOf(reason) - LIMITS.reason;
    return html`<dialog
      class="dialog"
      part="dialog"
      aria-labelledby="finish-title"
      aria-describedby="finish-text"
    >
      <form @submit=${(event: SubmitEvent) => this.#onSubmit(event, desk)}>
        <h2 id="finish-title">${text.term('dialogTitle')}</h2>
        <div class="scroll">
          <p id="finish-text">${text.term('dialogText')}</p>
          <label for="reason">${text.term('reason')}</label>
          <p id="reason-hint" class="hint">${text.term('reasonHint')}</p>
          <textarea
            id="reason"
            class="field"
            part="reason"
            rows="4"
            dir="auto"
            aria-required="true"
            aria-invalid=${this.#problem ? 'true' : 'false'}
            aria-describedby="reason-hint reason-left reason-problem"
            .value=${reason}
            @input=${(event: InputEvent) => this.#onInput(event, desk.id)}
          ></textarea>
          <p id="reason-left" class="hint ${excess > 0 ? 'problem' : ''}">
            ${excess > 0 ? text.term('tooLong', excess) : text.term('left', -excess)}
          </p>
          <p id="reason-problem" class="problem" role="alert">
            ${this.#problem ? html`${icon(ALERT)}<span>${this.#say(this.#problem)}</span>` : nothing}
          </p>
          ${reason.trim() ? this.#renderPreview(reason) : nothing}
        </div>
        <div class="actions">
          <button type="button" class="button" part="keep" @click=${this.#onKeep}>
            ${text.term('keep')}
          </button>
          <button class="button danger" part="confirm" ?disabled=${this.#busy}>
            ${text.term(this.#busy ? 'completing' : 'complete')}
          </button>
        </div>
      </form>
    </dialog>`;
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
    if (this.#busy) return;
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
