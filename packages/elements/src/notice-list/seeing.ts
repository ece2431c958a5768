import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What stood before somebody's eyes for so long was seen, in ms. */
const A_LOOK = 1000;

/** Calls `onSeen` once what `find` answers has been in sight, in a page that is looked at, for the time of a look. */
export class Seeing implements ReactiveController {
  readonly #find: () => Element | null;
  readonly #onSeen: () => void;
  #target: Element | null = null;
  #observer?: IntersectionObserver | undefined;
  #inSight = false;
  #timer?: ReturnType<typeof setTimeout> | undefined;

  /** @param find - What to watch now; `null` while there is nothing that has not been seen. */
  constructor(host: ReactiveControllerHost, find: () => Element | null, onSeen: () => void) {
    this.#find = find;
    this.#onSeen = onSeen;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#look);
  }

  hostUpdated() {
    this.#watch(this.#find());
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#look);
    this.#watch(null);
  }

  #watch(target: Element | null) {
    if (target === this.#target) return this.#look(); // what is new there has to be looked at too
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#target = target;
    this.#inSight = false;
    if (target) {
      this.#observer = new IntersectionObserver((sights) => {
        this.#inSight = sights.at(-1)!.isIntersecting;
        this.#look();
      });
      this.#observer.observe(target);
    }
    this.#look();
  }

  #look = () => {
    const looks = this.#inSight && document.visibilityState === 'visible';
    if (looks && this.#timer === undefined) this.#timer = setTimeout(() => this.#seen(), A_LOOK);
    if (looks) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  };

  #seen() {
    this.#timer = undefined;
    this.#onSeen();
  }
}
