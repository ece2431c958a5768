import type { Client } from '@consult/client';
import type { CallHandle, CallPhase, Calls, CallSessionState } from '@consult/client/call';
import { clockOf, fullName, shortName } from '@consult/core';
import { html, nothing, supportsAdoptingStyleSheets, type LitElement } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { adopt } from '../shared/adopt.js';
import { controls } from '../shared/controls.styles.js';
import { icon } from '../shared/icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { OnDemand } from '../shared/on-demand.js';
import { plain } from '../shared/plain.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { callRu, type CallWords } from '../text/call-ru.js';
import { AfterCall, renderProblem } from './after-call.js';
import { cardStyles } from './card.styles.js';
import type { CallControls } from './controls.js';
import { CallAcceptEvent, CallConnectedEvent, CallEndedEvent, CallIncomingEvent } from './events.js';
import { HANDSET_OFF, PERSON } from './icons.js';
import { renderIncoming } from './incoming.js';
import { play, soundThrough } from './play.js';
import type { WindowMover } from './mover.js';
import type { Ring } from './ring.js';
import { stageStyles } from './stage.styles.js';
import type { VideoCall } from './video-call.js';

const words = createWords(callRu, async () => (await import('../text/call-en.js')).callEn);

export type CallText = LocalizeController<CallWords>;

/** What the stage needs of the element around it. */
export interface StageSurroundings {
  readonly calls: () => Calls | undefined;
  readonly client: () => Client | undefined;
}

/** Everything a call shows, by its phase. It comes with the first call. */
export class CallStage {
  readonly ready: Promise<unknown>;
  readonly #host: VideoCall;
  readonly #around: StageSurroundings;
  readonly #text: CallText;
  readonly #controls: OnDemand<CallControls>;
  readonly #ring: OnDemand<Ring>;
  readonly #mover: OnDemand<WindowMover>;
  readonly #after: AfterCall;
  /** What is followed, as it was looked at last. */
  #call?: CallHandle | undefined;
  #phase?: CallPhase | undefined;
  #connected = false;
  #clock?: ReturnType<typeof setInterval> | undefined;
  /** The browser does not play sound before somebody has clicked. */
  #silenced = false;
  /** Dialogs that stand over the whole page. */
  readonly #modal = new WeakSet<HTMLDialogElement>();

