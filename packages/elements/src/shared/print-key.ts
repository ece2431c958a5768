import type { LitElement, ReactiveController } from 'lit';

/**
 * While a dialog of its host is open that has a button to print its document, Ctrl+P is that button: the browser would
 * print the page the dialog lies on as well, which no style of ours reaches. A menu of the browser cannot be followed.
 */
export class PrintKey implements ReactiveController {
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    window.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected() {
    window.removeEventListener('keydown', this.#onKey);
  }

  #onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !asksToPrint(event)) return;
    const button = this.#host.renderRoot.querySelector<HTMLElement>('dialog[open] [part=print]:enabled');
    if (!button) return;
    event.preventDefault();
    button.click();
  };
}

/** By the letter; where the keyboard speaks another script, by its place, as browsers do. */
function asksToPrint({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (altKey || shiftKey || ctrlKey === metaKey) return false;
  return key.toLowerCase() === 'p' || (code === 'KeyP' && !/^[a-z]$/i.test(key));
}
