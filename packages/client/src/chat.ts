import { codeOf, ConsultError, isPassing, refuseIf, refusalToWriteWhen, type ErrorCode } from '@consult/core';
import type { ChatAnswer, ChatView, EntriesPage, EntryAnswer } from '@consult/core/wire';
import { createAsker, type Asker } from './asker.js';
import type { Background } from './background.js';
import type { ChatFollower, FollowedChat } from './chat-follower.js';
import { logOf, type ChatLog } from './chat-log.js';
import type { ChatVerbs } from './chat-verbs.js';
import type { ChatHandle, ChatState, MessageExtras } from './contracts.js';
import type { Draft } from './drafts.js';
import type { Hint } from './feed.js';
import type { Call } from './http.js';
import { createPaging, type Paging } from './paging.js';
import { createStore } from './store.js';
import type { Tuning } from './tuning.js';

export interface ChatDeps {
  readonly call: Call;
  readonly tuning: Tuning;
  /** Waits until it has been fetched, however long that takes. */
  readonly background: Promise<Background>;
  /** The same for those who cannot wait for ever. @throws ConsultError `unavailable` */
  readonly inBackground: () => Promise<Background>;
  /** Who we are, once known. */
  readonly person: () => string | undefined;
  /** A row of the list was learned here. */
  readonly onView: (chat: ChatView) => void;
}

/** Entries on the first page. */
const PAGE = 50;

