import { openRecord } from '@consult/client/record';
import { html, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import type { LocalizeController } from '../shared/localize.js';
import type { RecordWords } from '../text/record-ru.js';
import { AccessesDialog } from './accesses-dialog.js';
import { ExportDialog } from './export-dialog.js';
import { dialogFrame } from '../shared/dialog.styles.js';
import { recordDialogs } from './record-dialogs.styles.js';
import type { RecordSurroundings } from './record-tools.js';

/** What the dialogs need of the tools that open them. */
export interface DialogSurroundings extends RecordSurroundings {
  readonly text: LocalizeController<RecordWords>;
}

/** The two dialogs of a chat's record, which share a handle for as long as one of them is open. */
export class RecordDialogs {
  readonly #host: LitElement;
  readonly #around: DialogSurroundings;
  readonly #accesses: AccessesDialog;
  readonly #export: ExportDialog;

  constructor(host: LitElement, around: DialogSurroundings) {
    this.#host = host;
    this.#around = around;
    adopt(host, dialogFrame);
    adopt(host, recordDialogs);
    this.#accesses = new AccessesDialog(host, around);
    this.#export = new ExportDialog(host, around);
  }

  async open(which: 'accesses' | 'export') {
    const [client, chat] = [this.#around.client(), this.#around.chat()];
    if (!client || !chat) return;
    const record = openRecord(client, chat.id);
    if (which === 'accesses') this.#accesses.follow(record);
    else this.#export.follow(record);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLDialogElement>(`dialog.${which}`)?.showModal();
  }

  close() {
    for (const dialog of this.#host.renderRoot.querySelectorAll<HTMLDialogElement>('.accesses, .export'))
      dialog.close();
  }

  render() {
    return html`${this.#accesses.render()}${this.#export.render()}`;
  }
}
