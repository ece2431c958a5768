import type { SignalView } from '@consult/core/wire';
import { createStore } from '../store.js';
import { BrokerPlace } from './broker-place.js';
import { Connection } from './connection.js';
import type {
  LinkState,
  LinkStatistics,
  OpenPeerLink,
  PeerLink,
  PeerLinkOptions,
  TrackKind,
} from './contracts.js';
import { fingerprintsIn } from './fingerprints.js';
import type { IceRestart } from './ice-restart.js';
import type { Counters } from './link-statistics.js';
import { LINK_TUNING, type LinkTuning } from './link-tuning.js';
import type { MediaConnection } from './peerjs.js';
import { createPlaceholders } from './placeholders.js';
import { withStartBitrate } from './start-bitrate.js';

/** Opens a link. `tuning`: for tests. */
export const openPeerLink = ((options: PeerLinkOptions, tuning: LinkTuning = LINK_TUNING) =>
  new Link(options, tuning)) satisfies OpenPeerLink;

/** A page's wish to be connected: `link` names the page's link, `attempt` grows with each wish. */
interface Wish {
  readonly link: string;
  readonly attempt: number;
}

/**
 * How two links find one another: each page that has a place at the broker says `ready`. The patient's is what the doctor's
 * side calls for, once per attempt, and the doctor's makes the patient's side say it anew where its attempt is used up.
 */
class Link implements PeerLink {
  readonly state = createStore<LinkState>({ state: 'opening', attempt: 0, talks: false });
  readonly statistics = createStore<LinkStatistics | undefined>(undefined);
  readonly remote = new MediaStream();

  readonly #options: PeerLinkOptions;
  readonly #tuning: LinkTuning;
  readonly #id = crypto.getRandomValues(new Uint32Array(2)).join('-');
  readonly #placeholders = createPlaceholders();
  readonly #real: Partial<Record<TrackKind, MediaStreamTrack>> = {};
  /** Where a track is sent that is no placeholder, and was when the browser last counted. */
  readonly #leaving = new Set<TrackKind>();
  readonly #place: BrokerPlace;
  readonly #unlisten: () => void;
  readonly #timer;
  #closed = false;
  #doubtedAt = -Infinity;

  /** Grows with each `ready` of ours that is a new wish. */
  #attempt = 0;
  #saidAt = 0;
  /** The other side's wish: at the patient's side the one this attempt was used for. */
  #theirs?: Wish | undefined;
  /** The last one we have called for. */
  #served?: Wish | undefined;
  /** A new connection is wanted even where one lives. */
  #anew = false;
  /** Whether the other side's picture was ever here. */
  #everConnected = false;

  /** What is shown, what is being made, and how many were made. */
  #current?: Connection | undefined;
  #next?: Connection | undefined;
  #made = 0;
  #shown = 0;
  #counters?: Counters | undefined;
  /** What reads the browser's counters comes when there is something to count. */
  #reading?: typeof import('./link-statistics.js') | undefined;
  #ice?: Promise<IceRestart | undefined> | undefined;

