import type { AccessesState, RecordHandle } from '@consult/client';
import { fullName } from '@consult/core';
import type { AccessView } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { plain } from '../shared/plain.js';
import { StoreController } from '../shared/store-controller.js';
import { accessDays, type AccessDay, type AccessRow } from './access-days.js';
import type { DialogSurroundings } from './record-dialogs.js';

/** Who has looked into a chat, by days. Read when it is opened, let go of when it is closed. */
export class AccessesDialog {
  readonly #around: DialogSurroundings;
  readonly #host: LitElement;
  readonly #state;
  #record?: RecordHandle | undefined;

  constructor(host: LitElement, around: DialogSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#state = new StoreController(host, () => this.#record?.accesses);
  }

  follow(record: RecordHandle) {
    this.#record?.close();
    this.#record = record;
  }

  render() {
    const { text } = this.#around;
    return html`<dialog
      class="dialog accesses"
      part="accesses"
      lang=${text.lang}
      aria-labelledby="accesses-title"
      aria-describedby="accesses-hint"
      @close=${this.#onClose}
    >
      <div>
        <h2 id="accesses-title">${text.term('accesses')}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="accesses-title">
          <p id="accesses-hint" class="hint">${text.term('accessesHint')}</p>
          ${this.#record ? this.#renderBody(this.#state.value) : nothing}
        </div>
        <div class="actions">
          <button type="button" class="button" part="accesses-close" @click=${this.#onDone}>
            ${text.term('close')}
          </button>
        </div>
      </div>
    </dialog>`;
  }

  #renderBody(state: AccessesState | undefined) {
    const { text } = this.#around;
    if (!state || state.status === 'loading')
      return html`<p role="status">${text.term('accessesLoading')}</p>`;
    if (state.status === 'failed') return this.#renderProblem(state);
    return html`${
      state.accesses.length
        ? accessDays(state.accesses).map((day) => this.#renderDay(day))
        : html`<p>${text.term('accessesEmpty')}</p>`
    }
    ${state.problem ? this.#renderProblem(state) : state.more ? this.#renderMore(state) : nothing}`;
  }

  #renderProblem({ problem }: AccessesState) {
    const { text } = this.#around;
    return html`<div class="trouble" role="alert">
      ${icon(ALERT)}
      <p><strong>${text.term('accessesFailed')}.</strong> ${text.error(problem ?? 'failed')}</p>
      <button type="button" class="button" part="accesses-retry" @click=${() => this.#record?.reload()}>
        ${text.term('retry')}
      </button>
    </div>`;
  }

  #renderMore({ loadingMore }: AccessesState) {
    const { text } = this.#around;
    return html`<button
      type="button"
      class="button"
      part="more-accesses"
      ?disabled=${loadingMore}
      @click=${() => this.#record?.loadMore()}
    >
      ${text.term(loadingMore ? 'loadingMore' : 'more')}
    </button>`;
  }

  #renderDay({ at, rows }: AccessDay) {
    return html`<section>
      <h3>${this.#around.text.daySeparator(at, this.#around.now())}</h3>
      <ul>
        ${rows.map((row) => this.#renderRow(row))}
      </ul>
    </section>`;
  }

  #renderRow({ access, times }: AccessRow) {
    const { text } = this.#around;
    const { by, action, note, file } = access;
    return html`<li part="access" class=${by.who}>
      <p class="who">${this.#who(by)}</p>
      <p>
        <span class="what" dir="auto">${text.term('act', action, note, file && plain(file))}</span>
        <span class="times"
          >${times.map(
            (at, index) =>
              html`${index ? ', ' : nothing}<time datetime=${new Date(at).toISOString()}
                  >${text.time(at)}</time
                >`,
          )}</span
        >
      </p>
    </li>`;
  }

  #who({ who, name, specialty, organisation }: AccessView['by']) {
    const { text, state } = this.#around;
    const yours = who === 'representative' && state()?.chat?.relation === 'patient';
    const role = yours ? text.term('yours') : text.term('watcher', who);
    if (!name || who === 'self') return role;
    const rest = [role, specialty, organisation].filter((part): part is string => part !== null).map(plain);
    return html`<bdi>${plain(fullName(name))}</bdi> <span class="hint">${rest.join(', ')}</span>`;
  }

  #onDone = () => this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.accesses')?.close();

  #onClose = () => {
    this.#record?.close();
    this.#record = undefined;
    this.#host.requestUpdate();
  };
}
