import type { CallHandle, Calls, CallSessionState, Sending } from '@consult/client/call';
import { html, nothing } from 'lit';
import { CAMERA, CAMERA_OFF } from '../shared/call-icons.js';
import { icon } from '../shared/icons.js';
import { OnDemand } from '../shared/on-demand.js';
import { GROW, HANDSET_OFF, MICROPHONE, MICROPHONE_OFF, MORE, SCREEN, SHRINK } from './icons.js';
import type { CallText } from './stage.js';
import type { CallTools } from './tools.js';
import type { VideoCall } from './video-call.js';

/** What the controls need around them. */
export interface ControlSurroundings {
  readonly text: CallText;
  readonly calls: () => Calls | undefined;
}

/** The corners the self view may stand in, by rows. */
const CORNERS = ['start-start', 'start-end', 'end-start', 'end-end'] as const;
type Corner = (typeof CORNERS)[number];

/** What there is to switch in a call, and one's own picture. */
export class CallControls {
  readonly #host: VideoCall;
  readonly #around: ControlSurroundings;
  readonly #tools: OnDemand<CallTools>;
  #corner: Corner = 'end-end';
  #open = false;

  constructor(host: VideoCall, around: ControlSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#tools = new OnDemand(
      async () => {
        const { CallTools } = await import('./tools.js');
        return new CallTools(host, around);
      },
      () => host.requestUpdate(),
    );
  }

  /** The call or the element is gone. */
  leave() {
    this.#open = false;
    this.#tools.value?.leave();
  }

  render(call: CallHandle, state: CallSessionState) {
    return html`${this.#renderSelf(state)} ${this.#open ? this.#tools.wanted?.render(call, state) : nothing}
      <div class="controls" part="controls">
        ${this.#renderSwitch('microphone', state.microphone, (on) => call.setMicrophone(on))}
        ${this.#renderSwitch('camera', state.screen ? OFF : state.camera, (on) => call.setCamera(on))}
        ${call.side === 'doctor' && mayShare() ? this.#renderScreen(call, state.screen) : nothing}
        ${this.#renderTools()} ${this.#renderSize()}
        <button type="button" class="round negative" part="control hang-up" @click=${() => void call.end()}>
          <span class="disc">${icon(HANDSET_OFF)}</span
          >${this.#around.text.term(state.phase === 'outgoing' ? 'cancel' : 'hangUp')}
        </button>
      </div>`;
  }

  /** Green only where the other side really gets it; a word and a line through it say the same without the colour. */
  #renderSwitch(kind: 'microphone' | 'camera', sending: Sending, set: (on: boolean) => Promise<void>) {
    const { text } = this.#around;
    const on = sending.state === 'sending' || sending.state === 'starting';
    const [shape, crossed] = kind === 'camera' ? [CAMERA, CAMERA_OFF] : [MICROPHONE, MICROPHONE_OFF];
    const how = this.#how(sending);
    return html`<button
      type="button"
      class="round ${sending.state}"
      part="control ${kind}"
      aria-pressed=${on ? 'true' : 'false'}
      title=${how}
      @click=${() => void set(!on)}
    >
      <span class="disc">${icon(on ? shape : crossed)}</span>${text.term(kind)}
      <span class=${sending.state === 'failed' ? 'reason' : 'visually-hidden'}>${how}</span>
    </button>`;
  }

  #renderScreen(call: CallHandle, screen: boolean) {
    const { text } = this.#around;
    return html`<button
      type="button"
      class="round ${screen ? 'sending' : 'off'}"
      part="control screen"
      aria-pressed=${screen ? 'true' : 'false'}
      @click=${() => void call.shareScreen(!screen)}
    >
      <span class="disc">${icon(SCREEN)}</span>${text.term('screen')}
      <span class="visually-hidden">${text.term(screen ? 'showing' : 'hidden')}</span>
    </button>`;
  }

  #renderTools() {
    return html`<button
      type="button"
      class="round"
      part="control"
      aria-expanded=${this.#open ? 'true' : 'false'}
      @click=${() => this.#toggleTools()}
    >
      <span class="disc">${icon(MORE)}</span>${this.#around.text.term('tools')}
    </button>`;
  }

  #renderSize() {
    const { compact } = this.#host;
    return html`<button
      type="button"
      class="round"
      part="control"
      @click=${() => (this.#host.compact = !compact)}
    >
      <span class="disc">${icon(compact ? GROW : SHRINK)}</span
      >${this.#around.text.term(compact ? 'grow' : 'shrink')}
    </button>`;
  }

  /** Movable with the arrow keys, and by dragging it to a corner. */
  #renderSelf({ local, camera, screen }: CallSessionState) {
    const { text } = this.#around;
    const shown = local && (screen || camera.state === 'sending' || camera.state === 'starting');
    return html`<div
      class="self-place ${this.#corner}"
      role="group"
      tabindex="0"
      aria-label=${text.term(shown ? 'self' : 'selfOff')}
      @keydown=${this.#onKey}
      @pointerup=${this.#onDrop}
    >
      <video
        part="self"
        class="self ${screen ? '' : 'mirrored'}"
        autoplay
        playsinline
        ?hidden=${!shown}
      ></video>
      ${
        shown
          ? nothing
          : html`<span class="self-off">
              ${icon(CAMERA_OFF)}<span class="self-words">${text.term('selfOff')}</span>
            </span>`
      }
    </div>`;
  }

  #how({ state, cause }: Sending): string {
    const { text } = this.#around;
    if (state !== 'failed') return text.term(state);
    return text.term('failed', (cause && text.said.causes[cause]) ?? text.term('unknownCause'));
  }

  #toggleTools() {
    this.#open = !this.#open;
    this.#host.requestUpdate();
  }

  #onKey = (event: KeyboardEvent) => {
    const at = CORNERS.indexOf(this.#corner);
    const rtl = getComputedStyle(this.#host).direction === 'rtl';
    const moves: Record<string, number> = {
      ArrowUp: at & 1,
      ArrowDown: at | 2,
      [rtl ? 'ArrowRight' : 'ArrowLeft']: at & 2,
      [rtl ? 'ArrowLeft' : 'ArrowRight']: at | 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#moveTo(CORNERS[to]!);
  };

  #onDrop = (event: PointerEvent) => {
    const place = event.currentTarget as HTMLElement;
    const stage = place.parentElement!.getBoundingClientRect();
    const rtl = getComputedStyle(this.#host).direction === 'rtl';
    const right = event.clientX > stage.left + stage.width / 2;
    const below = event.clientY > stage.top + stage.height / 2;
    this.#moveTo(CORNERS[(below ? 2 : 0) + (right !== rtl ? 1 : 0)]!);
  };

  #moveTo(corner: Corner) {
    this.#corner = corner;
    this.#host.requestUpdate();
  }
}

const OFF: Sending = { state: 'off' };

const mayShare = () => typeof navigator.mediaDevices?.getDisplayMedia === 'function';
