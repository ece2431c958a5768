import type { LitElement } from 'lit';

/** What every dialog of the journal does: it is drawn, opened, closed and gone from. */
export class JournalDialog {
  readonly #host: LitElement;
  readonly #selector: string;
  #closing?: Promise<void>;

  /** @param name - The class that tells this dialog from the others. */
  constructor(host: LitElement, name: string) {
    this.#host = host;
    this.#selector = `dialog.${name}`;
  }

  /** Resolves when it is closed: a dialog says so a little later, and what it showed is let go of then. */
  async gone(): Promise<void> {
    await this.#closing;
  }

  /** Shows it, the safe answer first in focus, or whatever matches `focus`. */
  async show(focus = '[part=close]') {
    await this.drawn();
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
    this.focus(focus);
  }

  focus(selector: string) {
    this.#dialog?.querySelector<HTMLElement>(selector)?.focus();
  }

  close() {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    this.#closing = new Promise((resolve) =>
      dialog.addEventListener('close', () => resolve(), { once: true }),
    );
    dialog.close();
  }

  redraw() {
    this.#host.requestUpdate();
  }

  async drawn() {
    this.redraw();
    await this.#host.updateComplete;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>(this.#selector);
  }
}
