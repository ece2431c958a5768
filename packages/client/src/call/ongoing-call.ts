import { codeOf, endBy, type ErrorCode } from '@consult/core';
import type { CallAnswer, CallView, SignalView } from '@consult/core/wire';
import type { Client } from '../contracts.js';
import { createStore, type Writable } from '../store.js';
import { CAPTION_LENGTH, captionOf, theirsOf } from './captions.js';
import type { CallHandle, CallSessionState, Caption, DeviceKind, EndReason } from './contracts.js';
import { describeCall, isSeatedHere, renewed, type CallFacts, type Theirs } from './describe-call.js';
import type { OwnDevices } from './devices.js';
import { insist, type Insisting } from './insist.js';
import { OwnSending } from './own-sending.js';
import { Sitting } from './sitting.js';
import type { Surroundings } from './surroundings.js';
import { holdLock } from './tab-lock.js';

export interface OngoingDeps {
  readonly client: Client;
  readonly surroundings: Surroundings;
  readonly devices: OwnDevices;
  readonly seat: CallFacts['seat'];
  /** The person takes away what is over. */
  readonly onDismiss: () => void;
  /** Something has changed that others may have to know. */
  readonly onChange: () => void;
}

/** One call as this page follows it. */
export class OngoingCall {
  readonly handle: CallHandle;
  /** Fulfilled when the server has heard of the end that was made here. */
  ending?: Promise<void>;
  readonly #deps: OngoingDeps;
  readonly #path: string;
  readonly #state: Writable<CallSessionState>;
  readonly #own: OwnSending;
  /** Ends what insists, but for the word that it is over. */
  readonly #life = new AbortController();
  readonly #insisting: Insisting;
  #view: CallView;
  #sitting?: Sitting | undefined;
  /** This tab prepares itself while it rings; answers how to let others. */
  #letWarm?: (() => void) | undefined;
  #warming = false;
  #answered = false;
  /** The server has this page in the seat, or had. */
  #sat = false;
  #isTaking = false;
  /** It has been `active` here. */
  #seen = false;
  #end?: EndReason | undefined;
  #problem?: ErrorCode | undefined;
  #theirs?: Theirs | undefined;
  #captions: readonly Caption[] = [];

