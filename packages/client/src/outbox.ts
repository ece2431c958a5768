import {
  codeOf,
  ConsultError,
  entryKey,
  type ErrorCode,
  ID_BYTES,
  isPassing,
  refusalToText,
  refuseIf,
} from '@consult/core';
import type { EntryAnswer } from '@consult/core/wire';
import { createAsker, retryAfterOf, type Asker } from './asker.js';
import type { MessageExtras, PendingMessage } from './contracts.js';
import type { Files } from './files/files.js';
import type { Call } from './http.js';
import type { Kept } from './kept.js';
import { backoff, type Tuning } from './tuning.js';
import { isUnsent, pendingOf, type Unsent } from './unsent.js';

/** Why a chat's next message does not leave yet. */
interface Wait {
  readonly tries: number;
  /** The server has said how long. */
  readonly asked: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

export interface OutboxDeps {
  readonly call: Call;
  readonly kept: Kept;
  readonly tuning: Tuning;
  readonly now: () => number;
  /** Fetches what brings up the documents of messages. */
  readonly loadFiles: () => Promise<() => Files>;
  /** What waits in this chat looks different now. */
  readonly onChange: (chatId: string) => void;
  /**
   * The server has the message: the chat takes the answer in; without one another tab has sent it and the log is asked.
   * Answers whether it may leave the screen here, since the log shows it or nobody looks.
   */
  readonly onSent: (chatId: string, answer?: EntryAnswer) => Promise<boolean>;
  /** The other tabs should read the storage again. */
  readonly tellTabs: () => void;
}

/**
 * What was written and not yet confirmed. In each chat messages leave one at a time, in the order they were written.
 *
 * Never lost: a message is in the storage before anyone is told it was taken. Never twice: its key goes with every try.
 */
export class Outbox {
  /** The documents of messages; there once there was one to send or to read. */
  loadedFiles?: Files;
  readonly #deps: OutboxDeps;
  readonly #unsent = new Map<string, Unsent>();
  /** On their way, or confirmed and about to show in the log. */
  readonly #leaving = new Set<string>();
  /** The storage has these no more; what another tab still tells of them is old. */
  readonly #gone = new Set<string>();
  /** Chats whose next message is being sent. */
  readonly #busy = new Set<string>();
  /** Chats whose next message was refused by the weather; without a timer: it may be tried now. */
  readonly #waits = new Map<string, Wait>();
  readonly #reader: Asker;
  #patience?: ReturnType<typeof setTimeout>;
  #order = 0;
  #mayStart = false;
  #closed = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#reader = createAsker(deps.tuning, () => this.#read());
  }

  /** Reads what is kept: at the start, and when another tab has changed it. */
  read(): Promise<void> {
    return this.#reader.ask();
  }

  /** The same, fetched where it is not there. */
  async files(): Promise<Files> {
    const make = await this.#deps.loadFiles();
    return (this.loadedFiles ??= make());
  }

  /** From now on this tab is the one that sends. */
  start() {
    this.#mayStart = true;
    this.kick();
  }

  /** Tries at once what waits to be tried again, but not what the server itself has asked to wait. */
  kick() {
    this.#stopWaiting(({ asked }) => !asked);
    void this.#lookAndDrain();
    this.loadedFiles?.kick();
  }

