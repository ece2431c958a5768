import type { ErrorCode } from '@consult/core';
import type { FeedFrame, Me } from '@consult/core/wire';
import type { Background, openBackground } from './background.js';
import { ChatList } from './chat-list.js';
import { Chat, type ChatDeps } from './chat.js';
import { createServerClock } from './clock.js';
import type { Client, ClientOptions, Connection } from './contracts.js';
import { createCall } from './http.js';
import { createLate } from './late.js';
import { createStore } from './store.js';
import { createTokens } from './tokens.js';
import { TUNING, type Tuning } from './tuning.js';
import { within } from './within.js';

/** Fetches all that the first paint does not need. */
export type LoadBackground = () => Promise<{ readonly openBackground: typeof openBackground }>;

/**
 * Connects one person to one server. Nothing is sent before something is watched or opened.
 *
 * @param tuning - The client's intervals; for tests.
 * @param load - How the rest of the client is fetched; for tests.
 */
export function createClient(
  options: ClientOptions,
  tuning: Partial<Tuning> = {},
  load: LoadBackground = () => import('./background.js'),
): Client {
  return new Connected(options, { ...TUNING, ...tuning }, load).client;
}

/** Ties the parts together: who is told of what. */
class Connected {
  readonly client: Client;
  readonly #options: ClientOptions;
  readonly #server: string;
  readonly #me = createStore<Me | undefined>(undefined, () => this.#start());
  readonly #connection = createStore<Connection>({ state: 'connecting' }, () => this.#start());
  readonly #tuning: Tuning;
  readonly #pageNow: () => number;
  readonly #tokens;
  readonly #call;
  readonly #late;
  readonly #chatDeps: ChatDeps;
  readonly #chats = new Map<string, { readonly chat: Chat; handles: number }>();
  readonly #lists = new Set<ChatList>();
  readonly #listeners = new Set<(frame: FeedFrame) => void>();
  /** Ends requests and this tab's turn to send. */
  readonly #life = new AbortController();
  #background?: Background;
  #askingMe?: Promise<Me> | undefined;
  #started = false;

