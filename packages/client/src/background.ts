import type { ErrorCode } from '@consult/core';
import type { ChatView, FeedFrame, FeedTicket, FeedTicketWish, Me } from '@consult/core/wire';
import { ChatFollower, type FollowedChat } from './chat-follower.js';
import type { ChatListDeps } from './chat-list.js';
import type { Chat, ChatDeps } from './chat.js';
import { createChatVerbs, type ChatVerbs } from './chat-verbs.js';
import type { ClientOptions, Connection } from './contracts.js';
import { conclusionOf, createDrafts, type Drafts } from './drafts.js';
import { familyOf, forgetFamily } from './family.js';
import { Feed, type Hint } from './feed.js';
import type { Call } from './http.js';
import { createKept, type Kept } from './kept.js';
import { createLate } from './late.js';
import { ListFollower, type FollowedList } from './list-follower.js';
import { webSocketLive } from './live.js';
import { Outbox } from './outbox.js';
import type { Signs } from './signs.js';
import { createBrowserStorage } from './storage.js';
import type { Readable } from './store.js';
import { joinTabs, sharedName, takeTurn, type TabNews, type Tabs, type TakeTurn } from './tabs.js';
import type { Tokens } from './tokens.js';
import type { Tuning } from './tuning.js';
import { watchPage } from './wake.js';

export interface BackgroundDeps extends Pick<ClientOptions, 'fetch' | 'live' | 'storage'> {
  readonly server: string;
  readonly call: Call;
  readonly tuning: Tuning;
  /** The page's clock, and the server's as well as we know it. */
  readonly pageNow: () => number;
  readonly now: () => number;
  /** Ends with the client. */
  readonly signal: AbortSignal;
  /** Who the server takes us for, once it has said so. */
  readonly me: Readable<Me | undefined>;
  /** Asks the server for it. @throws ConsultError */
  readonly askMe: () => Promise<Me>;
  readonly tokens: Tokens;
  /** Who we are, once known. */
  readonly person: () => string | undefined;
  /** A chat that is open. */
  readonly chat: (id: string) => Chat | undefined;
  readonly onConnection: (connection: Connection) => void;
  readonly onFrame: (frame: FeedFrame) => void;
  readonly onHint: (hint: Hint) => void;
  /** Hints may have been missed. `lately`: not for long. */
  readonly onGap: (lately: boolean) => void;
  /** Another tab, or whoever may, has signed us out. */
  readonly onSignedOut: (problem: ErrorCode) => void;
}

export const openBackground = (deps: BackgroundDeps) => new Background(deps);

/**
 * What a client does besides showing the first page: it keeps up with the server, sends, keeps what is typed and talks
 * to the other tabs. Fetched while the first page is being read, so that nobody waits for it.
 */
export class Background {
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly #deps: BackgroundDeps;
  readonly #storage;
  readonly #kept: Kept;
  readonly #feed: Feed;
  /** Who writes, who is there, what has arrived: fetched after all the rest, and missed by nobody meanwhile. */
  readonly #late;
  readonly #onSeen: (view: ChatView) => void;
  signs?: Signs;
  #stopWatching?: () => void;
  #tabs?: Tabs | undefined;
  #person?: string | undefined;

