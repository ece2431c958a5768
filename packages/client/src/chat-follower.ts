import type { Entry, ErrorCode } from '@consult/core';
import type { ChatView, EntriesPage, EntryAnswer } from '@consult/core/wire';
import type { ChatDeps } from './chat.js';
import type { ChatLog } from './chat-log.js';
import type { PendingMessage } from './contracts.js';
import type { Hint } from './feed.js';
import { withChanges, withHead, withMessage, withOlder } from './log-changes.js';
import type { Outbox } from './outbox.js';
import { createReadMark, type ReadMark } from './read-mark.js';

/** What a follower sees and does of its chat. */
export interface FollowedChat {
  readonly id: string;
  readonly log: ChatLog | undefined;
  /** Whether the log is being asked or waits to be asked again. */
  readonly asking: boolean;
  /** Shows this log from now on. */
  set(log: ChatLog): void;
  ask(): Promise<void>;
  /** Reads a page of the log. @throws ConsultError */
  page(query: string): Promise<EntriesPage>;
}

/** Entries on a page of older history. */
const OLDER = 50;
/** Changes on one page of catching up, and how many such pages before it is quicker to open the chat anew. */
const CHANGES = 100;
const CHANGE_PAGES = 5;

/** Keeps an opened chat up to date, and tells the server how far it was read. */
export class ChatFollower {
  readonly #chat: FollowedChat;
  readonly #deps: ChatDeps;
  readonly #outbox: Outbox;
  readonly #onSeen: (view: ChatView) => void;
  readonly #onLost: () => void;
  readonly #readMark: ReadMark;

  /**
   * @param onSeen - Told how the chat stands with what has reached this device.
   * @param onLost - Called when a chat is left that its reader is not among the people of any more.
   */
  constructor(
    chat: FollowedChat,
    deps: ChatDeps,
    outbox: Outbox,
    onSeen: (view: ChatView) => void,
    onLost: () => void,
  ) {
    this.#chat = chat;
    this.#deps = deps;
    this.#outbox = outbox;
    this.#onSeen = onSeen;
    this.#onLost = onLost;
    this.#readMark = createReadMark(
      encodeURIComponent(chat.id),
      deps.call,
      deps.tuning,
      () => chat.log?.chat.readSeq,
      (view) => this.#learn(view),
    );
    this.#see();
  }

  hint({ epoch, revision, entry }: Hint) {
    const { log } = this.#chat;
    if (log?.epoch === epoch) {
      if (revision <= log.revision) return;
      if (entry?.revision === revision && this.#append(log, entry)) return;
    }
    void this.#chat.ask();
  }

  /**
   * An own message has arrived: takes the server's answer in, or asks the log. Answers whether the log is up to date
   * now; where it is not, it shows the message as soon as it is.
   */
  async sent(answer?: EntryAnswer): Promise<boolean> {
    const { log } = this.#chat;
    if (answer && log?.epoch === answer.epoch) {
      const { entry } = answer;
      if (entry.revision <= log.revision || this.#append(log, entry)) return true;
    }
    await this.#chat.ask();
    return !this.#chat.asking;
  }

  /** The log brought up to date; `undefined` where it must begin anew. @throws ConsultError */
  async changes(): Promise<ChatLog | undefined> {
    const began = this.#chat.log;
    if (!began) return undefined;
    const changes: Entry[] = [];
    let after = began.revision;
    for (let pages = 0; pages < CHANGE_PAGES; pages++) {
      const page = await this.#chat.page(`after=${after}&limit=${CHANGES}`);
      const { log } = this.#chat; // hints may have moved it on meanwhile
      if (page.epoch !== began.epoch || !log || page.chat.revision < after) return undefined;
      changes.push(...page.entries);
      if (!page.more) return withChanges(log, changes, page.chat);
      after = page.entries[page.entries.length - 1]?.revision ?? after;
    }
    return undefined;
  }

  /** Reads the page before what is known. @throws ConsultError */
  async readOlder() {
    const first = this.#chat.log?.entries[0];
    if (!first) return;
    const page = await this.#chat.page(`before=${first.seq}&limit=${OLDER}`);
    const { log } = this.#chat;
    if (log) this.#chat.set(withOlder(log, page));
  }

  /** What waits in the outbox and is not in the log: a message is never on the screen twice. */
  pending(): readonly PendingMessage[] {
    const { log, id } = this.#chat;
    const all = this.#outbox.pending(id);
    if (!log || !all.length) return all;
    const person = this.#deps.person();
    const said = new Set<string>();
    for (const entry of log.entries) if ('key' in entry && entry.author.id === person) said.add(entry.key);
    const confirmed = all.filter(({ key }) => said.has(key)).map(({ key }) => key);
    if (!confirmed.length) return all;
    this.#outbox.confirm(confirmed);
    return all.filter(({ key }) => !said.has(key));
  }

  markRead(seq: number) {
    this.#readMark.mark(seq);
  }

  /** The log has been read: sends a read mark that waits. */
  flush() {
    this.#readMark.flush();
    this.#see();
  }

  /** Its reader goes elsewhere. Until then what was typed stays: the chat may be given back, and the words copied. */
  leave(problem: ErrorCode | undefined) {
    this.flush();
    if (problem === 'not-found') this.#onLost();
  }

  #append(log: ChatLog, entry: Entry): boolean {
    const next = entry.kind === 'message' && withMessage(log, entry, this.#deps.person());
    if (next) this.#chat.set(next);
    this.#see();
    return Boolean(next);
  }

  #learn(view: ChatView) {
    this.#deps.onView(view);
    const { log } = this.#chat;
    if (log) this.#chat.set(withHead(log, view));
    this.#see();
  }

  #see() {
    const { log } = this.#chat;
    if (log) this.#onSeen(log.chat);
  }
}