  constructor(view: CallView, deps: OngoingDeps) {
    this.#deps = deps;
    this.#view = view;
    this.#path = `/v1/calls/${encodeURIComponent(view.id)}`;
    const { client, surroundings, devices } = deps;
    this.#insisting = {
      connection: client.connection,
      tuning: surroundings.tuning,
      signal: this.#life.signal,
      onTrouble: (problem) => this.#setProblem(problem),
    };
    this.#own = new OwnSending({
      callId: view.id,
      surroundings,
      devices,
      sitting: () => this.#sitting,
      theirs: () => this.#theirs,
      onChange: () => this.#show(),
    });
    this.#state = createStore(describeCall(this.#facts()));
    this.handle = {
      id: view.id,
      chatId: view.chat,
      side: view.side,
      state: this.#state,
      accept: (options) => this.#accept(options?.audioOnly ?? false),
      end: () => this.#finish(),
      take: () => this.#take(),
      setMicrophone: (on) => this.#own.setMicrophone(on),
      setCamera: (on) => this.#own.setCamera(on),
      shareScreen: (on) => this.#own.shareScreen(on && view.side === 'doctor' && this.#answered),
      setAudioOnly: (on) => this.#own.setAudioOnly(on),
      say: async (text) => this.#say(text),
      retry: async () => this.#sitting?.again(),
      dismiss: () => {
        if (this.over) deps.onDismiss();
      },
    };
    this.#settle();
  }

  get over(): boolean {
    return this.#state.value.phase === 'ended';
  }

  /** What the server says of it now. What it said before it is no news. */
  learn(view: CallView) {
    if (view.revision >= this.#view.revision)
      this.#view = { ...view, signals: Math.max(view.signals, this.#view.signals) };
    this.#settle();
  }

  /** The server no longer speaks of it: asks what became of it. */
  async ask(): Promise<void> {
    try {
      this.learn((await this.#deps.client.call<CallAnswer>('GET', this.#path)).call);
    } catch (error) {
      if (codeOf(error) === 'not-found') this.#leave('hang-up'); // the consultation is somebody else's now
    }
  }

  /** There may be signals up to this place; without a place: nobody knows. */
  hint(signals?: number) {
    if (signals === undefined) this.#sitting?.line.ask();
    else this.#sitting?.line.hint(signals);
  }

  /** Somebody looks at the page, or no longer. */
  look() {
    this.#settle();
  }

  /** The machine has slept: what stood before has most likely fallen. */
  woke() {
    if (this.#sitting?.link && this.#sitting.link.state.value.state !== 'connected') this.#sitting.again();
  }

  /** A device of the running call was chosen. */
  async change(kind: DeviceKind): Promise<void> {
    if (kind !== 'speaker') await this.#own.media.change(kind === 'camera' ? 'video' : 'audio');
  }

  /** Devices came or went. */
  replug() {
    void this.#own.media.replug();
  }

  /** Lets go of everything here. The call goes on. */
  close() {
    this.#life.abort();
    this.#release();
  }

  /** Brings what this page does into line with what it knows. */
  #settle() {
    const { surroundings } = this.#deps;
    const { side, state } = this.#view;
    if (this.#life.signal.aborted) return;
    const isHere = isSeatedHere({ view: this.#view, seat: this.#deps.seat });
    if (this.#end !== undefined || state === 'ended') this.#release();
    else if (isHere) {
      this.#sat = true;
      this.#sit();
      if (state !== 'ringing') this.#answer();
      this.#own.begin();
    } else if (state === 'ringing' && side === 'patient') {
      if (!this.#answered && !surroundings.page.isHidden()) void this.#warm();
    } else if (!this.#isTaking) this.#giveUpSeat();
    this.#show();
  }

  /** Another page of one's own sits there. */
  #giveUpSeat() {
    const rangHere = this.#state.value.phase === 'incoming' || (this.#answered && !this.#sat);
    if (rangHere) return this.#leave('answered-elsewhere');
    this.#answered = this.#sat = this.#seen = false;
    this.#release();
  }

  /** Connects while it rings: the tab one looks at, and no other of this browser. */
  async #warm() {
    if (this.#sitting || this.#warming) return;
    this.#warming = true;
    const letGo = await holdLock(this.#deps.surroundings.locks, `consult-call/${this.#view.id}`);
    this.#warming = false;
    const isWanted = this.#state.value.phase === 'incoming' && !this.#sitting && !this.#life.signal.aborted;
    if (!letGo || !isWanted) return letGo?.();
    this.#letWarm = letGo;
    this.#sit();
    this.#show();
  }

  #sit(takes: boolean = false) {
    if (this.#sitting) return;
    const { client, surroundings, seat } = this.#deps;
    this.#sitting = new Sitting({
      client,
      surroundings,
      view: this.#view,
      device: seat.device,
      takes,
      onChange: () => this.#show(),
      onView: (view) => this.learn(view),
      onSignal: (signal) => this.#onSignal(signal),
      onProblem: (problem) => this.#setProblem(problem),
      // The page it rings at says so itself: the doctor's picture leaves for it before the server's word has come.
      onAnswered: () => this.#view.side === 'doctor' && this.#sitting?.release(),
      onRefused: (code) => this.#onRefused(code),
    });
  }

  /** Real tracks may leave. */
  #answer() {
    this.#answered = true;
    this.#sitting?.answer();
    this.#own.answer();
  }

  async #accept(audioOnly: boolean): Promise<void> {
    if (this.#state.value.phase !== 'incoming') return;
    this.#sit();
    this.#answer(); // what connects goes on while the server is told, and while the person is asked
    this.#own.begin(audioOnly);
    this.#show();
    const { client, seat } = this.#deps;
    const post = () => client.call<CallAnswer>('POST', `${this.#path}/accept`, { device: seat.device });
    try {
      this.learn((await insist(post, this.#insisting)).call);
    } catch (error) {
      this.#onNotAnswered(codeOf(error));
    }
  }

  #onNotAnswered(code: ErrorCode) {
    if (this.#life.signal.aborted || this.over) return;
    if (code === 'call-answered') return this.#leave('answered-elsewhere');
    this.#answered = false;
    this.#release();
    this.#setProblem(code);
    if (code === 'call-ended') void this.ask();
  }

  async #finish(): Promise<void> {
    if (this.#state.value.phase === 'ended') return this.ending;
    const failed = this.#state.value.recovery === 'words';
    const { client, surroundings } = this.#deps;
    this.#leave(endBy(this.#view, this.#view.side, failed));
    const post = () => client.call<CallAnswer>('POST', `${this.#path}/end`, { failed });
    // It goes on after the page has let go of the call, and ends with the client.
    const insisting: Insisting = {
      connection: client.connection,
      tuning: surroundings.tuning,
      signal: this.#life.signal,
    };
    this.ending = insist(post, insisting).then(
      ({ call }) => {
        this.#end = call.end ?? this.#end; // it may have ended before, in another way
        this.learn(call);
      },
      () => undefined, // the server will not hear of it: there is no such call for this person
    );
    await this.ending;
  }

  async #take(): Promise<void> {
    if (this.#state.value.phase !== 'elsewhere') return;
    this.#isTaking = true;
    this.#sit(true);
    const { promise, resolve } = withResolvers();
    const stop = this.#state.subscribe(() => {
      if (this.#state.value.phase === 'elsewhere' && this.#isTaking) return;
      stop();
      this.#isTaking = false;
      resolve();
    });
    await promise;
  }

  #onRefused(code: ErrorCode) {
    if (this.#isTaking) {
      this.#isTaking = false;
      this.#release();
    }
    if (!code.startsWith('call-')) this.#setProblem(code);
    void this.ask();
  }

  /** Over for this page. */
  #leave(end: EndReason) {
    this.#end = end;
    this.#release();
    this.#show();
  }

  #release() {
    this.#letWarm?.();
    this.#letWarm = undefined;
    this.#sitting?.close();
    this.#sitting = undefined;
    this.#own.release(this.#view.state === 'ended' || this.#end !== undefined);
  }

  /* What is heard and said. */

  #onSignal(signal: SignalView) {
    if (signal.kind === 'sends') {
      this.#theirs = theirsOf(signal);
      this.#own.update();
    } else if (signal.kind === 'text') {
      const caption = captionOf(signal, this.#deps.client.now());
      if (caption) this.#captions = [...this.#captions, caption];
      this.#show();
    }
  }

  #say(text: string) {
    const said = text.trim();
    if (!said || !this.#sitting) return;
    if ([...said].length > CAPTION_LENGTH) return this.#setProblem('text-too-long');
    const caption = {
      id: `own-${this.#captions.length}`,
      own: true,
      text: said,
      at: this.#deps.client.now(),
    };
    this.#captions = [...this.#captions, caption];
    this.#sitting.line.send('text', { text: said });
    this.#show();
  }

  /* What is shown. */

  #setProblem(problem: ErrorCode | undefined) {
    this.#problem = problem;
    this.#show();
  }

  #show() {
    const before = this.#state.value;
    const next = renewed(before, describeCall(this.#facts()));
    this.#state.set(next);
    this.#seen ||= next.phase === 'active';
    if (next.phase !== before.phase) this.#deps.onChange();
  }

  #facts(): CallFacts {
    const { surroundings, seat } = this.#deps;
    const sitting = this.#sitting;
    return {
      view: this.#view,
      seat,
      now: surroundings.now(),
      answered: this.#answered,
      seen: this.#seen,
      end: this.#end,
      problem: this.#problem,
      link: sitting?.link?.state.value.state,
      talks: sitting?.link?.state.value.talks,
      remote: sitting?.link?.remote,
      looks: sitting?.looks ?? [],
      ladder: sitting?.ladder,
      ...this.#own.facts,
      sentSince: sitting?.sentSince ?? {},
      leaveWithin: surroundings.tuning.leaveWithin,
      theirs: this.#theirs,
      captions: this.#captions,
      code: sitting?.code,
    };
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
