import type { CallFacts, Theirs } from './describe-call.js';
import type { OwnDevices } from './devices.js';
import { OwnMedia } from './own-media.js';
import type { Sitting } from './sitting.js';
import type { Surroundings } from './surroundings.js';
import { keepWishes, keptWishes } from './wishes.js';

export interface SendingDeps {
  readonly callId: string;
  readonly surroundings: Surroundings;
  readonly devices: OwnDevices;
  /** The page's place in the call, while it has one. */
  readonly sitting: () => Sitting | undefined;
  readonly theirs: () => Theirs | undefined;
  readonly onChange: () => void;
}

/** What this page sends in one call: which of microphone, camera and screen, by whose wish, and what it says of it. */
export class OwnSending {
  readonly media: OwnMedia;
  readonly #deps: SendingDeps;
  #begun = false;
  #answered = false;
  #soundOnly = false;
  #screen?: MediaStreamTrack | undefined;
  #local?: MediaStream | undefined;
  #localTrack?: MediaStreamTrack | undefined;
  #said?: string | undefined;

  constructor(deps: SendingDeps) {
    this.#deps = deps;
    const { surroundings, devices } = deps;
    this.media = new OwnMedia({
      media: surroundings.media,
      chosen: (kind) => devices.state.value.chosen[kind === 'audio' ? 'microphone' : 'camera'],
      onChange: () => this.update(),
      onLost: () => devices.lose(),
      onGiven: () => void devices.refresh(),
    });
  }

  get facts(): Pick<CallFacts, 'audio' | 'video' | 'screen' | 'soundOnly' | 'local'> {
    const { audio, video } = this.media;
    return {
      audio,
      video,
      screen: this.#screen !== undefined,
      soundOnly: this.#soundOnly,
      local: this.#local,
    };
  }

  /** Camera and microphone are asked for, for the first time in this call: as they were before the page was loaded again. */
  begin(audioOnly: boolean = false) {
    if (this.#begun) return;
    this.#begun = true;
    const kept = keptWishes(this.#deps.callId, this.#deps.surroundings.storage);
    const { audio, video, soundOnly } = kept ?? { audio: true, video: !audioOnly, soundOnly: audioOnly };
    this.#soundOnly = soundOnly;
    void this.media.want({ audio, video });
  }

  /** The call is answered: the other side may know what is sent. */
  answer() {
    this.#answered = true;
    this.update();
  }

  async setMicrophone(on: boolean): Promise<void> {
    if (this.#begun) await this.media.want({ audio: on });
  }

  async setCamera(on: boolean): Promise<void> {
    if (!this.#begun) return;
    if (on) this.#soundOnly = false;
    await this.media.want({ video: on });
  }

  async setAudioOnly(on: boolean): Promise<void> {
    if (!this.#begun) return;
    this.#soundOnly = on;
    if (on) this.#dropScreen();
    await this.media.want({ video: !on });
  }

  async shareScreen(on: boolean): Promise<void> {
    if (!on) this.#dropScreen();
    else if (!this.#screen && this.#begun) {
      const { askScreen } = await import('./screen.js');
      const track = await askScreen(this.#deps.surroundings.media, () => {
        if (this.#screen === track) this.#dropScreen();
        this.update();
      });
      if (!this.#begun || this.#screen) track?.stop();
      else this.#screen = track;
    }
    this.update();
  }

  /** Sends what is to be sent now, and says so. */
  update() {
    const { storage, streamOf } = this.#deps.surroundings;
    const { audio, video } = this.media;
    const isSpared = this.#soundOnly || this.#deps.theirs()?.soundOnly === true;
    const picture = this.#screen ?? (isSpared ? undefined : video.track);
    if (this.#localTrack !== video.track) this.#local = video.track && streamOf([video.track]);
    this.#localTrack = video.track;
    const sitting = this.#deps.sitting();
    sitting?.send('audio', audio.track ?? null);
    sitting?.send('video', picture ?? null);
    if (this.#begun) {
      const wishes = { audio: audio.wanted, video: video.wanted, soundOnly: this.#soundOnly };
      keepWishes(this.#deps.callId, wishes, storage);
      this.#tell(audio.track !== undefined, picture !== undefined);
    }
    this.#deps.onChange();
  }

  /** @param over - For good: what was wanted is forgotten, too. */
  release(over: boolean) {
    this.#begun = this.#answered = false;
    this.#said = undefined;
    this.#dropScreen();
    this.media.release();
    this.#local = this.#localTrack = undefined;
    if (over) keepWishes(this.#deps.callId, undefined, this.#deps.surroundings.storage);
  }

  /** A dark picture needs a word. */
  #tell(audio: boolean, video: boolean) {
    const sitting = this.#deps.sitting();
    if (!this.#answered || !sitting) return;
    const sends = { audio, video, screen: this.#screen !== undefined, soundOnly: this.#soundOnly };
    const said = JSON.stringify(sends);
    if (said === this.#said) return;
    this.#said = said;
    sitting.line.send('sends', sends);
  }

  #dropScreen() {
    this.#screen?.stop();
    this.#screen = undefined;
  }
}