  close() {
    this.#closed = true;
    this.#stopWaiting(() => true);
    clearTimeout(this.#patience);
    this.#reader.close();
  }

  /** Forgets everything at once; the storage is not touched. */
  clear() {
    this.close();
    this.#unsent.clear();
  }

  pending(chatId: string): readonly PendingMessage[] {
    return this.#of(chatId).map((message) => pendingOf(message, this.#leaving.has(message.key)));
  }

  /** Takes what is attached to the chat along. @throws ConsultError where the text cannot be a message. */
  async put(chat: string, text: string, { replyTo }: MessageExtras = {}): Promise<string> {
    const files = this.loadedFiles?.attached(chat);
    if (text || !files) refuseIf(refusalToText(text));
    const at = this.#deps.now();
    const key = entryKey(at, crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    this.#order = Math.max(at, this.#order + 1);
    await this.#keep({ key, chat, text, files, at, order: this.#order, replyTo });
    return key;
  }

  async retry(key: string): Promise<void> {
    await this.read();
    const { problem, ...message } = this.#failed(key);
    await this.#keep(message);
  }

  async discard(key: string): Promise<string> {
    await this.read();
    const { text, files } = this.#failed(key);
    this.#gone.add(key); // what is still under way does not bring it back
    try {
      if (files) await (await this.files()).release(files);
    } catch (error) {
      this.#gone.delete(key); // its documents would go with it
      throw error;
    }
    this.#drop(key); // before the documents are shown, which it would still name as its own
    await this.#forget(key);
    return text;
  }

  /** The log has these messages: they wait for nothing any more. */
  confirm(keys: readonly string[]) {
    for (const key of keys) {
      this.#unsent.delete(key); // the log shows it; whoever asked draws it anew anyway
      this.#leaving.delete(key);
      void this.#forget(key);
    }
  }

  #of(chat: string): Unsent[] {
    const all = [...this.#unsent.values()].filter((message) => message.chat === chat);
    return all.sort((a, b) => a.order - b.order);
  }

  /** Only a message that stands still can be taken back: one on its way may have arrived. */
  #failed(key: string): Unsent {
    const message = this.#unsent.get(key);
    if (!message?.problem || this.#gone.has(key)) throw new ConsultError('not-found');
    return message;
  }

  /** What this tab has done with a message since is newer than what is read of it here. */
  async #read() {
    const before = new Map(this.#unsent);
    const list = (await this.#deps.kept.list('unsent')).filter(isUnsent);
    const kept = new Map(list.map((message) => [message.key, message]));
    for (const message of list) {
      const { key, chat, order } = message;
      this.#order = Math.max(this.#order, order);
      if (this.#gone.has(key) || this.#leaving.has(key) || this.#unsent.get(key) !== before.get(key))
        continue;
      this.#unsent.set(key, message);
      this.#deps.onChange(chat);
    }
    for (const [key, message] of this.#deps.kept.lasting ? before : []) {
      if (kept.has(key) || this.#leaving.has(key) || this.#unsent.get(key) !== message) continue;
      if (message.problem) this.#drop(key);
      else void this.#settle(key, message.chat);
    }
    this.#drainAll();
    await this.loadedFiles?.read();
  }

  /** The server has it. It leaves the screen when the log shows it: then the chat confirms it, if we cannot tell. */
  async #settle(key: string, chat: string, answer?: EntryAnswer) {
    this.#leaving.add(key);
    if (await this.#deps.onSent(chat, answer)) this.#drop(key);
  }

  async #keep(message: Unsent) {
    await this.#deps.kept.set('unsent', message.key, message);
    if (this.#gone.has(message.key)) return; // let go of meanwhile, and deleted after this
    this.#unsent.set(message.key, message);
    this.#deps.onChange(message.chat);
    this.#deps.tellTabs();
    if (this.#mayStart) void this.#drain(message.chat);
    // The tab whose turn it is may be one that its browser has put to sleep.
    else this.#patience ??= setTimeout(() => this.start(), this.#deps.tuning.turnWithin);
  }

  async #forget(key: string) {
    this.#gone.add(key);
    await this.#deps.kept.delete('unsent', key);
    this.#deps.tellTabs();
  }

  /** Takes it off the screen. */
  #drop(key: string) {
    const chat = this.#unsent.get(key)?.chat;
    this.#unsent.delete(key);
    this.#leaving.delete(key);
    if (chat !== undefined) this.#deps.onChange(chat);
  }

  /** Whoever has waited, or was asleep, may not have heard what another tab has sent or taken back. */
  async #lookAndDrain() {
    await this.read();
    this.#drainAll(); // also where the storage could not be read
  }

  #drainAll() {
    for (const chat of new Set([...this.#unsent.values()].map((message) => message.chat)))
      void this.#drain(chat);
  }

  #stopWaiting(which: (wait: Wait) => boolean) {
    for (const wait of [...this.#waits.values()].filter(which)) {
      clearTimeout(wait.timer);
      wait.timer = undefined;
    }
  }

  /** Sends what waits in one chat, until nothing does or the weather turns. */
  async #drain(chat: string) {
    if (!this.#mayStart || this.#closed || this.#busy.has(chat) || this.#waits.get(chat)?.timer) return;
    this.#busy.add(chat);
    try {
      for (;;) {
        const next = this.#of(chat).find(({ key, problem }) => !problem && !this.#leaving.has(key));
        if (!next || this.#closed || !(await this.#send(next))) return;
      }
    } finally {
      this.#busy.delete(chat);
    }
  }

  /** Answers whether to go on with the next one. */
  async #send({ key, chat, text, replyTo, files: own }: Unsent): Promise<boolean> {
    try {
      const files = own && (await (await this.files()).upload(own, key));
      if (this.#closed) return false;
      this.#leaving.add(key);
      this.#deps.onChange(chat);
      const path = `/v1/chats/${encodeURIComponent(chat)}/entries`;
      const answer = await this.#deps.call<EntryAnswer>('POST', path, { key, text, files, replyTo });
      this.#waits.delete(chat);
      await this.#forget(key);
      void this.#settle(key, chat, answer);
      return true;
    } catch (error) {
      this.#leaving.delete(key);
      if (this.#closed) return false;
      return this.#refused(key, chat, error);
    }
  }

  async #refused(key: string, chat: string, error: unknown): Promise<boolean> {
    const problem = codeOf(error);
    const waits = isPassing(problem) || AUTHORS_ABSENCE.has(problem);
    if (!waits) await this.read();
    if (waits || (await this.loadedFiles?.renew(problem, this.#unsent.get(key)?.files))) {
      this.#deps.onChange(chat);
      this.#waitAfter(chat, error);
      return false;
    }
    const message = this.#unsent.get(key);
    // Another tab has taken it back, or an answer was lost before and the log has it by now.
    if (!message || this.#leaving.has(key)) return true;
    this.#unsent.set(key, { ...message, problem });
    await this.#keep({ ...message, problem }).catch(() => this.#deps.onChange(chat)); // shown, if not kept
    return true;
  }

  #waitAfter(chat: string, error: unknown) {
    const tries = this.#waits.get(chat)?.tries ?? 0;
    const asked = retryAfterOf(error);
    const wait: Wait = { tries: tries + 1, asked: asked !== undefined };
    const go = () => {
      wait.timer = undefined;
      void this.#lookAndDrain();
    };
    wait.timer = setTimeout(go, Math.max(backoff(this.#deps.tuning, tries), asked ?? 0));
    this.#waits.set(chat, wait);
  }
}

/** It is not the message that is refused: it waits for its author to come back. */
const AUTHORS_ABSENCE: ReadonlySet<ErrorCode> = new Set([
  'signed-out',
  'account-ended',
  'account-simplified',
]);
