import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls `load` when the element that stands for "there is more" comes into sight. */
export class LoadOnSight implements ReactiveController {
  readonly #find: () => Element | null;
  readonly #load: () => void;
  #target: Element | null = null;
  #observer?: IntersectionObserver | undefined;

  /** @param find - The element to watch now; `null` while nothing is to be loaded, as during a load. */
  constructor(host: ReactiveControllerHost, find: () => Element | null, load: () => void) {
    this.#find = find;
    this.#load = load;
    host.addController(this);
  }

  hostUpdated() {
    this.#watch(this.#find());
  }

  hostDisconnected() {
    this.#watch(null);
  }

  #watch(target: Element | null) {
    if (target === this.#target) return;
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#target = target;
    if (!target) return;
    this.#observer = new IntersectionObserver((sights) => {
      if (sights.some(({ isIntersecting }) => isIntersecting)) this.#load();
    });
    this.#observer.observe(target);
  }
}
