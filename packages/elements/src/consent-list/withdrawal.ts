import type { ConsentsHandle } from '@consult/client/consents';
import { codeOf, fullName, type ErrorCode } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { ConsentListWords } from '../text/consent-list-ru.js';

/** A consent somebody thinks of withdrawing. */
export interface Withdrawal {
  readonly status: ConsentStatus;
  readonly consentId: string;
}

/** What the question needs of the list around it. */
export interface WithdrawalSurroundings {
  readonly text: LocalizeController<ConsentListWords>;
  readonly handle: () => ConsentsHandle | undefined;
  /** Asks the page; `false`: it does not want it now. */
  readonly mayWithdraw: (withdrawal: Withdrawal) => boolean;
  readonly onWithdrawn: (withdrawal: Withdrawal) => void;
}

/** The question before a consent is withdrawn: what follows from it, the safe answer first. */
export class WithdrawalDialog {
  readonly #host: LitElement;
  readonly #around: WithdrawalSurroundings;
  #asked?: Withdrawal | undefined;
  #busy = false;
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, around: WithdrawalSurroundings) {
    this.#host = host;
    this.#around = around;
  }

  async open(withdrawal: Withdrawal) {
    this.#asked = withdrawal;
    this.#problem = undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#dialog?.showModal();
    this.#host.renderRoot.querySelector<HTMLElement>('[part=keep]')?.focus();
  }

  render() {
    const { text } = this.#around;
    return html`<dialog
      class="dialog withdrawal"
      part="withdrawal"
      role="alertdialog"
      lang=${text.lang}
      aria-labelledby="withdrawal-title"
      aria-describedby="consequences"
      @close=${this.#onClose}
    >
      ${this.#asked ? this.#renderQuestion(this.#asked) : nothing}
    </dialog>`;
  }

  #renderQuestion({ status, consentId }: Withdrawal) {
    const { said } = this.#around.text;
    return html`<div>
      <h2 id="withdrawal-title">${said.withdrawTitle}</h2>
      <div class="scroll">
        <p class="name">${said.names[status.kind]}</p>
        <p><bdi>${said.acceptedFor(plain(fullName(status.patient.name)))}</bdi></p>
        <p part="consequences" id="consequences">${said.consequences[status.kind]}</p>
        <p part="problem" class="problem" role="alert">
          ${
            this.#problem
              ? html`${icon(ALERT)}<span
                    >${said.notWithdrawn} ${this.#around.text.error(this.#problem)}</span
                  >`
              : nothing
          }
        </p>
      </div>
      <div class="actions">
        <button type="button" class="button" part="keep" @click=${this.#onKeep}>${said.keep}</button>
        <button
          type="button"
          class="button danger"
          part="confirm"
          aria-disabled=${this.#busy ? 'true' : 'false'}
          @click=${() => this.#withdraw({ status, consentId })}
        >
          ${this.#busy ? said.withdrawing : said.withdraw}
        </button>
      </div>
    </div>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog.withdrawal');
  }

  #onKeep = () => this.#dialog?.close();

  #onClose = () => {
    this.#asked = undefined;
    this.#host.requestUpdate();
  };

  async #withdraw(withdrawal: Withdrawal) {
    const handle = this.#around.handle();
    if (this.#busy || !handle || !this.#around.mayWithdraw(withdrawal)) return;
    this.#busy = true;
    this.#problem = undefined;
    this.#host.requestUpdate();
    try {
      await handle.withdraw(withdrawal.consentId);
      this.#dialog?.close();
      this.#around.onWithdrawn(withdrawal);
    } catch (error) {
      this.#problem = codeOf(error);
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }
}
