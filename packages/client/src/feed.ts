import { codeOf, FEED_CLOSE, isPassing } from '@consult/core';
import type { FeedFrame } from '@consult/core/wire';
import { retryAfterOf } from './asker.js';
import type { Connection, OpenLive } from './contracts.js';
import { around, backoff, type Tuning } from './tuning.js';
import { isHidden } from './wake.js';

export type Hint = Extract<FeedFrame, { type: 'hint' }>;

export interface FeedDeps {
  /** `null`: no sockets here; poll. */
  readonly live: OpenLive | null;
  readonly tuning: Tuning;
  /** ms; only differences count. */
  readonly now: () => number;
  /** Asks whether the server will have us. @throws ConsultError */
  readonly knock: () => Promise<void>;
  /** @throws ConsultError */
  readonly ticket: () => Promise<string>;
  readonly onConnection: (connection: Connection) => void;
  readonly onHint: (hint: Hint) => void;
  /** Told of every frame from `hello` on, before `onHint` is. */
  readonly onFrame: (frame: FeedFrame) => void;
  /** Hints may have been missed: everything that is open asks the log. `lately`: a poll, the last one was just now. */
  readonly onGap: (lately: boolean) => void;
}

/**
 * Keeps one live socket open, as far as the network lets it.
 *
 * It only ever says "something may have changed": whatever is lost here is found in the log.
 */
