import { codeOf, isPassing } from '@consult/core';
import type { JournalTuning } from './journal-tuning.js';

/** What a lock needs of the request it is on. */
export interface LockPorts {
  /** Asks for the lock, or prolongs it; answers until when it holds, ms UTC. @throws ConsultError */
  take(): Promise<number>;
  give(): Promise<unknown>;
  now(): number;
  onChange(): void;
}

/** Keeps a row for its reader while something is done on it. */
export class RowLock {
  readonly #ports: LockPorts;
  readonly #tuning: JournalTuning;
  #state: 'none' | 'asking' | 'own' | 'lapsed' = 'none';
  #touchedAt = 0;
  #timer?: ReturnType<typeof setTimeout>;
  #closed = false;

  constructor(ports: LockPorts, tuning: JournalTuning) {
    this.#ports = ports;
    this.#tuning = tuning;
  }

  get state() {
    return this.#state;
  }

  touch() {
    this.#touchedAt = this.#ports.now();
  }

  async take(): Promise<void> {
    this.touch();
    if (this.#state === 'own' || this.#state === 'asking') return;
    this.#set('asking');
    await this.#hold();
  }

  release() {
    clearTimeout(this.#timer);
    const held = this.#state === 'own' || this.#state === 'asking';
    this.#state = 'none';
    if (held) this.#ports.give().catch(() => undefined); // it ends by itself
  }

  close() {
    this.release();
    this.#closed = true;
  }

  async #hold() {
    clearTimeout(this.#timer);
    try {
      const until = await this.#ports.take();
      if (this.#closed) return void this.#ports.give().catch(() => undefined); // closed while it was asked for
      this.#set('own');
      const left = until - this.#ports.now();
      this.#timer = setTimeout(() => void this.#prolong(), Math.max(left / 2, 1000));
    } catch (error) {
      if (this.#closed) return;
      if (this.#state === 'own' && isPassing(codeOf(error))) return this.#holdLater();
      this.#set('none');
    }
  }

  #holdLater() {
    this.#timer = setTimeout(() => void this.#prolong(), this.#tuning.prolongAgain);
  }

  /** Whoever has gone to dinner keeps nobody off. */
  async #prolong() {
    if (this.#ports.now() - this.#touchedAt < this.#tuning.idleAfter) return this.#hold();
    this.release();
    this.#set('lapsed');
  }

  #set(state: 'none' | 'asking' | 'own' | 'lapsed') {
    if (this.#state === state) return;
    this.#state = state;
    this.#ports.onChange();
  }
}
