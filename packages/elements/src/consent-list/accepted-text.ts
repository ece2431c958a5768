import type { ConsentsHandle } from '@consult/client/consents';
import { codeOf, fullName, type ErrorCode } from '@consult/core';
import type { ConsentDocument, ConsentStatus } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { paragraphsOf, renderText } from '../shared/consent-text.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { PrintKey } from '../shared/print-key.js';
import { printText } from '../shared/print-text.js';
import type { ConsentListWords } from '../text/consent-list-ru.js';

/** One acceptance. */
export type Act = ConsentStatus['acts'][number];

/** The text as it was accepted, whatever has been published since: which version, when, by whom. */
export class AcceptedText {
  readonly #host: LitElement;
  readonly #text: LocalizeController<ConsentListWords>;
  readonly #now: () => number;
  #shown?: { readonly status: ConsentStatus; readonly act: Act } | undefined;
  #document?: ConsentDocument | undefined;
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, text: LocalizeController<ConsentListWords>, now: () => number) {
    this.#host = host;
    this.#text = text;
    this.#now = now;
    new PrintKey(host);
  }

  async open(handle: ConsentsHandle, status: ConsentStatus, act: Act) {
    const shown = (this.#shown = { status, act });
    this.#document = undefined;
    this.#problem = undefined;
    const reading = handle.readDocument(status.kind, act.version);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (!this.#dialog?.open) this.#dialog?.showModal();
    try {
      const document = await reading;
      if (this.#shown === shown) this.#document = document;
    } catch (error) {
      if (this.#shown === shown) this.#problem = codeOf(error);
    }
    this.#host.requestUpdate();
  }

  render(handle: ConsentsHandle | undefined) {
    const { said } = this.#text;
    const shown = this.#shown;
    return html`<dialog
      class="dialog text-dialog"
      part="text-dialog"
      lang=${this.#text.lang}
      aria-labelledby="text-title"
      @close=${this.#onClose}
    >
      ${
        shown
          ? html`<div>
              <h2 id="text-title">${plain(shown.act.title)}</h2>
              <div class="scroll" tabindex="0" role="region" aria-labelledby="text-title">
                ${this.#renderAct(shown.status, shown.act)}
                ${
                  this.#document
                    ? renderText(this.#document.text)
                    : this.#problem
                      ? this.#renderProblem(this.#problem, handle)
                      : html`<p role="status">${said.loading}</p>`
                }
              </div>
              <div class="actions">
                <button type="button" class="button" part="close" @click=${this.#onDone}>
                  ${said.close}
                </button>
                <button
                  type="button"
                  class="button"
                  part="print"
                  ?disabled=${!this.#document}
                  @click=${this.#onPrint}
                >
                  ${said.print}
                </button>
              </div>
            </div>`
          : nothing
      }
    </dialog>`;
  }

  #renderAct(status: ConsentStatus, act: Act) {
    return html`<div part="accepted" class="hint">
      ${this.#wordsOf(status, act).map((words) => html`<p><bdi>${words}</bdi></p>`)}
    </div>`;
  }

  #wordsOf({ patient }: ConsentStatus, { version, at, by, withdrawn }: Act): string[] {
    const { said } = this.#text;
    const when = (moment: number) => this.#text.moment(moment, this.#now());
    return [
      said.acceptedAt(when(at), plain(fullName(by.name))),
      said.acceptedFor(plain(fullName(patient.name))),
      said.version(version),
      ...(withdrawn ? [said.withdrawn(when(withdrawn.at))] : []),
    ];
  }

  #renderProblem(code: ErrorCode, handle: ConsentsHandle | undefined) {
    const { said } = this.#text;
    const retry = () => this.#shown && handle && this.open(handle, this.#shown.status, this.#shown.act);
    return html`<p part="problem" class="problem" role="alert">
        ${icon(ALERT)}<span>${said.notOpened} ${this.#text.error(code)}</span>
      </p>
      <button type="button" class="button" part="retry" @click=${retry}>${said.retry}</button>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog.text-dialog');
  }

  #onDone = () => this.#dialog?.close();

  #onClose = () => {
    this.#shown = undefined;
    this.#document = undefined;
    this.#host.requestUpdate();
  };

  #onPrint = () => {
    const [shown, text] = [this.#shown, this.#document];
    if (!shown || !text) return;
    const lines = [...this.#wordsOf(shown.status, shown.act), ...paragraphsOf(text.text)];
    printText(this.#host.renderRoot, plain(text.title), lines);
  };
}
