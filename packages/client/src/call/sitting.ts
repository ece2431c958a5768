import { codeOf, type ErrorCode } from '@consult/core';
import type {
  BrokerTicket,
  CallAnswer,
  CallView,
  SignalKind,
  SignalView,
  TicketAnswer,
} from '@consult/core/wire';
import type { Client } from '../contracts.js';
import type { LinkStatistics, PeerLink, TrackKind } from './contracts.js';
import { insist, type Insisting } from './insist.js';
import type { Ladder } from './ladder.js';
import type { Proof } from './proof.js';
import type { Recovery } from './recovery.js';
import { createReporter, type Reporter } from './reporter.js';
import { openLine, type OpenLine } from './signal-line.js';
import type { Surroundings } from './surroundings.js';

export interface SittingDeps {
  readonly client: Client;
  readonly surroundings: Surroundings;
  /** The call as it stands when this page sits down. */
  readonly view: CallView;
  readonly device: string;
  /** From another page of one's own. */
  readonly takes: boolean;
  readonly onChange: () => void;
  readonly onView: (view: CallView) => void;
  readonly onSignal: (signal: SignalView) => void;
  readonly onProblem: (problem: ErrorCode | undefined) => void;
  /** The other page says that the call is answered there. */
  readonly onAnswered: () => void;
  /** The server will not have this page in the call, or not any more. */
  readonly onRefused: (code: ErrorCode) => void;
}

/** Looks at the connection that are kept: three seconds of them. */
const LOOKS = 6;

/** A page in its place in a call: its link to the other page, and all that keeps it standing. */
export class Sitting {
  readonly line: OpenLine;
  readonly #deps: SittingDeps;
  readonly #path: string;
  readonly #life = new AbortController();
  readonly #insisting: Insisting;
  readonly #reporter: Reporter;
  readonly #unsubscribe: (() => void)[] = [];
  readonly #tracks: Record<TrackKind, MediaStreamTrack | null> = { audio: null, video: null };
  readonly #sentSince: Partial<Record<TrackKind, number>> = {};
  #ticket?: BrokerTicket | undefined;
  #link?: PeerLink;
  #recovery?: Recovery;
  #proof?: Proof;
  #looks: readonly LinkStatistics[] = [];
  #answered = false;
  /** Real tracks may leave: it is answered, or the other page has said so. */
  #released = false;
  /** The server has been told that it flows. */
  #told = false;
  /** The line bears no picture. */
  #spares = false;
  #onAnswered!: () => void;
  readonly #whenAnswered = new Promise<void>((resolve) => (this.#onAnswered = resolve));

