import type { Readable } from '@consult/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Re-renders its host when a headless store changes.
 *
 * It asks for the store before every update, so the host may swap it at any time:
 * `readonly #state = new StoreController(this, () => this.chat?.state);`
 */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #find: () => Readable<T> | undefined;
  #store?: Readable<T> | undefined;
  #unsubscribe?: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, find: () => Readable<T> | undefined) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  /** What the store holds now; `undefined` where there is no store. */
  get value(): T | undefined {
    return this.#store?.value;
  }

  hostConnected() {
    this.#connected = true;
    this.#host.requestUpdate(); // the store may have moved on while we were away
  }

  hostUpdate() {
    if (this.#connected) this.#follow(this.#find()); // a removed element still updates when it is given something
  }

  hostDisconnected() {
    this.#connected = false;
    this.#follow(undefined);
  }

  #follow(store: Readable<T> | undefined) {
    if (store === this.#store) return;
    this.#unsubscribe?.();
    this.#store = store;
    this.#unsubscribe = store?.subscribe(() => this.#host.requestUpdate());
  }
}
