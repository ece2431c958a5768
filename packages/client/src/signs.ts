import { codeOf, isPassing, type Author } from '@consult/core';
import type { ChatView, FeedFrame } from '@consult/core/wire';
import { createAsker, type Asker } from './asker.js';
import type { Chat } from './chat.js';
import type { Call } from './http.js';
import type { Tuning } from './tuning.js';

export interface SignsDeps {
  readonly call: Call;
  readonly tuning: Tuning;
  /** The page's clock, ms. */
  readonly pageNow: () => number;
  /** Who we are, once known. */
  readonly person: () => string | undefined;
  /** A chat that is open. */
  readonly chat: (id: string) => Chat | undefined;
}

/** As many marks as the server takes at once. */
const MARKS = 100;

/** Somebody who writes, and the end of our belief in it. */
interface Writer {
  readonly author: Author;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The signs of life between the sides of a chat: who is writing, who is there, what has reached this device. All of it
 * passes; a client that has missed one loses nothing that was said.
 */
export class Signs {
  readonly #deps: SignsDeps;
  /** By chat, then by person. */
  readonly #writers = new Map<string, Map<string, Writer>>();
  readonly #deliverer: Asker;
  /** How far each chat has reached this device: as the server was told, and as it is to be told. */
  readonly #told = new Map<string, number>();
  readonly #wanted = new Map<string, number>();
  #typedAt = -Infinity;
  #timer?: ReturnType<typeof setTimeout> | undefined;
  /** The server takes no marks of ours, and asking again would not help. */
  #refused = false;

  constructor(deps: SignsDeps) {
    this.#deps = deps;
    this.#deliverer = createAsker(
      deps.tuning,
      () => this.#deliver(),
      (error) => (this.#refused = !isPassing(codeOf(error))),
    );
  }

  /** Takes in a frame of the feed, whatever it says and however it came. */
  hear(frame: FeedFrame) {
    if (frame.type === 'hint') {
      if (frame.entry?.kind === 'message') this.#stop(frame.chat, frame.entry.author.id);
    } else if (frame.type === 'typing') {
      const author = authorOf(frame);
      if (author && author.id !== this.#deps.person()) this.#start(frame.chat, author);
    } else if (frame.type === 'presence') this.#attend(frame.chat, frame.online);
  }

  /** Who else writes in a chat now; `undefined`: nobody. */
  typingIn(chat: string): readonly Author[] | undefined {
    const writers = this.#writers.get(chat);
    return writers && [...writers.values()].map(({ author }) => author);
  }

  /** Tells the others that one is writing, unless they have been told just now. */
  tell(chat: string) {
    const { call, pageNow, tuning } = this.#deps;
    if (pageNow() - this.#typedAt < tuning.typing[0]) return;
    this.#typedAt = pageNow();
    call('POST', `/v1/chats/${encodeURIComponent(chat)}/typing`).catch(() => undefined); // then they do not know
  }

  /** A chat's row has reached this device, with what others have said in it. */
  see({ id, seq, unread, refusal }: ChatView) {
    if (!unread || refusal !== null)
      this.#wanted.delete(id); // reading tells more than arriving
    else if (seq > (this.#told.get(id) ?? 0) && !this.#refused) {
      this.#wanted.set(id, seq);
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#deliverer.ask();
      }, this.#deps.tuning.deliveredAfter);
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#deliverer.close();
    for (const writers of this.#writers.values())
      for (const { timer } of writers.values()) clearTimeout(timer);
    this.#writers.clear();
  }

  #start(chat: string, author: Author) {
    const writers = this.#writers.get(chat) ?? new Map<string, Writer>();
    clearTimeout(writers.get(author.id)?.timer);
    const timer = setTimeout(() => {
      this.#stop(chat, author.id);
      this.#deps.chat(chat)?.show();
    }, this.#deps.tuning.typing[1]);
    this.#writers.set(chat, writers.set(author.id, { author, timer }));
    this.#deps.chat(chat)?.show();
  }

  /** Whoever has said it does not write it any more. */
  #stop(chat: string, person: string) {
    const writers = this.#writers.get(chat);
    clearTimeout(writers?.get(person)?.timer);
    if (writers?.delete(person) && writers.size === 0) this.#writers.delete(chat);
  }

  #attend(id: string, othersOnline: boolean) {
    const chat = this.#deps.chat(id);
    const log = chat?.log;
    if (log) chat.set({ ...log, chat: { ...log.chat, othersOnline } });
    if (chat?.asking) void chat.ask(); // what is being answered may be older than this
  }

  async #deliver() {
    while (this.#wanted.size > 0) {
      const marks = [...this.#wanted].slice(0, MARKS).map(([chat, seq]) => ({ chat, seq }));
      await this.#deps.call('PUT', '/v1/delivered', { marks });
      for (const { chat, seq } of marks) {
        this.#told.set(chat, seq);
        if (this.#wanted.get(chat) === seq) this.#wanted.delete(chat);
      }
    }
  }
}

/** Who writes, as the frame says; `undefined` where it looks odd. */
function authorOf({ person, side }: Extract<FeedFrame, { type: 'typing' }>): Author | undefined {
  const { id, name } = Object(person) as Author;
  const { family, given } = Object(name) as Author['name'];
  const isWhole = [id, family, given].every((text) => typeof text === 'string');
  return isWhole && (side === 'doctor' || side === 'patient') ? { id, side, name } : undefined;
}
