import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { untilTomorrow } from './dates.js';

/** Re-renders its host when the day changes in Moscow, so that «Сегодня» never means yesterday. */
export class MidnightController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  #timer?: ReturnType<typeof setTimeout>;

  /** @param now - The clock the host's dates are told by. */
  constructor(host: ReactiveControllerHost, now: () => number) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setTimeout(() => {
      this.#host.requestUpdate();
      this.hostConnected();
    }, untilTomorrow(this.#now()));
  }

  hostDisconnected() {
    clearTimeout(this.#timer);
  }
}