  constructor(host: VideoCall, around: StageSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host as LitElement, words);
    new SentencesController(host, this.#text);
    for (const styles of [controls, actions, cardStyles, stageStyles]) adopt(host, styles);
    this.#controls = new OnDemand(async () => {
      const { CallControls } = await import('./controls.js');
      return new CallControls(host, { text: this.#text, calls: () => this.#around.calls() });
    }, this.#redraw);
    this.#ring = new OnDemand(async () => {
      const { Ring } = await import('./ring.js');
      return new Ring(this.#text);
    }, this.#redraw);
    this.#mover = new OnDemand(async () => {
      const { WindowMover } = await import('./mover.js');
      return new WindowMover(host, this.#text);
    }, this.#redraw);
    this.#after = new AfterCall(host, { text: this.#text, calls: around.calls });
    new StoreController(host, () => around.calls()?.current.value?.state);
    this.ready = this.#text.ready();
  }

  /** Called after each drawing: what the state means beside the picture. */
  follow(call: CallHandle | undefined) {
    if (call !== this.#call) this.#begin(call);
    const state = call?.state.value;
    if (!call || !state) return this.#quiet();
    if (state.phase === 'incoming') this.#ring.wanted?.start();
    else this.#quiet();
    this.#open();
    if (state.phase !== this.#phase) this.#enter(call, state);
    this.#phase = state.phase;
    const remote = this.#video('remote');
    if (remote) {
      play(remote, state.remote, this.#onSilenced);
      soundThrough(remote, this.#around.calls()?.devices.state.value.chosen.speaker);
    }
    const self = this.#video('self');
    if (self) play(self, state.local, this.#onSilenced);
  }

  /** The element leaves its place. A dialog that is moved would stay open and be modal no more. */
  putDown() {
    this.#dialog?.close();
  }

  /** The element has left the page. Moved within it, it is drawn again. */
  leave() {
    this.#begin(undefined);
    this.#quiet();
    this.#controls.value?.leave();
  }

  render(call: CallHandle) {
    const state = call.state.value;
    switch (state.phase) {
      case 'incoming':
        return renderIncoming(call, this.#text, (audioOnly) => this.#accept(call, audioOnly));
      case 'ended':
        return this.#after.renderEnded(call, state);
      case 'elsewhere':
        return this.#after.renderElsewhere(call);
      default:
        return this.#renderStage(call, state);
    }
  }

  #renderStage(call: CallHandle, state: CallSessionState) {
    const text = this.#text;
    const { arriving, phase, remote, theirs } = state;
    const other = this.#other(call, state);
    const shown = remote && arriving.video && phase === 'active';
    return html`<dialog
      class="stage ${this.#host.compact ? 'compact' : ''} ${phase}"
      part="stage"
      lang=${text.lang}
      aria-label=${text.term('window')}
      tabindex="-1"
      @cancel=${this.#onEscape}
    >
      <div class="room">
        <video
          part="remote"
          class="remote ${shown ? '' : 'dimmed'}"
          autoplay
          playsinline
          aria-label=${other}
          ?hidden=${!remote}
        ></video>
        ${
          shown
            ? nothing
            : html`<div part="without-picture" class="without">
                ${icon(PERSON)}
                <p><bdi>${other}</bdi></p>
                <p class="why">${this.#whyNoPicture(state, other)}</p>
              </div>`
        }
        ${this.#renderMover()} ${this.#renderStatus(call, state)} ${this.#renderCaption(state)}
        ${theirs && !theirs.audio && phase === 'active' ? html`<p class="muted-note">${text.term('theirSoundOff')}</p>` : nothing}
        ${this.#silenced ? html`<button type="button" class="button main sound" part="sound" @click=${this.#onUnmute}>${text.term('unmute')}</button>` : nothing}
        ${renderProblem(state.problem, this.#text)}
        ${this.#controls.wanted?.render(call, state) ?? this.#renderHangUp(call, state)}
      </div>
    </dialog>`;
  }

  /** A browser that shares no sheets leaves the small window where it is. */
  #renderMover() {
    return this.#host.compact && supportsAdoptingStyleSheets
      ? (this.#mover.wanted?.render() ?? nothing)
      : nothing;
  }

  #renderStatus(call: CallHandle, state: CallSessionState) {
    const text = this.#text;
    const { phase, call: view, quality, recovery } = state;
    const since = view.answeredAt ?? undefined;
    return html`<div class="status">
      <p part="status" class="chip ${phase}" role="status">${this.#status(call, state)}</p>
      ${
        phase === 'active' && since !== undefined
          ? html`<p class="chip time">${clockOf(Math.max(0, this.#now - since))}</p>`
          : nothing
      }
      ${quality && phase === 'active' && !recovery ? html`<p part="quality" class="chip quality ${quality}">${this.#text.said.qualities[quality]}</p>` : nothing}
      ${
        recovery === 'words'
          ? html`<button type="button" class="button" @click=${() => void call.retry()}>
              ${text.term('retry')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Until the controls have come: the one that must always be in reach. */
  #renderHangUp(call: CallHandle, { phase }: CallSessionState) {
    return html`<div class="controls" part="controls">
      <button type="button" class="round negative" part="control hang-up" @click=${() => void call.end()}>
        <span class="disc">${icon(HANDSET_OFF)}</span
        >${this.#text.term(phase === 'outgoing' ? 'cancel' : 'hangUp')}
      </button>
    </div>`;
  }

  /** What the other one has typed last: whoever does not hear must not miss it. */
  #renderCaption({ captions }: CallSessionState) {
    const last = captions.findLast(({ own }) => !own);
    return html`<p
      part="caption"
      class="caption"
      role="status"
      dir="auto"
      ?hidden=${!last}
      .textContent=${last?.text ?? ''}
    ></p>`;
  }

  #status(call: CallHandle, { phase, recovery, call: view }: CallSessionState): string {
    const text = this.#text;
    if (phase === 'outgoing') return text.term('calling', plain(shortName(view.patient.name)));
    if (recovery) return this.#text.said.recoveries[recovery];
    if (phase === 'connecting' || phase === 'reconnecting' || phase === 'active') return text.term(phase);
    return text.term('window');
  }

  #whyNoPicture({ phase, theirs, audioOnly, recovery }: CallSessionState, other: string): string {
    const text = this.#text;
    if (phase === 'reconnecting') return this.#text.said.recoveries[recovery ?? 'ice-restart'];
    if (phase !== 'active') return '';
    if (audioOnly) return text.term('audioOnly');
    return theirs && !theirs.video && !theirs.screen
      ? text.term('noPicture', other)
      : text.term('pictureComing');
  }

  #other({ side }: CallHandle, { call }: CallSessionState): string {
    return plain(fullName(side === 'doctor' ? call.patient.name : call.doctor.name));
  }

  #accept(call: CallHandle, audioOnly: boolean) {
    if (this.#host.dispatchEvent(new CallAcceptEvent(call.id, call.chatId))) void call.accept({ audioOnly });
  }

  #begin(call: CallHandle | undefined) {
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#call = call;
    this.#phase = undefined;
    this.#connected = false;
    this.#silenced = false;
    if (call) this.#clock = setInterval(() => this.#tick(), 1000);
  }

  /** The length of the call is drawn anew each second. */
  #tick() {
    if (this.#phase === 'active') this.#host.requestUpdate();
  }

  /**
   * Over the whole page it is modal: nobody shall get lost with the keyboard in what it hides. Small it is not, and opens
   * without taking the focus from somebody who writes. Browsers close one on a second Escape, whatever we say.
   */
  #open() {
    const dialog = this.#dialog;
    if (!dialog?.isConnected) return;
    const isModal = !dialog.matches('.compact');
    if (dialog.open && this.#modal.has(dialog) !== isModal) dialog.close();
    if (dialog.open) return;
    dialog.onclose = this.#redraw;
    if (!isModal) {
      this.#modal.delete(dialog);
      dialog.open = true;
      return;
    }
    this.#modal.add(dialog);
    dialog.showModal();
    dialog.focus({ preventScroll: true }); // not one of its buttons: somebody who types must press none by accident
  }

  #enter(call: CallHandle, { phase, end }: CallSessionState) {
    const { id, chatId } = call;
    if (phase === 'incoming') {
      this.#host.dispatchEvent(new CallIncomingEvent(id, chatId));
    } else if (phase === 'active' && !this.#connected) {
      this.#connected = true;
      this.#host.dispatchEvent(new CallConnectedEvent(id, chatId));
    } else if (phase === 'ended') this.#host.dispatchEvent(new CallEndedEvent(id, chatId, end ?? 'failed'));
    if (phase === 'ended' || phase === 'elsewhere')
      this.#host.renderRoot.querySelector<HTMLElement>('.card')?.focus({ preventScroll: true });
  }

  #redraw = () => this.#host.requestUpdate();

  #onEscape = (event: Event) => {
    event.preventDefault(); // a call is not ended by accident
    this.#host.compact = true;
  };

  #onSilenced = () => {
    this.#silenced = true;
    this.#host.requestUpdate();
  };

  #onUnmute = () => {
    this.#silenced = false;
    const video = this.#video('remote');
    if (video) {
      video.muted = false;
      video.play().catch(() => undefined);
    }
    this.#host.requestUpdate();
  };

  #quiet() {
    this.#ring.value?.stop();
  }

  #video(part: 'remote' | 'self') {
    return this.#host.renderRoot.querySelector<HTMLVideoElement>(`video[part~=${part}]`);
  }

  get #dialog() {
    return this.#host.renderRoot.querySelector('dialog');
  }

  get #now(): number {
    return this.#around.client()?.now() ?? Date.now();
  }
}