  constructor(deps: SittingDeps) {
    this.#deps = deps;
    const { client, view, device, surroundings } = deps;
    const { signal } = this.#life;
    this.#path = `/v1/calls/${encodeURIComponent(view.id)}`;
    this.#insisting = {
      connection: client.connection,
      tuning: surroundings.tuning,
      signal,
      onTrouble: (problem) => deps.onProblem(problem),
    };
    this.line = openLine({
      ...this.#insisting,
      client,
      callId: view.id,
      device,
      from: view.signals,
      onSignal: (one) => deps.onSignal(one),
      onView: (one) => deps.onView(one),
      onRefused: (kind, code) => this.#onLineRefused(kind, code),
    });
    this.#reporter = createReporter({
      ...this.#insisting,
      tuning: surroundings.tuning,
      send: (flows) => client.call<CallAnswer>('PUT', `${this.#path}/media`, { device, flows }),
      onAnswer: ({ call }) => deps.onView(call),
    });
    this.#open().catch((error: unknown) => this.#refuse(error));
  }

  get link(): PeerLink | undefined {
    return this.#link;
  }

  get looks(): readonly LinkStatistics[] {
    return this.#looks;
  }

  get sentSince(): Readonly<Partial<Record<TrackKind, number>>> {
    return this.#sentSince;
  }

  get ladder(): Ladder | undefined {
    return this.#recovery?.ladder;
  }

  get code(): string | undefined {
    return this.#proof?.code.value;
  }

  /** From now on real tracks leave, and what becomes of the picture is told and mended. */
  answer() {
    if (this.#answered) return;
    this.#answered = true;
    this.#onAnswered();
    if (this.#deps.view.side === 'patient') this.#link?.tellAnswered();
    this.#follow();
    this.release();
  }

  /** From now on real tracks leave. */
  release() {
    if (this.#released) return;
    this.#released = true;
    for (const kind of ['audio', 'video'] as const) this.#attach(kind);
  }

  /** What is to be sent of this kind; `null`: nothing. */
  send(kind: TrackKind, track: MediaStreamTrack | null) {
    if (this.#tracks[kind] === track) return;
    this.#tracks[kind] = track;
    this.#attach(kind);
  }

  /** The connection is made anew: the machine has slept, or the person wants it. */
  again() {
    if (this.#recovery) this.#recovery.again();
    else this.#link?.redial().catch(() => undefined);
  }

  close() {
    this.#life.abort();
    this.#reporter.close();
    this.line.close();
    this.#recovery?.close();
    this.#proof?.close();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#link?.close();
  }

  async #open() {
    const { surroundings, view } = this.#deps;
    const coming = surroundings.openLink();
    coming.catch(() => undefined); // seen to below, and after the ticket
    this.line.ask();
    this.#ticket = await this.#fetchTicket(this.#deps.takes);
    // Who may not be known before the answer is not connected before it.
    if (!this.#ticket.warm) await this.#whenAnswered;
    const { openPeerLink } = await coming.catch(() => insist(surroundings.openLink, this.#insisting));
    if (this.#life.signal.aborted) return;
    const link = (this.#link = openPeerLink({
      side: view.side,
      ticket: () => this.#nextTicket(),
      line: this.line,
      onAnswered: () => this.#deps.onAnswered(),
      now: surroundings.now,
    }));
    this.#unsubscribe.push(
      link.state.subscribe(() => this.#onLink()),
      link.statistics.subscribe(() => this.#onStatistics()),
    );
    if (this.#released) for (const kind of ['audio', 'video'] as const) this.#attach(kind);
    this.#onLink();
    await this.#surround(link);
  }

  /** What mends and what proves comes beside the link, while there is a network to fetch it over. */
  async #surround(link: PeerLink) {
    const { client, surroundings, view } = this.#deps;
    const { tuning, now } = surroundings;
    const onChange = () => this.#onLadder();
    const [{ Recovery }, { openProof }] = await insist(
      () => Promise.all([import('./recovery.js'), surroundings.openProof()]),
      this.#insisting,
    );
    if (this.#life.signal.aborted) return;
    this.#proof = openProof({ side: view.side, link, line: this.line });
    this.#unsubscribe.push(this.#proof.code.subscribe(() => this.#deps.onChange()));
    await this.#whenAnswered;
    if (this.#life.signal.aborted) return;
    this.#recovery = new Recovery({ link, connection: client.connection, tuning, now, onChange });
  }

  async #fetchTicket(takes: boolean): Promise<BrokerTicket> {
    const { client, device, onView } = this.#deps;
    const wish = { device, ...(takes && { takes }) };
    const post = () => client.call<TicketAnswer>('POST', `${this.#path}/tickets`, wish);
    const { call, ticket } = await insist(post, this.#insisting);
    if (!this.#life.signal.aborted) onView(call);
    return ticket;
  }

  /** The ticket that is there serves once, while it is good. */
  async #nextTicket(): Promise<BrokerTicket> {
    const ticket = this.#ticket;
    this.#ticket = undefined;
    if (ticket && ticket.expiresAt > this.#deps.client.now() + TO_SPARE) return ticket;
    try {
      return await this.#fetchTicket(false);
    } catch (error) {
      this.#refuse(error);
      throw error;
    }
  }

  #attach(kind: TrackKind) {
    const link = this.#link;
    if (!link || !this.#released) return;
    const track = kind === 'video' && this.ladder?.soundOnly ? null : this.#tracks[kind];
    delete this.#sentSince[kind];
    link
      .send(kind, track)
      .then(() => {
        if (track && this.#tracks[kind] === track) this.#sentSince[kind] = this.#deps.surroundings.now();
      })
      .catch(() => undefined) // what does not leave is seen by its absence
      .finally(() => this.#deps.onChange());
  }

  #onLink() {
    this.#follow();
    if (this.#link?.state.value.state !== 'connected') this.#looks = [];
    this.#deps.onChange();
  }

  /** Tells the server of the picture. Before it is told that it flows, there is nothing to lose but after a reload. */
  #follow() {
    if (!this.#answered || !this.#link) return;
    const flows = this.#link.state.value.state === 'connected';
    if (flows || this.#deps.view.state === 'active' || this.#told) this.#reporter.tell(flows);
    this.#told ||= flows;
  }

  #onStatistics() {
    const look = this.#link?.statistics.value;
    if (look) this.#looks = [...this.#looks, look].slice(-LOOKS);
    this.#deps.onChange();
  }

  #onLadder() {
    const isSpared = this.ladder?.soundOnly === true;
    if (isSpared !== this.#spares) this.#attach('video');
    this.#spares = isSpared;
    this.#deps.onChange();
  }

  #onLineRefused(kind: SignalKind | undefined, code: ErrorCode) {
    if (kind === undefined || code === 'call-ended' || code === 'call-elsewhere') this.#deps.onRefused(code);
    else this.#deps.onProblem(code);
  }

  #refuse(error: unknown) {
    if (!this.#life.signal.aborted) this.#deps.onRefused(codeOf(error));
  }
}

/** A ticket that ends in less is not used any more, in ms. */
const TO_SPARE = 2000;