/** One chat's log, shared by all handles to it: reads the newest page; from then on a follower keeps up with it. */
export class Chat implements FollowedChat {
  readonly id: string;
  readonly #deps: ChatDeps;
  readonly #path: string;
  readonly #state = createStore<ChatState>({
    status: 'loading',
    entries: [],
    pending: [],
    older: false,
    loadingOlder: false,
  });
  readonly #asker: Asker;
  readonly #olderPages: Paging;
  #background?: Background;
  #follower?: ChatFollower;
  #log?: ChatLog;
  /** The head where the log may not be read, e.g. before the consent. */
  #head?: ChatView;
  #problem?: ErrorCode;
  #draft?: Draft;
  #later?: ChatVerbs;
  #readUpTo = 0;
  #closed = false;

  constructor(id: string, deps: ChatDeps) {
    this.id = id;
    this.#deps = deps;
    this.#path = `/v1/chats/${encodeURIComponent(id)}`;
    this.#asker = createAsker(
      deps.tuning,
      () => this.#read(),
      (error) => this.#failed(error),
    );
    this.#olderPages = createPaging(
      () => this.#log?.older ?? false,
      () => this.#readOlder(),
      () => this.show(),
    );
    void this.ask();
    void deps.background.then((background) => this.#beFollowed(background));
  }

  /** One more way to the same log. `onClose` is called when it is let go of. */
  handle(onClose: () => void): ChatHandle {
    let open = true;
    const later = <Verb extends keyof ChatVerbs>(verb: Verb) =>
      (async (...given: unknown[]) =>
        ((await this.#verbs())[verb] as (...given: unknown[]) => unknown)(...given)) as ChatVerbs[Verb];
    return {
      id: this.id,
      state: this.#state,
      send: (text, extras) => this.#send(text, extras),
      retry: later('retry'),
      discard: later('discard'),
      remove: later('remove'),
      openConclusion: later('openConclusion'),
      jumpTo: later('jumpTo'),
      search: later('search'),
      files: later('files'),
      markRead: (seq) => this.#markRead(seq),
      loadOlder: () => this.#olderPages.readNext(),
      keepDraft: (text, extras) => this.#keepDraft({ ...extras, text }),
      typing: () => this.#background?.signs?.tell(this.id),
      reload: () => void this.ask(),
      close: () => {
        if (open) onClose();
        open = false;
      },
    };
  }

  get log() {
    return this.#log;
  }

  get asking() {
    return this.#asker.busy;
  }

  set(log: ChatLog) {
    if (this.#closed) return;
    this.#log = log;
    this.show();
  }

  /** Asks the log for what has changed. Resolves when that is over, answered or not. */
  ask(): Promise<void> {
    return this.#asker.ask();
  }

  page(query: string) {
    return this.#deps.call<EntriesPage>('GET', `${this.#path}/entries?${query}`);
  }

  hint(hint: Hint) {
    this.#follower?.hint(hint);
  }

  /** An own message has arrived. Answers whether the log shows it. */
  async sent(answer?: EntryAnswer): Promise<boolean> {
    return (await this.#follower?.sent(answer)) ?? false;
  }

  close() {
    if (!this.#closed) this.#follower?.leave(this.#problem);
    this.#closed = true;
    this.#asker.close();
  }

  /** Forgets all that was said: nobody is signed in any more. */
  clear(problem: ErrorCode) {
    this.close();
    this.#log = this.#head = undefined;
    this.#draft = { text: '' };
    this.#problem = problem;
    this.show();
  }

  show() {
    const log = this.#log;
    const chat = log?.chat ?? this.#head;
    const pending = this.#follower?.pending() ?? [];
    this.#state.set({
      status: log ? 'ready' : this.#problem ? 'failed' : 'loading',
      problem: log ? undefined : this.#problem,
      chat,
      entries: log?.entries ?? [],
      pending,
      older: log?.older ?? false,
      loadingOlder: this.#olderPages.loading,
      refusal: chat && (refusalOf(chat) ?? refusalToWriteWhen(chat)),
      draft: this.#draft?.text,
      draftReplyTo: this.#draft?.replyTo,
      typing: this.#background?.signs?.typingIn(this.id),
    });
  }

  async #beFollowed(background: Background) {
    if (this.#closed) return;
    this.#background = background;
    this.#follower = background.follow(this, this.#deps);
    this.#follower.markRead(this.#readUpTo);
    this.show();
    if (this.#draft !== undefined) return void background.drafts.keep(this.id, this.#draft);
    const kept = await background.drafts.read(this.id);
    this.#draft ??= kept ?? { text: '' };
    this.show();
  }

  async #read() {
    const log = (await this.#follower?.changes()) ?? logOf(await this.page(`limit=${PAGE}`));
    if (this.#closed) return;
    this.#problem = this.#head = undefined;
    this.set(log);
    this.#deps.onView(log.chat);
    this.#follower?.flush();
  }

  #failed(error: unknown) {
    const problem = codeOf(error);
    if (isPassing(problem) && this.#log) return; // what is known stays; the connection's state says the rest
    this.#problem = problem;
    const hidden = problem === 'consent-needed'; // else nothing of the chat may be seen (any more)
    if (hidden) this.#head = this.#log?.chat;
    this.#log = undefined;
    this.show();
    if (hidden) void this.#loadHead();
  }

  /** Whose chat it is may be seen before the consent. */
  async #loadHead() {
    try {
      const { chat } = await this.#deps.call<ChatAnswer>('GET', this.#path);
      if (this.#log || this.#closed) return;
      this.#head = chat;
      this.show();
      this.#deps.onView(chat);
    } catch {
      // the problem that is shown already says enough
    }
  }

  async #send(text: string, extras?: MessageExtras) {
    const { problem, refusal, chat } = this.#state.value;
    refuseIf(problem ?? refusal);
    if (!chat) throw new ConsultError('unavailable');
    const { outbox } = await this.#deps.inBackground();
    const key = await outbox.put(this.id, text, extras);
    this.#keepDraft({ text: '' });
    this.show();
    return { key };
  }

  async #verbs(): Promise<ChatVerbs> {
    const background = await this.#deps.inBackground();
    return (this.#later ??= background.verbs(this, this.#deps));
  }

  async #readOlder() {
    await this.#deps.inBackground();
    await this.#follower?.readOlder();
  }

  #markRead(seq: number) {
    this.#readUpTo = Math.max(this.#readUpTo, seq);
    this.#follower?.markRead(this.#readUpTo);
  }

  /** Nobody is told at each letter: the box shows it already, and whoever comes later finds it in the next state. */
  #keepDraft(draft: Draft) {
    if (this.#closed && draft.text) return; // what was sent is no draft, wherever its author has gone
    this.#draft = draft;
    void this.#background?.drafts.keep(this.id, draft);
  }
}

/** Why the reader may not read; the wire leaves the word open for newer servers. */
const refusalOf = ({ refusal }: ChatView): ErrorCode | undefined =>
  refusal === null ? undefined : codeOf({ code: refusal });
