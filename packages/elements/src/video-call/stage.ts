import type { Client } from '@consult/client';
import type { CallHandle, CallPhase, Calls, CallSessionState, EndReason } from '@consult/client/call';
import { clockOf, codeOf, fullName, shortName, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { adopt } from '../shared/adopt.js';
import { controls } from '../shared/controls.styles.js';
import { icon } from '../shared/icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { OnDemand } from '../shared/on-demand.js';
import { plain } from '../shared/plain.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { callRu, type CallWords } from '../text/call-ru.js';
import type { CallControls } from './controls.js';
import {
  CallAcceptEvent,
  CallChatEvent,
  CallCheckEvent,
  CallConnectedEvent,
  CallEndedEvent,
  CallIncomingEvent,
} from './events.js';
import { HANDSET_OFF, PERSON } from './icons.js';
import { renderIncoming } from './incoming.js';
import { play, soundThrough } from './play.js';
import type { Ring } from './ring.js';
import { stageStyles } from './stage.styles.js';
import type { VideoCall } from './video-call.js';

const words = createWords(callRu, async () => (await import('../text/call-en.js')).callEn);

export type CallText = LocalizeController<CallWords>;

/** The whole vocabulary in the language spoken now: its tables too. */
export const saidIn = ({ lang }: CallText): CallWords => (lang === 'en' && words.en) || words.ru;

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
  /** What is followed, as it was looked at last. */
  #call?: CallHandle | undefined;
  #phase?: CallPhase | undefined;
  #stop?: (() => void) | undefined;
  #connected = false;
  #clock?: ReturnType<typeof setInterval> | undefined;
  /** The browser does not play sound before somebody has clicked. */
  #silenced = false;
  /** Why there was no further call. */
  #problem?: ErrorCode | undefined;
  /** A call elsewhere of which nothing more is to be seen here. */
  #unwanted?: string | undefined;

  constructor(host: VideoCall, around: StageSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host as LitElement, words);
    new SentencesController(host, this.#text);
    for (const styles of [controls, actions, stageStyles]) adopt(host, styles);
    const redraw = () => host.requestUpdate();
    this.#controls = new OnDemand(async () => {
      const { CallControls } = await import('./controls.js');
      return new CallControls(host, { text: this.#text, calls: () => this.#around.calls() });
    }, redraw);
    this.#ring = new OnDemand(async () => {
      const { Ring } = await import('./ring.js');
      return new Ring(this.#text);
    }, redraw);
    this.ready = this.#text.ready();
  }

  /** Called after each drawing: what the state means beside the picture. */
  follow(call: CallHandle | undefined) {
    if (call !== this.#call) this.#begin(call);
    const state = call?.state.value;
    if (!call || !state) return this.#quiet();
    if (state.phase === 'incoming') this.#ring.wanted?.start();
    else this.#quiet();
    // Browsers close a dialog that is moved, and on a second Escape.
    if (state.phase === 'incoming' && this.#dialog?.open === false) this.#dialog.showModal();
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
        return renderIncoming(call, this.#text, {
          problem: this.#renderProblem(state.problem),
          onAccept: (audioOnly) => this.#accept(call, audioOnly),
        });
      case 'ended':
        return this.#renderEnded(call, state, state.end ?? 'failed');
      case 'elsewhere':
        return this.#renderElsewhere(call);
      default:
        return this.#renderStage(call, state);
    }
  }

  #renderStage(call: CallHandle, state: CallSessionState) {
    const text = this.#text;
    const { arriving, phase, remote, theirs } = state;
    const other = this.#other(call, state);
    const shown = remote && arriving.video && phase === 'active';
    return html`<div
      class="stage ${this.#host.compact ? 'compact' : ''} ${phase}"
      part="stage"
      lang=${text.lang}
      role="dialog"
      aria-label=${text.term('window')}
      tabindex="-1"
    >
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
      ${this.#renderStatus(call, state)} ${this.#renderCaption(state)}
      ${theirs && !theirs.audio && phase === 'active' ? html`<p class="muted-note">${text.term('theirSoundOff')}</p>` : nothing}
      ${this.#silenced ? html`<button type="button" class="button main sound" part="sound" @click=${this.#onUnmute}>${text.term('unmute')}</button>` : nothing}
      ${this.#renderProblem(this.#problem ?? state.problem)}
      ${this.#controls.wanted?.render(call, state) ?? this.#renderHangUp(call, state)}
    </div>`;
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
      ${quality && phase === 'active' && !recovery ? html`<p part="quality" class="chip quality ${quality}">${this.#said.qualities[quality]}</p>` : nothing}
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

  #renderElsewhere(call: CallHandle) {
    const text = this.#text;
    if (this.#unwanted === call.id) return nothing;
    return html`<div
      class="card"
      part="stage"
      role="dialog"
      lang=${text.lang}
      aria-label=${text.term('window')}
      tabindex="-1"
    >
      <p role="status" part="status">${text.term('elsewhere')}</p>
      ${this.#renderProblem(call.state.value.problem)}
      <div class="row">
        <button type="button" class="button main" @click=${() => void call.take()}>
          ${text.term('take')}
        </button>
        <button type="button" class="button" @click=${() => this.#putAway(call)}>
          ${text.term('close')}
        </button>
      </div>
    </div>`;
  }

  #renderEnded(call: CallHandle, state: CallSessionState, reason: EndReason) {
    const text = this.#text;
    const [title, hint] = this.#said.ends[call.side][reason];
    const { answeredAt, endedAt } = state.call;
    return html`<div
      class="card"
      part="ended"
      role="dialog"
      lang=${text.lang}
      aria-labelledby="over"
      tabindex="-1"
    >
      <h2 id="over"><span role="status">${title}</span></h2>
      ${answeredAt !== null && endedAt !== null && reason !== 'answered-elsewhere' ? html`<p class="length">${text.term('lasted', clockOf(Math.max(0, endedAt - answeredAt)))}</p>` : nothing}
      <p>${hint}</p>
      ${this.#renderProblem(state.problem)}
      <div class="row">
        ${this.#renderNext(call, reason)}
        <button type="button" class="button" part="close" @click=${() => call.dismiss()}>
          ${text.term('close')}
        </button>
      </div>
    </div>`;
  }

  /** One thing to do next, and the same for whoever ends up in the same place. */
  #renderNext(call: CallHandle, reason: EndReason) {
    if (reason === 'answered-elsewhere') return nothing;
    const [word, act] = this.#next(call, reason);
    return html`<button type="button" class="button main" part="next" @click=${act}>
      ${this.#text.term(word)}
    </button>`;
  }

  #next(call: CallHandle, reason: EndReason): ['again' | 'check' | 'toChat', () => void] {
    const { chatId } = call;
    if (call.side === 'doctor' && !['hang-up', 'cancelled', 'declined'].includes(reason))
      return ['again', () => void this.#callAgain(call)];
    const tell = (event: Event) => () => {
      call.dismiss();
      this.#host.dispatchEvent(event);
    };
    if (reason === 'failed') return ['check', tell(new CallCheckEvent(chatId))];
    return ['toChat', tell(new CallChatEvent(chatId))];
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

  #renderProblem(code: CallSessionState['problem']) {
    return code
      ? html`<p class="problem" part="problem" role="alert">${this.#text.error(code)}</p>`
      : nothing;
  }

  #status(call: CallHandle, { phase, recovery, call: view }: CallSessionState): string {
    const text = this.#text;
    if (phase === 'outgoing') return text.term('calling', plain(shortName(view.patient.name)));
    if (recovery) return this.#said.recoveries[recovery];
    if (phase === 'connecting' || phase === 'reconnecting' || phase === 'active') return text.term(phase);
    return text.term('window');
  }

  #whyNoPicture({ phase, theirs, audioOnly, recovery }: CallSessionState, other: string): string {
    const text = this.#text;
    if (phase === 'reconnecting') return this.#said.recoveries[recovery ?? 'ice-restart'];
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

  /** The person need not be told for ever that the talk goes on elsewhere. */
  #putAway(call: CallHandle) {
    this.#unwanted = call.id;
    this.#host.requestUpdate();
  }

  /** A new call takes the place of this one; where it cannot be, this one says why. */
  async #callAgain({ chatId }: CallHandle) {
    this.#problem = undefined;
    try {
      await this.#around.calls()?.ring(chatId);
    } catch (error) {
      this.#problem = codeOf(error);
      this.#host.requestUpdate();
    }
  }

  #begin(call: CallHandle | undefined) {
    this.#stop?.();
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#call = call;
    this.#problem = undefined;
    this.#phase = undefined;
    this.#connected = false;
    this.#silenced = false;
    this.#stop = call?.state.subscribe(() => this.#host.requestUpdate());
    if (call) this.#clock = setInterval(() => this.#tick(), 1000);
  }

  /** The length of the call is drawn anew each second. */
  #tick() {
    if (this.#phase === 'active') this.#host.requestUpdate();
  }

  #enter(call: CallHandle, { phase, end }: CallSessionState) {
    const { id, chatId } = call;
    if (phase === 'incoming') {
      this.#dialog?.focus(); // not one of the answers: somebody who types must not answer by accident
      this.#host.dispatchEvent(new CallIncomingEvent(id, chatId));
    } else if (phase === 'active' && !this.#connected) {
      this.#connected = true;
      this.#host.dispatchEvent(new CallConnectedEvent(id, chatId));
    } else if (phase === 'ended') this.#host.dispatchEvent(new CallEndedEvent(id, chatId, end ?? 'failed'));
    const opens =
      this.#phase === undefined || this.#phase === 'incoming' || phase === 'ended' || phase === 'elsewhere';
    if (phase !== 'incoming' && opens && !this.#host.compact)
      this.#host.renderRoot.querySelector<HTMLElement>('.stage, .card')?.focus({ preventScroll: true });
  }

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

  get #said(): CallWords {
    return saidIn(this.#text);
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
