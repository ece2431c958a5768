import type { LitElement, ReactiveController } from 'lit';
import { hiddenByKeyboard } from './scroll-math.js';

/**
 * Lifts the host's contents above a phone's keyboard where the browser lays it over the page (iOS), by
 * `--_keyboard`. Where the page shrinks instead (Android), there is nothing to do and it stays 0.
 */
export class KeyboardInset implements ReactiveController {
  readonly #host: LitElement;
  #inset = 0;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    window.visualViewport?.addEventListener('resize', this.#measure);
    window.visualViewport?.addEventListener('scroll', this.#measure);
  }

  hostDisconnected() {
    window.visualViewport?.removeEventListener('resize', this.#measure);
    window.visualViewport?.removeEventListener('scroll', this.#measure);
  }

  #measure = () => {
    const writing = this.#host.shadowRoot?.activeElement instanceof HTMLTextAreaElement;
    const { bottom } = this.#host.getBoundingClientRect();
    const inset = writing ? hiddenByKeyboard(bottom, window.innerHeight, window.visualViewport!) : 0;
    if (inset === this.#inset) return;
    this.#inset = inset;
    this.#host.style.setProperty('--_keyboard', `${inset}px`);
  };
}
