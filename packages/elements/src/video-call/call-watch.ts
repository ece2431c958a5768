import type { Client } from '@consult/client';
import type { Calls } from '@consult/client/call';
import type { CallsAnswer } from '@consult/core/wire';
import { holdCalls, type CallsHold } from '../shared/calls-of.js';

/** How long to wait before what could not be fetched is tried again, in ms. */
const TRY_AGAIN = 3_000;

/**
 * Waits for a call with next to nothing: what shows and carries one is fetched when the feed tells of it, when the server
 * says that one lives, or at once for a doctor, who may ring at any moment.
 */
export class CallWatch {
  readonly #client: Client;
  readonly #onCalls: (calls: Calls) => void;
  readonly #stops: (() => void)[];
  #hold?: CallsHold | undefined;
  #timer?: ReturnType<typeof setTimeout>;
  #closed = false;

  constructor(client: Client, onCalls: (calls: Calls) => void) {
    this.#client = client;
    this.#onCalls = onCalls;
    this.#stops = [
      client.listen(({ type }) => {
        if (type === 'call') this.#fetch();
        else if (type === 'hello') void this.#ask();
      }),
      client.me.subscribe(() => this.#look()),
      client.connection.subscribe(() => this.#look()),
    ];
    this.#look();
    void this.#ask();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.#hold?.close();
  }

  #look() {
    const { connection, me } = this.#client;
    // Where no socket can be had nobody tells of a call: what shows one asks again and again by itself.
    if (me.value?.role === 'doctor' || connection.value.state === 'polling') this.#fetch();
  }

  async #ask() {
    if (this.#hold || this.#closed) return;
    try {
      const { calls } = await this.#client.call<CallsAnswer>('GET', '/v1/calls');
      if (calls.length) this.#fetch();
    } catch {
      // the next `hello` asks again; without a feed the chat's own words tell of a missed call
    }
  }

  #fetch() {
    if (this.#hold || this.#closed) return;
    const hold = (this.#hold = holdCalls(this.#client, true));
    hold.calls.then(
      (calls) => this.#closed || this.#onCalls(calls),
      () => {
        hold.close();
        this.#hold = undefined;
        if (!this.#closed) this.#timer = setTimeout(() => this.#fetch(), TRY_AGAIN);
      },
    );
  }
}
