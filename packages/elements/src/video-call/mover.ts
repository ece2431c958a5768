import { html, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import { MOVE } from './icons.js';
import { moverStyles } from './mover.styles.js';
import type { CallText } from './stage.js';

/** Where the small window stands in the room it has: 0 at the left or top edge, 1 at the right or bottom one. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Between the window and the edge of the page, in px, as in the sheet of the stage. */
const EDGE = 16;

/** How far an arrow key moves it, in px. */
const STEP = 32;

/** How far a pointer goes before it drags, in px: a hand that presses is not quite still. */
const SLACK = 4;

/** Round the page. */
const CORNERS: readonly Place[] = [
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: 0, y: 0 },
  { x: 1, y: 0 },
];

/** Where the person has put it: for every call, as long as the page lives. */
let chosen: Place | undefined;

/** Hands the place to the styles; a strict CSP allows no style in an element. */
let sheet: CSSStyleSheet | undefined;

/** A pointer that holds the handle. */
interface Grip {
  readonly pointer: number;
  readonly from: Place;
  readonly at: { readonly x: number; readonly y: number };
  dragging: boolean;
}

/** Moves the small window of a call: by dragging it, by the arrow keys, or from corner to corner by a press. */
export class WindowMover {
  readonly #host: LitElement;
  readonly #text: CallText;
  #grip?: Grip | undefined;
  /** The press that follows is the end of a drag. */
  #dragged = false;

  constructor(host: LitElement, text: CallText) {
    this.#host = host;
    this.#text = text;
    adopt(host, moverStyles);
    const root = host.renderRoot as ShadowRoot;
    sheet ??= new CSSStyleSheet();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  render() {
    const words = this.#text.term('move');
    return html`<button
      type="button"
      class="mover"
      part="move"
      aria-label=${words}
      title=${words}
      @click=${this.#onPress}
      @keydown=${this.#onKey}
      @pointerdown=${this.#onGrip}
      @pointermove=${this.#onDrag}
      @pointerup=${this.#onLetGo}
      @pointercancel=${this.#onLetGo}
    >
      ${icon(MOVE)}
    </button>`;
  }

  #onPress = () => {
    if (this.#dragged) this.#dragged = false;
    else this.#move(nextCorner(this.#place, this.#room));
  };

  #onKey = (event: KeyboardEvent) => {
    const ways: Record<string, readonly [number, number]> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault(); // the page does not scroll along
    this.#shift(this.#place, ...way);
  };

  #onGrip = (event: PointerEvent) => {
    if (event.button !== 0 || this.#grip) return;
    this.#dragged = false;
    const at = { x: event.clientX, y: event.clientY };
    this.#grip = { pointer: event.pointerId, from: this.#place, at, dragging: false };
    try {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    } catch {
      // the pointer is up again already
    }
  };

  #onDrag = (event: PointerEvent) => {
    const grip = this.#grip;
    if (grip?.pointer !== event.pointerId) return;
    const [x, y] = [event.clientX - grip.at.x, event.clientY - grip.at.y];
    grip.dragging ||= Math.hypot(x, y) > SLACK;
    if (grip.dragging) this.#shift(grip.from, x, y);
  };

  #onLetGo = (event: PointerEvent) => {
    if (this.#grip?.pointer !== event.pointerId) return;
    this.#dragged = this.#grip.dragging && event.type === 'pointerup'; // no press follows what was broken off
    this.#grip = undefined;
  };

  #shift({ x, y }: Place, byX: number, byY: number) {
    const room = this.#room;
    this.#move({ x: x + share(byX, room.x), y: y + share(byY, room.y) });
  }

  #move({ x, y }: Place) {
    chosen = { x: within(x), y: within(y) };
    sheet!.replaceSync(`:host { --_x: ${chosen.x}; --_y: ${chosen.y}; }`);
  }

  /** Nobody has moved it yet: it stands at the end of the lines, at the bottom. */
  get #place(): Place {
    return chosen ?? { x: getComputedStyle(this.#host).direction === 'rtl' ? 0 : 1, y: 1 };
  }

  /** How far it can go in all, in px. */
  get #room() {
    const stage = this.#host.renderRoot.querySelector<HTMLElement>('.stage');
    const { clientWidth } = document.documentElement;
    return {
      x: Math.max(0, clientWidth - (stage?.offsetWidth ?? 0) - 2 * EDGE),
      y: Math.max(0, innerHeight - (stage?.offsetHeight ?? 0) - 2 * EDGE),
    };
  }
}

/** The corner after the nearest one; on a narrow page there are only two, above and below. */
function nextCorner({ x, y }: Place, room: { readonly x: number; readonly y: number }): Place {
  const corners = CORNERS.filter(
    (corner) => (room.x > 0 || corner.x === 1) && (room.y > 0 || corner.y === 1),
  );
  const far = (corner: Place) => Math.hypot((corner.x - x) * room.x, (corner.y - y) * room.y);
  const nearest = corners.reduce((one, other) => (far(other) < far(one) ? other : one));
  return corners[(corners.indexOf(nearest) + 1) % corners.length]!;
}

const share = (px: number, room: number) => (room > 0 ? px / room : 0);
const within = (part: number) => Math.min(1, Math.max(0, part));
