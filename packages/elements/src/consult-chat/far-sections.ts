import type { ChatHandle } from '@consult/client';
import type { Entry } from '@consult/core';
import { css, type LitElement, type ReactiveController } from 'lit';
import { adopt } from '../shared/adopt.js';
import { sectionsIn } from './thread.js';
import { lastSeqOf, revisionOf, sectionAt, sectionOf, type Section } from './timeline.js';

/** How many sections stay drawn on each side of the reader: room for screen readers and the browser's own search. */
const AROUND = 12;

/** What the reader has opened in a section; it would be shut when the section is drawn again. */
const OPENED = '[aria-expanded=true], [part=confirm], details[open]';

/** A stretch of sections that stands in the thread as one element: one that is drawn, or a gap of many. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly drawn: boolean;
  /** The newest change in it as it was drawn. */
  readonly revision: number;
}

/** How large a section was when it was seen last: itself, and the room it takes with what is between it and the next. */
interface Size {
  readonly height: number;
  readonly room: number;
  /** What it depends on: its newest change, and how wide the thread was. */
  readonly revision: number;
  readonly width: number;
}

/**
 * Keeps of a long talk no more drawn than what is around the reader: what is further away is a gap of the same height.
 *
 * A gap in sight is filled at once, the rest of the surroundings a section a frame, so that a fling meets no frame
 * with much to draw. What holds the focus or the selection, what was opened, and the end of the talk stay drawn.
 */
export class FarSections implements ReactiveController {
  readonly #host: LitElement;
  readonly #find: () => ChatHandle | undefined;
  readonly #sizes = new Map<number, Size>();
  #chat: ChatHandle | undefined;
  #box: HTMLElement | null = null;
  /** What stands in the thread, oldest first, and the elements that show it. */
  #spans: readonly Span[] = [];
  #elements: readonly HTMLElement[] = [];
  /** The section at the reader's eye. */
  #centre = 0;
  /** The first and the last section that are in sight, or nearly. */
  #sight: readonly [number, number] = [0, -1];
  #width = 0;
  /** Where a jump leads; it has not arrived. */
  #aim?: number | undefined;
  #printing = false;
  #frame = 0;

  /** @param chat - Finds the chat that is shown. */
  constructor(host: LitElement, chat: () => ChatHandle | undefined) {
    this.#host = host;
    this.#find = chat;
    adopt(host, styles);
    this.#takeOver();
    host.addController(this);
  }

