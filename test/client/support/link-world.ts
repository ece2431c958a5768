import { createStore } from '@consult/client';
import type {
  LinkState,
  LinkStatistics,
  OpenPeerLink,
  PeerLink,
  PeerLinkOptions,
  TrackKind,
} from '@consult/client/call';
import type { SignalView } from '@consult/core/wire';
import { onTestFinished } from 'vitest';

/** A line as a test wants it: what mends it, and how it bears a picture. */
export interface Weather {
  /** Whether a new path under the connection would do. */
  restarts: boolean;
  /** Whether a new connection would come about. */
  redials: boolean;
  /** Whether the line bears a picture. */
  bearsPicture: boolean;
  loss: number;
}

/**
 * What stands between two pages instead of WebRTC: links that find one another as the real ones do, by tickets and by the
 * call's signals, and whose line a test can spoil. It knows nothing of calls.
 */
export interface LinkWorld {
  readonly open: OpenPeerLink;
  readonly weather: Weather;
  /** Links that are not closed. */
  readonly links: readonly ScriptedLink[];
  /** How many were ever opened. */
  readonly opened: number;
  readonly restarts: number;
  readonly redials: number;
  /** Nothing arrives any more, on both sides. */
  lose(): void;
  /** It arrives again by itself. */
  find(): void;
}

export function aLinkWorld(): LinkWorld {
  const weather: Weather = { restarts: true, redials: true, bearsPicture: true, loss: 0 };
  const links = new Set<ScriptedLink>();
  const counts = { opened: 0, restarts: 0, redials: 0 };
  const ticking = setInterval(() => links.forEach((link) => link.tick()), 15);
  onTestFinished(() => clearInterval(ticking));
  const world = { weather, links, counts };
  return {
    open: (options) => {
      counts.opened++;
      return new ScriptedLink(options, world);
    },
    weather,
    get links() {
      return [...links];
    },
    get opened() {
      return counts.opened;
    },
    get restarts() {
      return counts.restarts;
    },
    get redials() {
      return counts.redials;
    },
    lose: () => links.forEach((link) => link.lose()),
    find: () => links.forEach((link) => link.find()),
  };
}

interface World {
  readonly weather: Weather;
  readonly links: Set<ScriptedLink>;
  readonly counts: { opened: number; restarts: number; redials: number };
}

class ScriptedLink implements PeerLink {
  doubts = 0;
  readonly state = createStore<LinkState>({ state: 'opening', attempt: 0, talks: false });
  readonly statistics = createStore<LinkStatistics | undefined>(undefined);
  readonly remote = {} as MediaStream;
  readonly tracks: Partial<Record<TrackKind, MediaStreamTrack>> = {};
  readonly side;
  partner?: ScriptedLink | undefined;
  readonly #options: PeerLinkOptions;
  readonly #world: World;
  readonly #unlisten: () => void;
  #place?: { readonly peer: string; readonly partner: string } | undefined;

  constructor(options: PeerLinkOptions, world: World) {
    this.#options = options;
    this.#world = world;
    this.side = options.side;
    world.links.add(this);
    this.#unlisten = options.line.listen((signal) => this.#onSignal(signal));
    void this.#enter();
  }

  get place() {
    return this.#place;
  }

  async send(kind: TrackKind, track: MediaStreamTrack | null) {
    if (track) this.tracks[kind] = track;
    else delete this.tracks[kind];
  }

  doubt() {
    this.doubts++;
  }

  async restartIce() {
    this.#world.counts.restarts++;
    if (this.#world.weather.restarts) this.find();
  }

  async redial() {
    this.#world.counts.redials++;
    await this.#options.ticket().catch(() => undefined);
    const { redials, bearsPicture } = this.#world.weather;
    const isTooMuch = !bearsPicture && (this.tracks.video ?? this.partner?.tracks.video) !== undefined;
    if (!redials || isTooMuch || this.state.value.state === 'closed') return;
    if (this.partner) {
      this.#become('connected', this.state.value.attempt + 1);
      this.partner.find();
    } else this.#options.line.send('ready', { attempt: this.state.value.attempt + 1 });
  }

  tellAnswered() {
    if (this.state.value.state === 'connected') this.partner?.hearAnswered();
  }

  hearAnswered() {
    this.#options.onAnswered?.();
  }

  fingerprints() {
    return undefined;
  }

  close() {
    this.#world.links.delete(this);
    this.#unlisten();
    if (this.partner) this.partner.partner = undefined;
    this.partner?.lose();
    this.#become('closed');
  }

  lose() {
    if (this.state.value.state === 'connected') this.#become('lost');
  }

  find() {
    if (this.state.value.state === 'lost' && this.partner) this.#become('connected');
    if (this.partner?.state.value.state === 'lost') this.partner.find();
  }

  tick() {
    const { partner } = this;
    if (this.state.value.state !== 'connected' || !partner) return;
    this.statistics.set({
      at: this.#options.now(),
      sent: { frames: this.tracks.video ? 12 : 0, audio: this.tracks.audio ? 900 : 0 },
      // A placeholder arrives too.
      arrived: { frames: partner.tracks.video ? 12 : 1, audio: 900 },
      roundTrip: 20,
      loss: this.#world.weather.loss,
    });
  }

  async #enter() {
    const ticket = await this.#options.ticket().catch(() => undefined);
    if (!ticket || this.state.value.state === 'closed') return;
    this.#place = ticket;
    this.#become('waiting');
    this.#options.line.send('ready', { attempt: 1 });
  }

  #onSignal({ kind }: SignalView) {
    if (kind !== 'ready' || !this.#place) return;
    if (this.side === 'patient') {
      if (!this.partner) this.#options.line.send('ready', { attempt: 1 });
      return;
    }
    const partner = [...this.#world.links].find(
      (one) => one.place?.peer === this.#place!.partner && one !== this && one.side === 'patient',
    );
    if (!partner || this.partner === partner) return;
    this.partner = partner;
    partner.partner = this;
    for (const end of [this, partner]) end.#become('connected', end.state.value.attempt + 1);
  }

  #become(state: LinkState['state'], attempt = this.state.value.attempt) {
    this.state.set({ state, attempt, talks: state === 'connected' });
  }
}
