import type { CallHandle, Calls, CallSessionState, EndReason } from '@consult/client/call';
import { clockOf, codeOf, type ErrorCode } from '@consult/core';
import { html, nothing } from 'lit';
import { CallChatEvent, CallCheckEvent } from './events.js';
import type { CallText } from './stage.js';
import type { VideoCall } from './video-call.js';

/** What the cards need around them. */
export interface AfterSurroundings {
  readonly text: CallText;
  readonly calls: () => Calls | undefined;
}

/** Ends after which the doctor need not ring again: they were wanted, or a word in the chat comes first. */
const WANTED: readonly EndReason[] = ['hang-up', 'cancelled', 'declined'];

/** What is shown of a call that is over here, or goes on elsewhere: what happened, and one thing to do. */
export class AfterCall {
  readonly #host: VideoCall;
  readonly #around: AfterSurroundings;
  /** Why there was no further call, and after which. */
  #problem?: { readonly after: string; readonly code: ErrorCode } | undefined;
  /** A call elsewhere of which nothing more is to be seen here. */
  #unwanted?: string | undefined;

  constructor(host: VideoCall, around: AfterSurroundings) {
    this.#host = host;
    this.#around = around;
  }

  renderElsewhere(call: CallHandle) {
    const { text } = this.#around;
    if (this.#unwanted === call.id) return nothing;
    return html`<div
      class="card"
      part="stage"
      role="dialog"
      lang=${text.lang}
      aria-label=${text.term('window')}
      tabindex="-1"
    >
      <p role="status" part="status">${text.term('elsewhere')}</p>
      ${renderProblem(call.state.value.problem, text)}
      <div class="row">
        <button type="button" class="button main" @click=${() => void call.take()}>
          ${text.term('take')}
        </button>
        <button type="button" class="button" @click=${() => this.#putAway(call)}>
          ${text.term('close')}
        </button>
      </div>
    </div>`;
  }

  renderEnded(call: CallHandle, { call: view, end = 'failed', problem }: CallSessionState) {
    const { text } = this.#around;
    const [title, hint] = text.said.ends[call.side][end];
    const { answeredAt, endedAt } = view;
    const own = this.#problem?.after === call.id ? this.#problem.code : undefined;
    return html`<div
      class="card"
      part="ended"
      role="dialog"
      lang=${text.lang}
      aria-labelledby="over"
      tabindex="-1"
    >
      <h2 id="over"><span role="status">${title}</span></h2>
      ${answeredAt !== null && endedAt !== null && end !== 'answered-elsewhere' ? html`<p class="length">${text.term('lasted', clockOf(Math.max(0, endedAt - answeredAt)))}</p>` : nothing}
      <p>${hint}</p>
      ${renderProblem(own ?? problem, text)}
      <div class="row">
        ${this.#renderNext(call, end)}
        <button type="button" class="button" part="close" @click=${() => call.dismiss()}>
          ${text.term('close')}
        </button>
      </div>
    </div>`;
  }

  /** One thing to do next, and the same for whoever ends up in the same place. */
  #renderNext(call: CallHandle, end: EndReason) {
    if (end === 'answered-elsewhere') return nothing;
    const [word, act] = this.#next(call, end);
    return html`<button type="button" class="button main" part="next" @click=${act}>
      ${this.#around.text.term(word)}
    </button>`;
  }

  #next(call: CallHandle, end: EndReason): ['again' | 'check' | 'toChat', () => void] {
    if (call.side === 'doctor' && !WANTED.includes(end)) return ['again', () => void this.#callAgain(call)];
    const tell = (event: Event) => () => {
      call.dismiss();
      this.#host.dispatchEvent(event);
    };
    if (end === 'failed') return ['check', tell(new CallCheckEvent(call.chatId))];
    return ['toChat', tell(new CallChatEvent(call.chatId))];
  }

  /** The person need not be told for ever that the talk goes on elsewhere. */
  #putAway(call: CallHandle) {
    this.#unwanted = call.id;
    this.#host.requestUpdate();
  }

  /** A new call takes the place of this one; where it cannot be, this one says why. */
  async #callAgain({ id, chatId }: CallHandle) {
    this.#problem = undefined;
    try {
      await this.#around.calls()?.ring(chatId);
    } catch (error) {
      this.#problem = { after: id, code: codeOf(error) };
      this.#host.requestUpdate();
    }
  }
}

/** Why something did not work just now, and what to do. */
export const renderProblem = (code: ErrorCode | undefined, text: CallText) =>
  code ? html`<p class="problem" part="problem" role="alert">${text.error(code)}</p>` : nothing;
