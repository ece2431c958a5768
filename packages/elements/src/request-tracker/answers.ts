import type { RequestsHandle } from '@consult/client/requests';
import { codeOf, lengthOf, LIMITS, REFUSALS_TO_ANNUL, type ErrorCode } from '@consult/core';
import type { RequestView } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import type { LocalizeController } from '../shared/localize.js';
import { trouble } from '../shared/trouble.js';
import type { TrackerWords } from '../text/tracker-ru.js';
import { answers } from './answers.styles.js';
import { openOffer } from './offers.js';

/** What the question needs of the element around it. */
export interface AnswersSurroundings {
  readonly text: LocalizeController<TrackerWords>;
  readonly handle: () => RequestsHandle | undefined;
  readonly find: (requestId: string) => RequestView | undefined;
  /** Asks the page; `false`: it does not want that now. */
  readonly may: (question: Question) => boolean;
  readonly onDone: (question: Question) => void;
}

/** What is being asked: whether to refuse an offer, or to withdraw the request. */
export type Question =
  | { readonly verb: 'refuse'; readonly requestId: string; readonly offerId: string }
  | { readonly verb: 'withdraw'; readonly requestId: string };

/**
 * The question before somebody refuses a time or withdraws a request: what follows from it, the safe answer first. What
 * was typed stays, per offer, through a lost network and a closed dialog. Loaded after the requests have been shown.
 */
export class Answers {
  readonly #host: LitElement;
  readonly #around: AnswersSurroundings;
  readonly #reasons = new Map<string, string>();
  #question?: Question | undefined;
  #busy = false;
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, around: AnswersSurroundings) {
    this.#host = host;
    this.#around = around;
    adopt(host, answers);
  }

  async open(question: Question) {
    this.#question = question;
    this.#problem = undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (!this.#dialog?.open) this.#dialog?.showModal();
    this.#host.renderRoot.querySelector<HTMLElement>('[part=keep]')?.focus(); // the safe answer first
  }

  render() {
    const question = this.#question;
    const request = question && this.#around.find(question.requestId);
    if (!question || !request) return nothing;
    // Where the offer has lapsed or was answered elsewhere meanwhile, there is nothing left to ask.
    if (question.verb === 'refuse' && openOffer(request)?.id !== question.offerId && !this.#busy)
      return nothing;
    const { text } = this.#around;
    const refuses = question.verb === 'refuse';
    return html`<dialog
      part="dialog"
      class="dialog"
      aria-labelledby="question-title"
      aria-describedby="question-text"
      @close=${this.#onClosed}
      @cancel=${(event: Event) => this.#busy && event.preventDefault()}
    >
      <form novalidate @submit=${this.#onSubmit}>
        <h2 id="question-title">${text.term(refuses ? 'refuseTitle' : 'withdrawTitle')}</h2>
        <div class="scroll">
          <div id="question-text">
            ${refuses ? this.#renderRefusal(request) : html`<p>${text.term('withdrawText')}</p>`}
          </div>
          ${question.verb === 'refuse' ? this.#renderReason(question.offerId) : nothing}
          <p part="question-problem" class="problem" role="alert">${this.#renderProblem()}</p>
        </div>
        <div class="actions">
          <button
            type="button"
            class="button"
            part="keep"
            ?disabled=${this.#busy}
            @click=${() => this.#dialog?.close()}
          >
            ${text.term(refuses ? 'keepOffer' : 'keep')}
          </button>
          <button class="button danger" part="sure" ?disabled=${this.#busy}>
            ${this.#sureWords(refuses)}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #renderRefusal(request: RequestView) {
    const { text } = this.#around;
    const count = request.refusals + 1;
    const offer = openOffer(request);
    const now = offer ? text.moment(offer.startsAt, offer.offeredAt) : '';
    return html`<p class="when">${now}</p>
      <p part="refusal-count">
        <b>${text.term('refuseCount', count, Math.max(count, REFUSALS_TO_ANNUL))}</b>
      </p>
      <p>${text.term(count < REFUSALS_TO_ANNUL ? 'refuseNext' : 'refuseLast')}</p>`;
  }

  #renderReason(offerId: string) {
    const { text } = this.#around;
    const reason = this.#reasons.get(offerId) ?? '';
    const excess = lengthOf(reason.trim()) - LIMITS.reason;
    return html`<label for="reason">${text.term('reason')}</label>
      <p id="reason-hint" class="hint">${text.term('reasonHint')}</p>
      <textarea
        id="reason"
        class="field"
        part="reason"
        rows="3"
        dir="auto"
        aria-invalid=${excess > 0}
        aria-describedby="reason-hint reason-left"
        .value=${reason}
        @input=${(event: InputEvent) => this.#onInput(event, offerId)}
      ></textarea>
      <p id="reason-left" class="problem" ?hidden=${excess <= 0}>${text.term('reasonTooLong', excess)}</p>`;
  }

  #renderProblem() {
    return trouble(this.#problem && this.#around.text.error(this.#problem));
  }

  #sureWords(refuses: boolean): string {
    const { text } = this.#around;
    if (this.#busy) return text.term(refuses ? 'refusing' : 'withdrawing');
    return text.term(refuses ? 'refuseSure' : 'withdrawSure');
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  #onInput(event: InputEvent, offerId: string) {
    this.#reasons.set(offerId, (event.target as HTMLTextAreaElement).value);
    this.#problem = undefined;
    this.#host.requestUpdate();
  }

  #onClosed = () => {
    this.#question = undefined;
    this.#host.requestUpdate();
  };

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const [question, handle] = [this.#question, this.#around.handle()];
    if (this.#busy || !question || !handle || !this.#around.may(question)) return;
    this.#busy = true;
    this.#problem = undefined;
    this.#host.requestUpdate();
    try {
      await this.#answer(handle, question);
      this.#dialog?.close();
      this.#around.onDone(question);
    } catch (error) {
      this.#problem = codeOf(error);
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  };

  async #answer(handle: RequestsHandle, question: Question) {
    if (question.verb === 'withdraw') return handle.withdraw(question.requestId);
    const { requestId, offerId } = question;
    await handle.refuse(requestId, offerId, this.#reasons.get(offerId) ?? '');
    this.#reasons.delete(offerId);
  }
}