export class Feed {
  readonly #deps: FeedDeps;
  #state: Connection['state'] = 'connecting';
  #socket?: { close(): void };
  /** Counts attempts: what belongs to an older one is not heard any more. */
  #attempt = 0;
  /** An attempt is under way. */
  #trying = false;
  #triedAt = -Infinity;
  #openedAt?: number;
  #heardAt = 0;
  #beat = 0;
  /** The server has said how long to wait. */
  #told = false;
  #tries = 0;
  #socketFailures = 0;
  #retryTimer?: ReturnType<typeof setTimeout>;
  #deadTimer?: ReturnType<typeof setTimeout>;
  #pollTimer?: ReturnType<typeof setTimeout>;
  #polledAt = -Infinity;
  /** The next poll comes early. */
  #nudged = false;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  start() {
    void this.#try();
  }

  /** The page came back or the user wants it now: tries at once, or makes sure that the socket still lives. */
  wake() {
    if (this.#state === 'closed') return;
    if (this.#openedAt !== undefined) {
      if (this.#deps.now() - this.#heardAt > 2 * this.#beat) this.#lost(undefined);
      else return;
    }
    if (!this.#trying) this.#schedule(0);
  }

  /** The machine says it has no network. */
  offline() {
    if (this.#state === 'closed' || this.#state === 'refused') return;
    this.#drop();
    this.#retryLater();
  }

  /** A request found its way to the server, or did not: the others will fare alike. */
  reach(reached: boolean) {
    if (this.#trying) return;
    if (reached && this.#state === 'offline' && !this.#told) this.#schedule(0);
    if (!reached && this.#state === 'polling') this.#retryLater();
  }

  /** Another tab's socket has heard of something: whoever polls asks now, and not again at once. */
  nudge() {
    if (this.#pollTimer === undefined || this.#nudged) return;
    this.#nudged = true;
    this.#pollIn(this.#polledAt + this.#deps.tuning.nudgedEvery - this.#deps.now());
  }

  close() {
    this.#drop();
    this.#stopPolling();
    clearTimeout(this.#retryTimer);
    this.#state = 'closed';
  }

  async #try() {
    clearTimeout(this.#retryTimer);
    this.#drop();
    const { live, knock, ticket, now } = this.#deps;
    const attempt = this.#attempt;
    this.#trying = true;
    this.#triedAt = now();
    if (this.#state === 'offline') this.#tell({ state: 'offline' });
    try {
      const [key] = await Promise.all([live ? ticket() : undefined, knock()]);
      if (attempt !== this.#attempt) return;
      if (key === undefined || this.#socketFailures >= this.#deps.tuning.socketFailures) this.#poll();
      if (key === undefined) this.#trying = false;
      else this.#open(key, attempt);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#trying = false;
      const code = codeOf(error);
      if (isPassing(code)) this.#retryLater(retryAfterOf(error));
      else this.#refuse(code);
    }
  }

  #open(ticket: string, attempt: number) {
    const isCurrent = () => attempt === this.#attempt;
    this.#expectFrame(this.#deps.tuning.helloWithin);
    try {
      const socket = this.#deps.live!({
        ticket,
        onFrame: (frame) => isCurrent() && this.#onFrame(frame),
        onClose: (code) => isCurrent() && this.#lost(code),
      });
      if (isCurrent()) this.#socket = socket;
      else socket.close();
    } catch {
      this.#lost(undefined); // browsers throw for what their policies forbid
    }
  }

  #onFrame(frame: FeedFrame) {
    const { now, onHint, onFrame, onGap } = this.#deps;
    this.#heardAt = now();
    if (frame.type === 'hello') {
      this.#beat = frame.beat;
      this.#openedAt = now();
      this.#trying = false;
      this.#socketFailures = 0;
      this.#stopPolling();
      this.#tell({ state: 'live' });
      onGap(false);
    }
    if (this.#openedAt === undefined) return; // nothing is known to be complete before `hello`
    this.#expectFrame(3 * this.#beat);
    onFrame(frame);
    if (frame.type === 'hint') onHint(frame);
  }

  /** Silence longer than this means that the socket is dead, whatever the browser says. */
  #expectFrame(within: number) {
    clearTimeout(this.#deadTimer);
    this.#deadTimer = setTimeout(() => this.#lost(undefined), within);
  }

  /** The socket is gone or was never there. */
  #lost(code: number | undefined) {
    const { now, tuning } = this.#deps;
    const stood = this.#openedAt === undefined ? undefined : now() - this.#openedAt;
    this.#drop();
    if (stood === undefined) this.#socketFailures++;
    else if (stood >= tuning.stableAfter) this.#tries = 0;

    if (stood === undefined && this.#beyondSockets) {
      this.#poll(); // HTTP has just given us the ticket, so that only sockets are barred
      this.#schedule(around(tuning, tuning.socketEvery));
    } else if (stood === undefined && this.#state === 'connecting') {
      this.#schedule(this.#pause());
    } else if (stood !== undefined && code === FEED_CLOSE.signedOut) {
      // A token's end is every-day life: the ticket is asked for with the next one, and nobody need know.
      this.#schedule(stood < tuning.stableAfter ? this.#pause() : 0);
    } else {
      // All clients of a server that restarts come back at once: spread them wider.
      if (code === FEED_CLOSE.restart) this.#tries = Math.max(this.#tries, 2);
      this.#retryLater();
    }
  }

  get #beyondSockets() {
    return this.#socketFailures >= this.#deps.tuning.socketFailures;
  }

  #pause() {
    return backoff(this.#deps.tuning, this.#tries++);
  }

  #retryLater(atLeast = 0) {
    this.#stopPolling();
    this.#told = atLeast > 0;
    const retryAt = this.#schedule(Math.max(this.#pause(), atLeast));
    this.#tell({ state: 'offline', retryAt });
  }

  /** Tries after `wait`, and never twice within `tryEvery`. Answers when. */
  #schedule(wait: number) {
    const { now, tuning } = this.#deps;
    const at = Math.max(now() + wait, this.#triedAt + tuning.tryEvery);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.#try(), at - now());
    return at;
  }

  #refuse(problem: Connection['problem']) {
    this.#stopPolling();
    this.#tell({ state: 'refused', problem });
  }

  /** Asks now and every few seconds from now on. */
  #poll() {
    if (this.#pollTimer !== undefined) return;
    this.#tries = 0;
    this.#tell({ state: 'polling' });
    this.#ask(false);
  }

  /** A wait that is over is not left to a timer: those of hidden pages are late, by up to a minute. */
  #pollIn(wait: number) {
    clearTimeout(this.#pollTimer);
    if (wait <= 0) this.#ask(true);
    else this.#pollTimer = setTimeout(() => this.#ask(true), wait);
  }

  #ask(lately: boolean) {
    const { tuning, now, onGap } = this.#deps;
    this.#polledAt = now();
    this.#nudged = false;
    this.#pollIn(around(tuning, tuning.pollEvery[isHidden() ? 1 : 0]));
    onGap(lately);
  }

  #stopPolling() {
    clearTimeout(this.#pollTimer);
    this.#pollTimer = undefined;
  }

  /** Lets go of the socket and of the attempt that made it. */
  #drop() {
    this.#attempt++;
    this.#trying = false;
    this.#openedAt = undefined;
    clearTimeout(this.#deadTimer);
    this.#socket?.close();
    this.#socket = undefined;
  }

  #tell(connection: Connection) {
    this.#state = connection.state;
    this.#deps.onConnection(connection);
  }
}