  constructor(options: PeerLinkOptions, tuning: LinkTuning) {
    this.#options = options;
    this.#tuning = tuning;
    this.#place = new BrokerPlace({
      ticket: options.ticket,
      now: options.now,
      tuning,
      onOpen: () => this.#onOpen(),
      onCall: (call) => this.#onCall(call),
      onLost: () => this.#judge(),
    });
    this.#unlisten = options.line.listen((signal) => this.#onSignal(signal));
    this.#timer = setInterval(() => void this.#look(), tuning.lookEvery);
    void this.#place.enter();
  }

  async send(kind: TrackKind, track: MediaStreamTrack | null) {
    if (this.#closed) return;
    this.#leaving.delete(kind);
    if (track) this.#real[kind] = track;
    else delete this.#real[kind];
    await Promise.all(this.#connections().map((connection) => connection.send(kind, this.#track(kind))));
    await this.#count(); // what left before is not this track
    if (track && this.#real[kind] === track) this.#leaving.add(kind);
  }

  doubt() {
    this.#doubtedAt = this.#options.now();
  }

  async restartIce() {
    const connection = this.#current;
    const ice = await this.#ice;
    if (!connection || !ice) return;
    await Promise.race([ice.start(), this.#until(() => connection.dead)]);
    await this.#until(() => connection.dead || this.#flows(connection));
  }

  async redial() {
    const { now } = this.#options;
    const made = this.#made;
    const making = this.#next ?? (this.#current?.connected ? undefined : this.#current);
    // The other side has begun one already.
    const joins = making && !making.dead && now() - making.since < this.#tuning.answerWithin;
    if (!joins) await this.#renew();
    await this.#until(
      () => this.#shown >= (joins ? made : made + 1) && this.state.value.state === 'connected',
    );
  }

  tellAnswered() {
    this.#current?.tellAnswered();
  }

  fingerprints() {
    const connection = this.#current;
    const { localDescription, remoteDescription } = connection?.pc ?? {};
    if (!connection?.connected || !localDescription || !remoteDescription) return undefined;
    return {
      own: fingerprintsIn(localDescription.sdp),
      theirs: fingerprintsIn(remoteDescription.sdp),
      connection: connection.id,
    };
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#unlisten();
    for (const connection of this.#connections()) connection.close();
    this.#place.close();
    this.#placeholders.close();
    for (const track of this.remote.getTracks()) this.remote.removeTrack(track);
    this.#judge();
  }

  /* How the two find one another. */

  #onOpen() {
    const isWanted = this.#anew || !this.#lives();
    if (isWanted) this.#wish();
    if (isWanted || this.#theirs !== this.#served) this.#serve();
    if (this.#anew || (isWanted && !this.#lives())) this.#sayReady();
    this.#anew = false;
    this.#judge();
  }

  /** A connection is wanted that is not there: what the other side knows of our wishes is used up. */
  #wish() {
    this.#attempt++;
    this.#saidAt = this.#options.now();
    if (this.#options.side === 'patient') this.#theirs = undefined;
  }

  #sayReady() {
    this.#options.line.send('ready', { attempt: this.#attempt, link: this.#id });
  }

  #onSignal(signal: SignalView) {
    const { kind, payload } = signal;
    if (kind === 'ready') this.#onReady(payload as unknown as Wish);
    else if (kind.startsWith('ice-')) void this.#ice?.then((ice) => ice?.take(signal));
  }

  #onReady({ link, attempt }: Wish) {
    if (typeof link !== 'string' || typeof attempt !== 'number') return;
    const known = this.#theirs?.link === link ? this.#theirs.attempt : 0;
    if (this.#options.side === 'doctor') {
      if (attempt <= known && this.#lives()) return;
      this.#theirs = { link, attempt };
      if (!this.#anew) this.#serve(); // else from the place we are about to enter
    } else if (attempt > known) this.#onCalledFor();
  }

  /** The doctor's side wants to call: our wish is used up by an earlier connection, or was not heard. */
  #onCalledFor() {
    const isUsed = this.#theirs !== undefined;
    const isLate = this.#options.now() - this.#saidAt > this.#tuning.answerWithin;
    if (!this.#place.open) this.#anew ||= isUsed;
    else if (!isUsed && isLate)
      void this.#renew(); // it has heard us, and its call did not come: the place may be dead
    else {
      if (isUsed) this.#wish();
      this.#sayReady();
    }
  }

  #renew() {
    this.#anew = true;
    return this.#place.enter();
  }

  /** Calls the patient's page that waits for it. */
  #serve() {
    const wish = this.#theirs;
    if (!wish || this.#options.side === 'patient') return;
    const metadata = { link: wish.link, attempt: wish.attempt, from: this.#id, of: this.#attempt };
    const call = this.#place.call(this.#stream(), metadata);
    if (!call) return;
    this.#served = wish;
    this.#adopt(call);
  }

  #onCall(call: MediaConnection) {
    const { link, attempt, from, of } = Object(call.metadata) as Record<string, unknown>;
    const isAsked = this.#options.side === 'patient' && link === this.#id && attempt === this.#attempt;
    if (!isAsked || typeof from !== 'string' || typeof of !== 'number') return call.close();
    if (this.#theirs?.link === from && this.#theirs.attempt >= of) return call.close(); // used up
    this.#theirs = { link: from, attempt: of };
    call.answer(this.#stream(), { sdpTransform: withStartBitrate });
    this.#adopt(call);
  }

  #adopt(call: MediaConnection) {
    const connection: Connection = new Connection(call, {
      now: this.#options.now,
      onChange: () => this.#judge(),
      onTracks: () => this.#showTracks(),
      onAnswered: () => this.#options.onAnswered?.(),
    });
    this.#made++;
    this.#next?.close();
    this.#next = connection;
    this.#judge();
  }

  /* What becomes of a connection. */

  /** Puts the state in words, after anything has changed. */
  #judge() {
    if (this.#next?.dead) this.#next = undefined;
    const next = this.#next;
    if (next && (next.connected || !this.#current || this.#current.dead)) {
      this.#next = undefined;
      const old = this.#current;
      this.#current = next;
      this.#shown = this.#made;
      this.#counters = undefined;
      this.#ice = undefined;
      old?.close();
      this.#showTracks();
    }
    const current = this.#current;
    if (current?.connected && !current.dead && !this.#ice) this.#onConnected(current);
    if (current?.dead) this.#place.tidy();
    const state = this.#word();
    const { value } = this.state;
    const attempt = this.#shown || this.#made;
    const talks = current?.talks === true;
    // What was sent into the void is missing there: a coarse picture is a whole one.
    if (value.state === 'lost' && state === 'connected') void current?.shape();
    if (value.state !== state || value.attempt !== attempt || value.talks !== talks)
      this.state.set({ state, attempt, talks });
  }

  #onConnected(connection: Connection) {
    this.#everConnected = true;
    const { side, line, ticket, now } = this.#options;
    // Fetched while there is a network to fetch it over.
    this.#ice = import('./ice-restart.js').then(
      ({ createIceRestart }) => createIceRestart({ side, connection, line, ticket, now }),
      () => undefined, // without it there is the redial
    );
    import('./link-statistics.js').then(
      (reading) => (this.#reading = reading),
      () => undefined, // without it nothing is said of the quality
    );
    void connection.shape();
    this.#place.tidy();
  }

  #word(): LinkState['state'] {
    if (this.#closed) return 'closed';
    if (this.#everConnected) return this.#flows(this.#current) ? 'connected' : 'lost';
    if (this.#current && !this.#current.dead) return 'connecting';
    return this.#place.open ? 'waiting' : 'opening';
  }

  #flows(connection: Connection | undefined): boolean {
    if (!connection?.connected || connection.dead) return false;
    const { iceConnectionState } = connection.pc;
    if (iceConnectionState === 'failed') return false;
    const [sure, doubted] = this.#tuning.silence;
    const now = this.#options.now();
    const isDoubted = iceConnectionState === 'disconnected' || now - this.#doubtedAt < sure;
    return now - connection.heardAt < (isDoubted ? doubted : sure);
  }

  /** Whether there is a connection, or one on its way. */
  #lives(): boolean {
    return this.#connections().some((connection) => !connection.connected || this.#flows(connection));
  }

  #connections(): Connection[] {
    return [this.#current, this.#next].filter((one): one is Connection => one !== undefined && !one.dead);
  }

  /** Puts what arrives into `remote`, which stays the same. */
  #showTracks() {
    const tracks = this.#current?.tracks() ?? [];
    for (const track of this.remote.getTracks()) if (!tracks.includes(track)) this.remote.removeTrack(track);
    for (const track of tracks) this.remote.addTrack(track);
  }

  #track(kind: TrackKind): MediaStreamTrack {
    return this.#real[kind] ?? this.#placeholders[kind];
  }

  #stream(): MediaStream {
    return new MediaStream([this.#track('audio'), this.#track('video')]);
  }

  /* Twice a second. */

  async #look() {
    for (const connection of this.#connections()) {
      connection.beat();
      if (this.#isStuck(connection)) this.#onStuck(connection);
    }
    this.#judge();
    const before = this.#counters;
    const leaving = new Set(this.#leaving);
    const after = await this.#count();
    if (!after || !this.#reading) return;
    const { NOTHING, statisticsBetween } = this.#reading;
    if (after.packets > (before ?? NOTHING).packets) this.#current?.hear();
    const statistics = statisticsBetween(before ?? NOTHING, after, this.#options.now());
    const { sent } = statistics;
    // A placeholder that leaves is nothing that leaves.
    const own = {
      frames: leaving.has('video') ? sent.frames : 0,
      audio: leaving.has('audio') ? sent.audio : 0,
    };
    if (own.frames > 0) void this.#current?.sharpen();
    this.statistics.set({ ...statistics, sent: own });
  }

  #isStuck({ connected, since, pc }: Connection): boolean {
    const { answerWithin, connectWithin } = this.#tuning;
    const within = pc.signalingState === 'have-local-offer' ? answerWithin : connectWithin;
    return !connected && this.#options.now() - since > within;
  }

  /** An offer or an answer got lost. The doctor's side begins anew, and the patient's follows. */
  #onStuck(connection: Connection) {
    connection.close();
    if (this.#options.side === 'doctor') void this.#renew();
  }

  /** Takes in what the browser has counted; `undefined` where the connection has changed meanwhile. */
  async #count(): Promise<Counters | undefined> {
    const connection = this.#current;
    if (!connection?.connected || connection.dead) return undefined;
    const report = await connection.pc.getStats().catch(() => undefined);
    if (!report || connection !== this.#current || connection.dead) return undefined;
    return (this.#counters = this.#reading?.readCounters(
      report as unknown as Parameters<typeof import('./link-statistics.js').readCounters>[0],
    ));
  }

  /** Waits until it is so, but not for ever: the state tells how it went. */
  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        if (!isSo() && !this.#closed && !late) return;
        clearTimeout(timer);
        stop();
        resolve();
      };
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        done();
      }, this.#tuning.patience);
      const stop = this.state.subscribe(done);
      done();
    });
  }
}