  constructor(deps: BackgroundDeps) {
    this.#deps = deps;
    this.#storage = deps.storage ?? createBrowserStorage();
    this.#kept = createKept(this.#storage, deps.server);
    this.drafts = createDrafts(this.#kept, deps.tuning);
    const tellTabs = () => this.#tellTabs('outbox-changed');
    this.outbox = new Outbox({
      call: deps.call,
      kept: this.#kept,
      tuning: deps.tuning,
      now: deps.now,
      loadFiles: async () => {
        const { Files } = await import('./files/files.js');
        const takeFileTurn: TakeTurn = (name, ...turn) =>
          takeTurn(`${this.#nameOf(this.#person ?? '')}/${name}`, ...turn);
        return () =>
          new Files({ ...deps, kept: this.#kept, outbox: this.outbox, takeTurn: takeFileTurn, tellTabs });
      },
      onChange: (chatId) => deps.chat(chatId)?.show(),
      onSent: async (chatId, answer) => (await deps.chat(chatId)?.sent(answer)) ?? true,
      tellTabs: () => {
        tellTabs();
        this.outbox.loadedFiles?.onOutbox();
      },
    });
    this.#late = createLate(
      () => import('./signs.js'),
      deps.tuning,
      () => undefined,
    );
    const signs = this.#late.there.then(({ Signs }) => (this.signs = new Signs(deps)));
    this.#onSeen = (view) => void signs.then((signs) => signs.see(view));
    this.#feed = this.#createFeed();
  }

  /** Whether what is written survives a reload here. */
  get lasting(): boolean {
    return this.#storage.lasting;
  }

  start() {
    this.#stopWatching = watchPage({ onWake: () => this.wake(), onOffline: () => this.#feed.offline() });
    this.#feed.start();
    this.#late.fetch();
    // The token may name us before the server answers: then drafts and unsent messages show offline too.
    this.#deps.tokens.get().then(
      () => this.#enter(),
      () => undefined,
    ); // the feed has the same trouble and tells of it
  }

  follow(chat: FollowedChat, deps: ChatDeps): ChatFollower {
    return new ChatFollower(chat, deps, this.outbox, this.#onSeen, () => void this.#forgetBegun(chat.id));
  }

  /** What a reader does to the chat, beside writing and reading along. */
  verbs(chat: FollowedChat, { call }: ChatDeps): ChatVerbs {
    const download = (path: string, size: number) => this.download(path, size);
    return createChatVerbs(chat, { call, outbox: this.outbox, download });
  }

  followList(list: FollowedList, deps: ChatListDeps): ListFollower {
    return new ListFollower(list, deps, this.#onSeen);
  }

  /** The page came back or the user wants it now. */
  wake() {
    this.#feed.wake();
    this.outbox.kick();
  }

  /** Whether a request found its way to the server. */
  reach(reached: boolean) {
    this.#feed.reach(reached);
  }

  async download(path: string, size: number, body?: unknown): Promise<Blob> {
    return (await import('./download.js')).download(this.#deps, path, size, body);
  }

  close() {
    this.#stopWatching?.();
    this.#feed.close();
    this.outbox.close();
    this.#late.stop();
    this.signs?.close();
    this.#tabs?.close();
    this.#tabs = undefined;
  }

  /** Deletes all that was kept; where `tell`, the other tabs of this browser are to do the same. */
  async purge(tell: boolean) {
    if (tell) this.#tellTabs('signed-out');
    forgetFamily(this.#storage);
    await this.#kept.purge();
  }

  /** What was begun in a chat that its reader has lost and left can be sent by nobody. */
  async #forgetBegun(chatId: string) {
    if (!this.#tabs) return; // it is the page that is left, and may be opened again
    for (const name of [chatId, conclusionOf(chatId)]) void this.drafts.keep(name, { text: '' });
    try {
      await (await this.outbox.files()).forget(chatId);
    } catch {
      // their code or the storage cannot be had: they go with the sign-out
    }
  }

  #createFeed() {
    const { live = webSocketLive(this.#deps.server), tuning, pageNow, onFrame, onHint, onGap } = this.#deps;
    return new Feed({
      live,
      tuning,
      now: pageNow,
      onHint,
      onFrame: (frame) => {
        this.signs?.hear(frame);
        const { type } = frame;
        if (type === 'hint' || type === 'consents') this.#tabs?.tell('server-changed'); // not all of them may have a socket
        if (type === 'consents') onGap(true); // chats close and open with them
        onFrame(frame);
      },
      knock: async () => {
        if (!this.#deps.me.value || !live) await this.#deps.askMe();
        this.#enter();
      },
      ticket: async () => {
        const wish: FeedTicketWish = { family: familyOf(this.#storage) };
        return (await this.#deps.call<FeedTicket>('POST', '/v1/feed-tickets', wish)).ticket;
      },
      onConnection: ({ retryAt, ...connection }) => {
        if (connection.problem === 'account-ended') return this.#deps.onSignedOut('account-ended');
        this.#deps.onConnection(
          // Told by the clock that `now()` follows, so that a page can count down.
          retryAt === undefined
            ? connection
            : { ...connection, retryAt: retryAt - pageNow() + this.#deps.now() },
        );
      },
      onGap: (lately) => {
        onGap(lately);
        if (!lately) this.outbox.kick();
      },
    });
  }

  /** Opens what is kept of this person, once it is known who it is. */
  #enter() {
    const person = this.#deps.person();
    if (this.#person !== undefined || person === undefined) return;
    this.#person = person;
    this.#enterAs(person).catch(() => (this.#person = undefined)); // the storage's weather: with the next connection again
  }

  async #enterAs(person: string) {
    const { signal, onSignedOut } = this.#deps;
    if (signal.aborted) return;
    this.#tabs ??= joinTabs(this.#nameOf(person), (news) => {
      if (news === 'signed-out') onSignedOut('signed-out');
      else if (news === 'server-changed') this.#feed.nudge();
      else void this.outbox.read();
    });
    await this.#kept.enter(person);
    await this.outbox.read();
    takeTurn(this.#nameOf(person), signal, () => this.outbox.start());
  }

  /** Also where this one has closed: what was on its way to the storage still arrives there. */
  #tellTabs(news: TabNews) {
    const person = this.#person ?? this.#deps.person();
    if (person === undefined) return;
    const tabs = this.#tabs ?? joinTabs(this.#nameOf(person), () => undefined);
    tabs.tell(news);
    if (tabs !== this.#tabs) tabs.close();
  }

  #nameOf(person: string) {
    return sharedName(this.#storage, this.#deps.server, person);
  }
}
