import type { LitElement } from 'lit';

/** What a dialog of the journal tells of itself. */
export interface DialogLife {
  /** Something is under way that Escape does not end. */
  readonly isBusy: () => boolean;
  /** It has closed: what it showed is let go of. */
  readonly onGone: () => void;
}

/** What every dialog of the journal does: it is drawn, opened, closed and gone from. */
export class JournalDialog {
  readonly #host: LitElement;
  readonly #selector: string;
  readonly #life: DialogLife;
  #closing?: Promise<void>;

  /** @param name - The class that tells this dialog from the others. */
  constructor(host: LitElement, name: string, life: DialogLife) {
    this.#host = host;
    this.#selector = `dialog.${name}`;
    this.#life = life;
  }

  readonly onCancel = (event: Event) => {
    if (this.#life.isBusy()) event.preventDefault();
  };

  readonly onClosed = () => {
    this.#life.onGone();
    this.redraw();
  };

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
