/**
 * Keeps the reader's place in a list that re-orders itself: the row at the top of the view stays where it was, and
 * the row that had the focus keeps it, though a moved node loses both. At the very top nothing is held: news shows.
 *
 * Done by hand, with `overflow-anchor: none`, because Safari has no scroll anchoring.
 */
export class ReadingPlace {
  readonly #list: HTMLElement;
  readonly #focused: HTMLElement | undefined;
  readonly #anchor: HTMLElement | undefined;
  readonly #offset: number;

  /** Notes the place in `list`, the scrolling parent of `rows`, before they change. */
  constructor(list: HTMLElement, rows: readonly HTMLElement[]) {
    const focused = (list.getRootNode() as ShadowRoot).activeElement;
    this.#list = list;
    this.#focused = rows.find((row) => row === focused);
    this.#anchor = list.scrollTop > 0 ? rows.find((row) => isBelow(row, list)) : undefined;
    this.#offset = this.#anchor ? top(this.#anchor) : 0;
  }

  /** Puts the reader back after the change. */
  restore(): void {
    if (this.#focused?.isConnected) this.#focused.focus({ preventScroll: true });
    if (this.#anchor?.isConnected) this.#list.scrollTop += top(this.#anchor) - this.#offset;
  }
}

const top = (element: HTMLElement) => element.getBoundingClientRect().top;

/** Whether some of the row can be seen below the list's upper edge. */
const isBelow = (row: HTMLElement, list: HTMLElement) => row.getBoundingClientRect().bottom > top(list);
