import type { ProbeCause } from '@consult/core';
import { askMedia } from './ask-media.js';
import type { TrackKind } from './contracts.js';
import type { Media } from './surroundings.js';

/** What one has of one's own sound or picture. */
export interface OwnTrack {
  readonly wanted: boolean;
  /** The browser has been asked and has not answered. */
  readonly asking: boolean;
  /** There while it is wanted and can be had. */
  readonly track?: MediaStreamTrack | undefined;
  /** Why there is none. */
  readonly cause?: ProbeCause | undefined;
}

const NONE: OwnTrack = { wanted: false, asking: false };

export interface OwnMediaDeps {
  readonly media: Media | undefined;
  /** The device chosen for a kind. */
  readonly chosen: (kind: TrackKind) => string | undefined;
  readonly onChange: () => void;
  /** A device was unplugged that was in use. */
  readonly onLost: () => void;
  /** The browser has given something: now it tells the devices' names. */
  readonly onGiven: () => void;
}

/** One's own microphone and camera during one call. Nothing is asked for before it is wanted. */
export class OwnMedia {
  readonly #deps: OwnMediaDeps;
  readonly #own: Record<TrackKind, OwnTrack> = { audio: NONE, video: NONE };
  /** The microphone that is switched off is kept: some browsers would ask for it again. */
  #muted?: MediaStreamTrack | undefined;

  constructor(deps: OwnMediaDeps) {
    this.#deps = deps;
  }

  get audio(): OwnTrack {
    return this.#own.audio;
  }

  get video(): OwnTrack {
    return this.#own.video;
  }

  /** Switches on or off what is named; resolves when the browser has answered. */
  async want(wishes: Partial<Record<TrackKind, boolean>>): Promise<void> {
    const kinds = (['audio', 'video'] as const).filter((kind) => wishes[kind] !== undefined);
    const missing = kinds.filter((kind) => (wishes[kind] ? this.#switchOn(kind) : this.#switchOff(kind)));
    this.#deps.onChange();
    await this.#ask(missing);
  }

  /** Another device was chosen: the old one goes on until the new one is there. */
  async change(kind: TrackKind): Promise<void> {
    if (!this.#own[kind].wanted) this.#drop(kind === 'audio' ? this.#muted : undefined);
    else await this.#ask([kind]);
  }

  /** Devices came or went: what was missing is tried again. */
  async replug(): Promise<void> {
    const missing = (['audio', 'video'] as const).filter((kind) => {
      const { wanted, track, asking, cause } = this.#own[kind];
      return wanted && !track && !asking && (cause === 'device-missing' || cause === 'device-busy');
    });
    await this.#ask(missing);
  }

  /** Lets go of everything; what the browser still gives is not taken. */
  release() {
    for (const kind of ['audio', 'video'] as const) {
      this.#drop(this.#own[kind].track);
      this.#own[kind] = NONE;
    }
    this.#drop(this.#muted);
  }

  /** Answers whether the browser has to be asked. */
  #switchOn(kind: TrackKind): boolean {
    const { wanted, track, asking } = this.#own[kind];
    const kept = kind === 'audio' && this.#muted?.readyState === 'live' ? this.#muted : undefined;
    if (kept) {
      kept.enabled = true;
      this.#muted = undefined;
    }
    const has = track ?? kept;
    this.#own[kind] = { wanted: true, asking: asking && !has, track: has };
    return !has && !(wanted && asking);
  }

  #switchOff(kind: TrackKind): false {
    const { track } = this.#own[kind];
    this.#own[kind] = NONE;
    if (kind === 'audio' && track) {
      track.enabled = false;
      this.#muted = track;
    } else this.#drop(track); // the camera's light goes out
    return false;
  }

  async #ask(kinds: readonly TrackKind[]) {
    if (kinds.length === 0) return;
    for (const kind of kinds) this.#own[kind] = { ...this.#own[kind], asking: true, cause: undefined };
    this.#deps.onChange();
    const { media, chosen, onGiven } = this.#deps;
    const wishes = Object.fromEntries(kinds.map((kind) => [kind, chosen(kind)]));
    const asked = await askMedia(media, kinds, wishes);
    for (const kind of kinds) this.#take(kind, asked[kind] ?? 'device-missing');
    if (kinds.some((kind) => typeof asked[kind] === 'object')) onGiven();
    this.#deps.onChange();
  }

  #take(kind: TrackKind, given: MediaStreamTrack | ProbeCause) {
    const { wanted, track: old } = this.#own[kind];
    if (typeof given === 'string') {
      if (wanted) this.#own[kind] = { wanted, asking: false, track: old, cause: old ? undefined : given };
      return;
    }
    if (!wanted) return this.#drop(given); // nobody wants it any more
    this.#own[kind] = { wanted, asking: false, track: given };
    this.#drop(old);
    given.addEventListener('ended', this.#onEnded);
  }

  /** Browsers say so when a device is unplugged or taken away, and not when we stop it ourselves. */
  readonly #onEnded = ({ target }: Event) => {
    const track = target as MediaStreamTrack;
    const kind = track.kind as TrackKind;
    this.#drop(track);
    if (this.#own[kind].track !== track) return;
    this.#own[kind] = { wanted: true, asking: false };
    this.#deps.onLost();
    void this.#ask([kind]); // another one, where there is one
  };

  #drop(track: MediaStreamTrack | undefined) {
    track?.stop();
    track?.removeEventListener('ended', this.#onEnded); // browsers are slow to collect what somebody listens to
    if (track === this.#muted) this.#muted = undefined;
  }
}
