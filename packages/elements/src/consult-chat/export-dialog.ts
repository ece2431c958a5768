import type { RecordHandle } from '@consult/client';
import { codeOf, moscowDay, type ErrorCode, type ExportFormat } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { ChatExportedEvent } from './events.js';
import type { DialogSurroundings } from './record-dialogs.js';
import { saveFile } from '../shared/save-file.js';

const FORMATS: readonly ExportFormat[] = ['html', 'json'];

/** The choice between the two files of a conversation: what each is for, how it goes, and what went wrong. */
export class ExportDialog {
  readonly #host: LitElement;
  readonly #around: DialogSurroundings;
  #record?: RecordHandle | undefined;
  #state: 'idle' | 'saving' | 'saved' = 'idle';
  #problem?: ErrorCode | undefined;

  constructor(host: LitElement, around: DialogSurroundings) {
    this.#host = host;
    this.#around = around;
  }

  follow(record: RecordHandle) {
    this.#record?.close();
    this.#record = record;
    this.#show('idle');
  }

  render() {
    const { text } = this.#around;
    const busy = this.#state === 'saving';
    return html`<dialog
      class="dialog export"
      part="export"
      lang=${text.lang}
      aria-labelledby="export-title"
      aria-describedby="export-hint"
      @close=${this.#onClose}
    >
      <div>
        <h2 id="export-title">${text.term('save')}</h2>
        <div class="scroll">
          <p id="export-hint" class="hint">${text.term('saveHint')}</p>
          ${FORMATS.map((format) => this.#renderChoice(format, busy))}
          <p role="status" class="status">
            ${busy ? text.term('saving') : this.#state === 'saved' ? text.term('saved') : nothing}
          </p>
          ${
            this.#problem
              ? html`<div class="trouble" role="alert">
                  ${icon(ALERT)}
                  <p><strong>${text.term('notSaved')}</strong> ${text.error(this.#problem)}</p>
                </div>`
              : nothing
          }
        </div>
        <div class="actions">
          <button type="button" class="button" part="export-close" @click=${this.#onDone}>
            ${text.term('close')}
          </button>
        </div>
      </div>
    </dialog>`;
  }

  /** Not disabled while a file is made: the focus would be lost. */
  #renderChoice(format: ExportFormat, busy: boolean) {
    const { text } = this.#around;
    return html`<button
      type="button"
      class="choice"
      part="export-choice"
      data-format=${format}
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${() => this.#save(format)}
    >
      <strong>${text.term(format)}</strong>
      <span class="hint">${text.term(format === 'html' ? 'htmlHint' : 'jsonHint')}</span>
    </button>`;
  }

  async #save(format: ExportFormat) {
    const record = this.#record;
    if (!record || this.#state === 'saving') return;
    const { text, now } = this.#around;
    this.#show('saving');
    try {
      const file = await record.exportChat(format, text.lang);
      if (record !== this.#record || !this.#dialog?.open) return; // nobody wants it any more
      saveFile(file, `${text.term('fileName')} ${moscowDay(now())}.${format}`);
      this.#show('saved');
      this.#host.dispatchEvent(new ChatExportedEvent(record.id, format));
    } catch (error) {
      if (record === this.#record) this.#show('idle', codeOf(error));
    }
  }

  #show(state: 'idle' | 'saving' | 'saved', problem?: ErrorCode) {
    this.#state = state;
    this.#problem = problem;
    this.#host.requestUpdate();
  }

  get #dialog() {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.export');
  }

  #onDone = () => this.#dialog?.close();

  #onClose = () => {
    this.#record?.close();
    this.#record = undefined;
    this.#show('idle');
  };
}
