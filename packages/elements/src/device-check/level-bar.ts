import type { Readable } from '@consult/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Moves the bar of the level meter by itself: nothing else is drawn anew sixteen times a second. */
export class LevelBar implements ReactiveController {
  readonly #find: () => Readable<number> | undefined;
  readonly #bar: () => HTMLMeterElement | null;
  #level?: Readable<number> | undefined;
  #unsubscribe?: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost,
    find: () => Readable<number> | undefined,
    bar: () => HTMLMeterElement | null,
  ) {
    this.#find = find;
    this.#bar = bar;
    host.addController(this);
  }

  hostUpdated() {
    const level = this.#bar() ? this.#find() : undefined;
    if (level === this.#level) return;
    this.hostDisconnected();
    this.#level = level;
    this.#unsubscribe = level?.subscribe(() => this.#move());
  }

  hostDisconnected() {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#level = undefined;
  }

  #move() {
    const bar = this.#bar();
    if (bar && this.#level) bar.value = this.#level.value;
  }
}
