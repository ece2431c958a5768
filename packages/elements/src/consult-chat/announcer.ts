import type { Entry } from '@consult/core';
import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { lastSeqOf } from './timeline.js';

/** With more than this at once, as after a lost connection, the number is said and not each text. */
const AT_ONCE = 3;

/** How the announcer finds its words. */
export interface AnnouncerWords {
  /** What to say of an entry; `undefined`: nothing. */
  readonly of: (entry: Entry) => string | undefined;
  readonly ofMany: (count: number) => string;
}

/** Something said, and the entry it tells of, if it does. */
interface Said {
  readonly id: number;
  readonly text: string;
  readonly seq: number | undefined;
}

/**
 * Speaks to screen readers: what others write while the chat is open, each entry once, and what went wrong.
 *
 * One polite region, to which only additions are made. History is never spoken, nor what a redraw draws again.
 */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #words: AnnouncerWords;
  /** Everything up to here has been said, or was there before. */
  #heard?: number | undefined;
  #said: readonly Said[] = [];
  #id = 0;

  constructor(host: ReactiveControllerHost, words: AnnouncerWords) {
    this.#host = host;
    this.#words = words;
    host.addController(this);
  }

  hostDisconnected() {
    this.reset();
  }

  /** Another chat, or the same one opened anew: what it holds already is history. */
  reset() {
    this.#heard = undefined;
    this.#said = [];
  }

  /** Listens to the log as it stands now. Call it with every state; what the first holds up to `since` is history. */
  listen(entries: readonly Entry[], since: number) {
    this.#unsay(entries);
    const last = lastSeqOf(entries);
    const heard = (this.#heard ??= since);
    if (last <= heard) return;
    this.#heard = last;
    const fresh = entries
      .slice(heard - last)
      .map((entry) => ({ seq: entry.seq, text: this.#words.of(entry) }))
      .filter((one): one is { seq: number; text: string } => one.text !== undefined);
    if (fresh.length > AT_ONCE) this.say(this.#words.ofMany(fresh.length));
    else for (const { text, seq } of fresh) this.say(text, seq);
  }

  say(text: string, seq?: number) {
    this.#said = [...this.#said.slice(-AT_ONCE), { id: ++this.#id, text, seq }];
    this.#host.requestUpdate();
  }

  /** What its author has taken back must not be found here either. */
  #unsay(entries: readonly Entry[]) {
    const first = entries[0]?.seq ?? 0;
    this.#said = this.#said.filter(
      ({ seq }) => seq === undefined || entries[seq - first]?.kind !== 'tombstone',
    );
  }

  render() {
    return html`<div class="visually-hidden" aria-live="polite" aria-relevant="additions" part="announcer">
      ${repeat(
        this.#said,
        ({ id }) => id,
        ({ text }) => html`<p>${text}</p>`,
      )}
    </div>`;
  }
}
