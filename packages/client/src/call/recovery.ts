import type { Readable } from '../store.js';
import type { Connection } from '../contracts.js';
import type { CallTuning } from './call-tuning.js';
import type { PeerLink } from './contracts.js';
import { FIRM, nextStep, type Ladder, type LadderEvent } from './ladder.js';
import { qualityOf } from './quality.js';

export interface RecoveryDeps {
  readonly link: PeerLink;
  /** The way to the server: while there is none, nothing can be mended and no try is used up. */
  readonly connection: Readable<Connection>;
  readonly tuning: CallTuning;
  readonly now: () => number;
  /** The ladder stands elsewhere now. */
  readonly onChange: () => void;
}

/** Climbs the ladder for one link: path, connection, sound alone, words. */
export class Recovery {
  readonly #deps: RecoveryDeps;
  readonly #unsubscribe: readonly (() => void)[];
  #ladder = FIRM;
  #timer?: ReturnType<typeof setTimeout> | undefined;
  #reachable: boolean;
  #goodSince?: number | undefined;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
    const { link, connection, tuning } = deps;
    this.#reachable = isReachable(connection.value);
    this.#unsubscribe = [
      link.state.subscribe(() => this.#onLink()),
      link.statistics.subscribe(() => this.#onStatistics()),
      connection.subscribe(() => this.#onConnection()),
    ];
    this.#timer = setTimeout(() => this.#onLate(), tuning.connectWithin); // unless it flows before
    this.#onLink();
  }

  get ladder(): Ladder {
    return this.#ladder;
  }

  /** The machine has slept, or the person wants it now. */
  again() {
    this.#take('again');
  }

  close() {
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #onLink() {
    const { state } = this.#deps.link.state.value;
    if (state === 'connected') {
      if (this.#ladder.until === undefined) clearTimeout(this.#timer);
      this.#take('flows');
    } else if (state === 'lost') this.#take('lost');
    if (state !== 'connected') this.#goodSince = undefined;
  }

  #onStatistics() {
    if (!this.#ladder.soundOnly) return;
    const { link, now, tuning } = this.#deps;
    const look = link.statistics.value;
    const isGood = look !== undefined && qualityOf([look]) === 'good';
    this.#goodSince = isGood ? (this.#goodSince ?? now()) : undefined;
    if (this.#goodSince !== undefined && now() - this.#goodSince >= tuning.goodFor) this.#take('good');
  }

  #onConnection() {
    const { connection, link } = this.#deps;
    const was = this.#reachable;
    this.#reachable = isReachable(connection.value);
    if (was && !this.#reachable) link.doubt();
    const isMending = this.#ladder.until !== undefined || link.state.value.state === 'lost';
    if (this.#reachable && !was && isMending) this.#take('again');
  }

  #onLate() {
    if (this.#ladder.until === undefined) this.#take('again');
    else if (this.#reachable) this.#take('late');
    else this.#wait(this.#deps.tuning.ladder[this.#ladder.step!].within);
  }

  #take(event: LadderEvent) {
    const { now, tuning, onChange } = this.#deps;
    const next = nextStep(this.#ladder, event, now(), tuning.ladder);
    if (next === this.#ladder) {
      if (event === 'late') this.#wait(Math.max(1, (next.until ?? now()) - now())); // a timer may come a little early
      return;
    }
    this.#ladder = next;
    this.#goodSince = undefined;
    clearTimeout(this.#timer);
    if (next.until !== undefined) this.#wait(next.until - now());
    onChange();
    if (next.until !== undefined) this.#try();
  }

  #wait(ms: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onLate(), ms);
  }

  #try() {
    const { link } = this.#deps;
    const trying = this.#ladder.step === 'ice-restart' ? link.restartIce() : link.redial();
    trying.catch(() => undefined); // its state tells, and the next try comes by the clock
  }
}

const isReachable = ({ state }: Connection) => state === 'live' || state === 'polling';