  constructor(options: ClientOptions, tuning: Tuning, load: LoadBackground) {
    this.#options = options;
    const server = (this.#server = options.server.replace(/\/+$/, ''));
    const pageNow = (this.#pageNow = options.now ?? Date.now);
    const clock = createServerClock(pageNow);
    const { signal } = this.#life;
    this.#tuning = tuning;
    this.#tokens = createTokens(options.getToken, clock, tuning.requestTimeout, () =>
      this.#end('signed-out'),
    );
    this.#call = createCall({
      server,
      fetch: options.fetch ?? ((request) => fetch(request)),
      tokens: this.#tokens,
      clock,
      pageNow,
      timeout: tuning.requestTimeout,
      signal,
      onReach: (reached) => this.#background?.reach(reached),
    });
    this.#late = createLate(load, tuning, (wait) => this.#onAbsence(wait));
    const background = this.#late.there.then(({ openBackground }) => this.#takeIn(openBackground));
    this.#chatDeps = {
      call: this.#call,
      tuning,
      background,
      inBackground: () => within(tuning.requestTimeout, background, signal),
      person: () => this.#me.value?.id ?? this.#tokens.person,
      onView: (view) => this.#lists.forEach((list) => list.learn(view)),
    };
    this.client = this.#createHandle(clock.now);
  }

  #createHandle(now: () => number): Client {
    const isLasting = () => this.#background?.lasting ?? this.#options.storage?.lasting ?? true;
    return {
      server: this.#server,
      me: this.#me,
      connection: this.#connection,
      get lasting() {
        return isLasting();
      },
      now,
      chats: () => this.#openList(),
      chat: (id) => this.#openChat(id),
      drafts: async () => (await this.#chatDeps.inBackground()).drafts,
      call: (method, path, body) => this.#call(method, path, body),
      download: async (path, size, body) => {
        this.#start();
        return (await this.#chatDeps.inBackground()).download(path, size, body);
      },
      listen: (listener) => {
        this.#start();
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      retryNow: () => this.#wake(),
      signOut: () => this.#signOut(),
      close: () => this.#close({ state: 'closed' }),
    };
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#late.fetch();
    this.#askMe().catch(() => undefined); // the feed asks again and tells of it
  }

  #takeIn(open: typeof openBackground): Background {
    const { server, storage, live, fetch } = { ...this.#options, server: this.#server };
    const background = open({
      ...this.#chatDeps,
      signal: this.#life.signal,
      server,
      storage,
      live,
      fetch,
      pageNow: this.#pageNow,
      now: () => this.client.now(),
      me: this.#me,
      askMe: () => this.#askMe(),
      tokens: this.#tokens,
      chat: (id) => this.#chats.get(id)?.chat,
      onConnection: (connection) => this.#connection.set(connection),
      onFrame: (frame) => this.#listeners.forEach((listener) => listener(frame)),
      onHint: (hint) => {
        this.#chats.get(hint.chat)?.chat.hint(hint);
        for (const list of this.#lists) list.hint(hint);
      },
      onGap: (lately) => this.#askAll(lately),
      onSignedOut: (problem) => this.#end(problem),
    });
    if (this.#life.signal.aborted) return background; // only to delete what was kept
    background.start();
    return (this.#background = background);
  }

  /** Without its rest the client can neither listen nor send; what is open is read again at each try. */
  #onAbsence(wait: number) {
    if (this.#life.signal.aborted) return;
    this.#connection.set({ state: 'offline', retryAt: this.client.now() + wait });
    this.#askAll(true);
  }

  #askMe(): Promise<Me> {
    return (this.#askingMe ??= this.#call<Me>('GET', '/v1/me')
      .then((me) => {
        this.#me.set(me);
        return me;
      })
      .finally(() => (this.#askingMe = undefined)));
  }

  #askAll(lately: boolean) {
    for (const { chat } of this.#chats.values()) void chat.ask();
    for (const list of this.#lists) void list.ask(lately);
  }

  #wake() {
    if (!this.#started) return this.#start();
    if (this.#background) this.#background.wake();
    else if (!this.#life.signal.aborted) this.#late.fetch();
  }

  #openList() {
    this.#start();
    const list = new ChatList(this.#chatDeps);
    this.#lists.add(list);
    if (this.#life.signal.aborted) list.clear('signed-out');
    return list.handle(() => {
      list.close();
      this.#lists.delete(list);
    });
  }

  #openChat(id: string) {
    this.#start();
    const shared = this.#chats.get(id) ?? { chat: new Chat(id, this.#chatDeps), handles: 0 };
    this.#chats.set(id, shared);
    shared.handles++;
    if (this.#life.signal.aborted) shared.chat.clear('signed-out');
    return shared.chat.handle(() => {
      if (--shared.handles > 0) return;
      shared.chat.close();
      if (this.#chats.get(id) === shared) this.#chats.delete(id);
    });
  }

  async #signOut() {
    this.#close({ state: 'closed' });
    this.#forget('signed-out');
    await this.#purge(true);
  }

  /** The person is not signed in any more, and it was not said here. */
  #end(problem: ErrorCode) {
    this.#close({ state: 'refused', problem });
    this.#forget(problem);
    this.#purge(false).catch(() => undefined); // nobody waits to be told
  }

  /** Deletes what was kept. What cannot be fetched in time for it is still fetched, and deletes then. */
  #purge(tell: boolean): Promise<void> {
    this.#late.fetch();
    const purged = this.#chatDeps.background.then((background) => background.purge(tell));
    return within(this.#tuning.requestTimeout, purged);
  }

  #forget(problem: ErrorCode) {
    this.#background?.outbox.clear();
    for (const { chat } of this.#chats.values()) chat.clear(problem);
    for (const list of this.#lists) list.clear(problem);
    this.#me.set(undefined);
  }

  #close(connection: Connection) {
    if (this.#life.signal.aborted) return;
    this.#started = true;
    this.#late.stop();
    this.#background?.close();
    for (const { chat } of this.#chats.values()) chat.close();
    for (const list of this.#lists) list.close();
    this.#life.abort();
    this.#connection.set(connection);
  }
}
