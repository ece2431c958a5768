import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Knows when the last entry is before somebody's eyes: it is in sight, not scrolled away with the thread or the
 * page, and the page itself is the visible tab.
 */
export class Reading implements ReactiveController {
  readonly #find: () => Element | null;
  readonly #onRead: () => void;
  readonly #watcher = new IntersectionObserver((records) => {
    this.#inSight = records[records.length - 1]!.isIntersecting;
    this.#tell();
  });
  #mark: Element | null = null;
  #inSight = false;

  /**
   * @param find - The mark that stands after the last entry.
   * @param onRead - Called whenever the mark is seen, and after each update while it is.
   */
  constructor(host: ReactiveControllerHost, find: () => Element | null, onRead: () => void) {
    this.#find = find;
    this.#onRead = onRead;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#tell);
  }

  hostUpdated() {
    const mark = this.#find();
    if (mark !== this.#mark) {
      this.#watcher.disconnect();
      this.#inSight = false;
      this.#mark = mark;
      if (mark) this.#watcher.observe(mark);
    }
    this.#tell();
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#tell);
    this.#watcher.disconnect();
    this.#inSight = false;
    this.#mark = null;
  }

  #tell = () => {
    if (this.#inSight && document.visibilityState === 'visible') this.#onRead();
  };
}
