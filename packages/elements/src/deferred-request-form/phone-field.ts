import type { LitElement, ReactiveController } from 'lit';
import type { PhoneMask } from './phone-mask.js';

/** Gives the field of the telephone its mask when somebody comes to it; without the mask it takes any spelling. */
export class PhoneField implements ReactiveController {
  readonly #host: LitElement;
  #field?: HTMLInputElement | undefined;
  #mask?: PhoneMask | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated() {
    const field = this.#host.renderRoot.querySelector<HTMLInputElement>('#phone') ?? undefined;
    if (field === this.#field) return;
    this.hostDisconnected();
    this.#field = field;
    field?.addEventListener('focus', this.#onFocus);
  }

  hostDisconnected() {
    this.#field?.removeEventListener('focus', this.#onFocus);
    this.#mask?.destroy();
    this.#field = this.#mask = undefined;
  }

  #onFocus = async () => {
    const field = this.#field;
    if (!field || this.#mask) return;
    const part = await import('./phone-mask.js').catch(() => undefined); // asked for again the next time
    if (part && field === this.#field) this.#mask ??= part.maskPhone(field);
  };
}