  hostConnected() {
    window.addEventListener('beforeprint', this.#onBeforePrint);
    window.addEventListener('afterprint', this.#onAfterPrint);
    document.addEventListener('selectionchange', this.#onSelection);
  }

  hostDisconnected() {
    window.removeEventListener('beforeprint', this.#onBeforePrint);
    window.removeEventListener('afterprint', this.#onAfterPrint);
    document.removeEventListener('selectionchange', this.#onSelection);
    cancelAnimationFrame(this.#frame);
    this.#follow(null);
    this.#chat = undefined;
  }

  /** The reader keeps the place first; only then what is new is measured. */
  hostUpdated() {
    if (this.#aim !== undefined && this.#box?.clientHeight) this.#aim = undefined;
    this.#measure(); // last: whoever asks for a size after it pays for a second layout
  }

  /** The talk from the section `from` on: what is around the reader, and an empty section for each gap. */
  readonly cut = (entries: readonly Entry[], from: number): Section[] => {
    const first = Math.max(from, sectionAt(entries[0]!.seq));
    const last = sectionAt(lastSeqOf(entries));
    if (this.#chat !== this.#find()) this.#start(first);
    this.#look();
    const drawn = this.#printing ? rangeOf(first, last) : this.#choose(first, last);
    const sections: Section[] = [];
    const spans: Span[] = [];
    let next = first;
    const gapBefore = (index: number) => {
      if (index === next) return;
      spans.push({ first: next, last: index - 1, drawn: false, revision: 0 });
      sections.push({ index: -1 - next, entries: [], before: undefined });
    };
    for (const index of drawn) {
      gapBefore(index);
      const section = sectionOf(entries, index);
      sections.push(section);
      spans.push({ first: index, last: index, drawn: true, revision: revisionOf(section.entries) });
      next = index + 1;
    }
    this.#spans = spans;
    return sections;
  };

  /** Gives each gap its height, before anybody looks where the reader is. */
  fit() {
    this.#follow(this.#host.renderRoot.querySelector<HTMLElement>('[part=messages]'));
    const elements = sectionsIn(this.#box);
    this.#elements = elements.length === this.#spans.length ? elements : [];
    this.#elements.forEach((element, at) => {
      const span = this.#spans[at]!;
      if (!span.drawn) return fitGap(element, this.#roomOf(span));
      const size = this.#sizes.get(span.first);
      if (element.dataset['measured'] || size?.revision !== span.revision || size.width !== this.#width)
        return;
      fold(element, size.height);
    });
  }

  /** A jump leads to this entry: it is drawn when the reader gets there. */
  reach(seq: number) {
    this.#aim = sectionAt(seq);
  }

  /** The sections to draw, in their order: what is drawn already and near, what must be seen, and one more. */
  #choose(first: number, last: number): number[] {
    const centre = (this.#centre = Math.min(last, Math.max(first, this.#centre)));
    const chosen = new Set<number>();
    const take = (from: number, to: number) => {
      for (let index = Math.max(first, from); index <= Math.min(last, to); index++) chosen.add(index);
    };
    take(last - 1, last);
    take(...(this.#aim === undefined ? this.#sight : ([centre - 1, centre + 1] as const)));
    for (const [from, to] of this.#held()) take(from, to);
    this.#spans.forEach((span, at) => {
      const near = Math.abs(span.first - centre) <= AROUND;
      if (span.drawn && (near || this.#elements[at]?.querySelector(OPENED))) take(span.first, span.first);
    });
    const missing: number[] = [];
    for (let away = 0; away <= AROUND; away++)
      for (const index of [centre - away, centre + away])
        if (index >= first && index <= last && !chosen.has(index)) missing.push(index);
    if (missing[0] !== undefined) chosen.add(missing[0]);
    if (missing.length > 1) this.#goOn();
    return [...chosen].sort((a, b) => a - b);
  }

  /** The stretches that hold the focus, its neighbours for the arrow keys among them, and the selection. */
  #held(): (readonly [number, number])[] {
    const held: (readonly [number, number])[] = [];
    const focused = this.#spanAt((this.#host.renderRoot as ShadowRoot).activeElement);
    if (focused) held.push([focused.first - 1, focused.last + 1]);
    const selected = this.#selected();
    if (selected) held.push(selected);
    return held;
  }

  /** From where to where something is selected; what lies between must be there to be copied. */
  #selected(): readonly [number, number] | undefined {
    const range = selectionIn(this.#host.renderRoot as ShadowRoot);
    if (!range) return undefined;
    const from = this.#spanAt(range.startContainer);
    const to = this.#spanAt(range.endContainer);
    if (!from && !to) return undefined;
    return [(from ?? this.#spans[0]!).first, (to ?? this.#spans.at(-1)!).last];
  }

  #spanAt(node: Node | null): Span | undefined {
    return node ? this.#spans[this.#elements.findIndex((element) => element.contains(node))] : undefined;
  }

  /** Sees where the reader is, and how large everything is. */
  #look() {
    if (this.#aim !== undefined) this.#centre = this.#aim;
    const box = this.#box;
    if (!box?.clientHeight || !this.#elements.length) return;
    const width = (this.#width = box.clientWidth);
    const rects = this.#elements.map((element) => element.getBoundingClientRect());
    this.#spans.forEach(({ first, drawn, revision }, at) => {
      const [rect, next] = [rects[at]!, rects[at + 1]];
      if (drawn && next && rect.height)
        this.#sizes.set(first, { height: rect.height, room: next.top - rect.top, revision, width });
    });
    if (this.#aim !== undefined) return;
    const edge = box.getBoundingClientRect().top;
    this.#centre = this.#indexAt(edge, rects);
    this.#sight = [
      this.#indexAt(edge - box.clientHeight, rects),
      this.#indexAt(edge + 2 * box.clientHeight, rects),
    ];
  }

  /** The section at this height of the window. */
  #indexAt(y: number, rects: readonly DOMRect[]): number {
    const found = rects.findIndex(({ bottom }) => bottom > y);
    const at = found < 0 ? rects.length - 1 : found;
    const { first, last } = this.#spans[at]!;
    let index = first;
    for (let bottom = rects[at]!.top + this.#roomAt(index); bottom <= y && index < last; index++)
      bottom += this.#roomAt(index + 1);
    return index;
  }

  #roomOf({ first, last }: Span): number {
    return rangeOf(first, last).reduce((room, index) => room + this.#roomAt(index), 0);
  }

  /** What was never drawn is as large as the others are. */
  #roomAt(index: number): number {
    return this.#sizes.get(index)?.room ?? this.#usual;
  }

  get #usual(): number {
    let sum = 0;
    for (const { room } of this.#sizes.values()) sum += room;
    return sum / this.#sizes.size || 1000;
  }

  /**
   * A new section has been laid out in full; from now on it may take just that place while it is out of sight. Later
   * the browser remembers by itself how large it was when last seen. All reads before all writes: one layout.
   */
  #measure() {
    const fresh = this.#elements.filter(
      (element, at) => this.#spans[at]!.drawn && !element.dataset['measured'],
    );
    const heights = fresh.map((element) => element.getBoundingClientRect().height);
    fresh.forEach((element, at) => fold(element, heights[at]!));
  }

  /** Another chat, or the same one opened anew. */
  #start(first: number) {
    this.#chat = this.#find();
    this.#sizes.clear();
    this.#spans = this.#elements = [];
    this.#centre = first + 1;
    this.#sight = [first, first + 2];
    this.#aim = undefined;
  }

  /** All is drawn as yet: the talk became long, or this part has only just arrived. */
  #takeOver() {
    this.#chat = this.#find();
    this.#box = null;
    this.#follow(this.#host.renderRoot.querySelector<HTMLElement>('[part=messages]'));
    this.#elements = sectionsIn(this.#box);
    this.#spans = this.#elements.map((element) => {
      const index = sectionAt(Number(element.querySelector<HTMLElement>('[data-seq]')?.dataset['seq']));
      return { first: index, last: index, drawn: true, revision: -1 };
    });
  }

  #follow(box: HTMLElement | null) {
    if (box === this.#box) return;
    this.#box?.removeEventListener('scroll', this.#onScroll);
    this.#box = box;
    box?.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  #goOn() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#host.requestUpdate());
  }

  #isDrawn(from: number, to: number): boolean {
    return !this.#spans.some(({ first, last, drawn }) => !drawn && first <= to && last >= from);
  }

  #onScroll = () => {
    const before = this.#centre;
    this.#look();
    if (this.#centre !== before || !this.#isDrawn(...this.#sight)) this.#host.requestUpdate();
  };

  #onSelection = () => {
    const selected = this.#selected();
    if (selected && !this.#isDrawn(...selected)) this.#host.requestUpdate();
  };

  /** On paper stands all that the reader had gone through. It is needed before this returns. */
  #onBeforePrint = () => {
    this.#printing = true;
    this.#host.requestUpdate();
    this.#host['performUpdate']();
  };

  #onAfterPrint = () => {
    this.#printing = false;
    this.#host.requestUpdate();
  };
}

const styles = css`
  .section[data-measured] {
    content-visibility: auto;
  }
`;

const rangeOf = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** From now on a section takes no more than its place while it is out of sight. */
function fold({ style, dataset }: HTMLElement, height: number) {
  if (!height) return;
  style.setProperty('contain-intrinsic-block-size', `auto ${height}px`);
  dataset['measured'] = 'yes';
}

/** A gap is no part a page could dress: a padding would be added to each height. */
function fitGap(element: HTMLElement, room: number) {
  element.removeAttribute('part');
  element.setAttribute('aria-hidden', 'true');
  element.style.setProperty('min-block-size', `${room}px`);
}

/** What is selected, where it can be known: Chromium has its own way in, the standard's is younger (Firefox 142). */
function selectionIn(root: ShadowRoot): StaticRange | Range | undefined {
  const selection = getSelection();
  if (!selection?.rangeCount) return undefined;
  if (selection.getComposedRanges) return selection.getComposedRanges({ shadowRoots: [root] })[0];
  const own = (root as { getSelection?: () => Selection | null }).getSelection?.() ?? selection;
  return own.rangeCount ? own.getRangeAt(0) : undefined;
}
