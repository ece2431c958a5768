import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAtEnd, isNearTop } from './scroll-math.js';

/** What the keeper needs of the thread. */
export interface Scrolling {
  /** The box that scrolls; `null` while nothing is drawn. */
  readonly box: () => HTMLElement | null;
  /** Its sections, oldest first; entries in them carry their `data-seq`. */
  readonly sections: () => Iterable<HTMLElement>;
  /** Something was drawn, and nobody has looked at it yet. */
  readonly onDrawn: () => void;
  /** Less than a screen is left above: draw more. Called after each update too, until there is enough. */
  readonly onNearTop: (byReader: boolean) => void;
}

/**
 * Keeps the reader's place in a thread that grows at both ends.
 *
 * At the end it stays at the end; anywhere else the entry at the top edge stays where it is, whatever is drawn,
 * measured or deleted above it. The browser's own anchoring is off (`overflow-anchor: none`): Safari has none, and
 * two hands on one wheel turn it twice.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #on: Scrolling;
  readonly #sizes = new ResizeObserver(() => this.#hold());
  #box: HTMLElement | null = null;
  /** What to go to once it is drawn. */
  #aim?: 'end' | (() => Element | null | undefined) | undefined;
  #atEnd = true;
  #anchor?: { readonly entry: Element; readonly top: number } | undefined;
  #seenTop = 0;
  /** Not displayed: browsers forget the place then, so we remember it and put it back. */
  #asleep = false;

  constructor(host: ReactiveControllerHost, on: Scrolling) {
    this.#host = host;
    this.#on = on;
    host.addController(this);
  }

  /** Whether the last entry is in sight, so that new ones pull the thread along. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  hostConnected() {
    this.#host.requestUpdate();
  }

  hostDisconnected() {
    this.#follow(null);
  }

  hostUpdate() {
    this.#heed();
  }

  hostUpdated() {
    this.#follow(this.#on.box());
    this.#on.onDrawn();
    this.#hold();
    if (this.#isNearTop) void this.#host.updateComplete.then(() => this.#on.onNearTop(false)); // the next update's business
  }

  /** Goes to the end, or to the element `find` gives once it is drawn, and stays there. */
  goTo(aim: 'end' | (() => Element | null | undefined)) {
    this.#aim = aim;
    this.#anchor = undefined;
    this.#atEnd = aim === 'end';
    this.#host.requestUpdate();
  }

  #follow(box: HTMLElement | null) {
    if (box === this.#box) return;
    this.#sizes.disconnect();
    this.#box?.removeEventListener('scroll', this.#onScroll);
    this.#box?.removeEventListener('contentvisibilityautostatechange', this.#onSight);
    this.#box = box;
    if (!box) return;
    this.#sizes.observe(box);
    box.addEventListener('scroll', this.#onScroll, { passive: true });
    box.addEventListener('contentvisibilityautostatechange', this.#onSight);
  }

  #hold() {
    const box = this.#box;
    this.#asleep = !box?.clientHeight;
    if (!box || this.#asleep) return;
    const target = typeof this.#aim === 'function' ? this.#aim() : undefined;
    if (this.#aim === 'end' || (this.#atEnd && !this.#aim)) {
      box.scrollTop = box.scrollHeight;
    } else if (target) {
      box.scrollTop +=
        target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 8;
    } else if (this.#anchor?.entry.isConnected) {
      const moved = topIn(box, this.#anchor.entry) - this.#anchor.top;
      if (Math.abs(moved) >= 1) box.scrollTop += moved;
    }
    if (this.#aim === 'end' || target) this.#aim = undefined;
    this.#look();
  }

  get #isNearTop(): boolean {
    return this.#box !== null && !this.#asleep && isNearTop(this.#box);
  }

  /** A scroll whose event has not come yet is the reader's: nothing may undo it. */
  #heed() {
    if (this.#box?.clientHeight && this.#box.scrollTop !== this.#seenTop) this.#look();
  }

  /** Remembers where the reader is. */
  #look() {
    const box = this.#box;
    if (!box || this.#asleep) return;
    const wasAtEnd = this.#atEnd;
    this.#seenTop = box.scrollTop;
    this.#atEnd = isAtEnd(box);
    this.#anchor = undefined;
    const entry = this.#atEnd ? undefined : firstBelow(box, this.#on.sections());
    if (entry) this.#anchor = { entry, top: topIn(box, entry) };
    // In a frame of its own: drawing anew while sizes are being reported would change them again.
    if (wasAtEnd !== this.#atEnd) requestAnimationFrame(() => this.#host.requestUpdate());
  }

  /**
   * A section comes into sight with another size than it had when last seen, e.g. before the window became narrower.
   * Observing the sizes of all sections would tell it a frame sooner, but in Firefox (153) a section that is skipped
   * changes its size between two reports, and the page gets the error "ResizeObserver loop completed".
   */
  #onSight = () => {
    this.#heed();
    this.#hold();
  };

  #onScroll = () => {
    this.#look();
    if (this.#isNearTop) this.#on.onNearTop(true);
  };
}

function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** The first entry that shows below the top edge of the box. */
function firstBelow(box: HTMLElement, sections: Iterable<HTMLElement>): Element | undefined {
  const edge = box.getBoundingClientRect().top;
  const below = (element: Element) => element.getBoundingClientRect().bottom > edge;
  const section = [...sections].find(below);
  return section && [...section.querySelectorAll('[data-seq]')].find(below); // a day's name may go when older pages come
}
