import type {
  AttachedFile,
  Author,
  ConsultError,
  Entry,
  ErrorCode,
  ExportFormat,
  FileLimits,
} from '@consult/core';
import type { AccessView, ChatView, FeedFrame, Me, NoticeView, SearchPage } from '@consult/core/wire';
import type { Drafts } from './drafts.js';
import type { Readable } from './store.js';

/** What a page needs to hand over to talk to a server. */
export interface ClientOptions {
  /** The server's address without a path, e.g. `https://consult.example`. */
  readonly server: string;
  /**
   * Gives the portal's access token. Asked again shortly before the token runs out and whenever the server says
   * `signed-out`; `stale` is then the token that no longer works.
   */
  readonly getToken: (stale?: string) => Promise<string>;
  /** Default: the page's own. Stories hand in the app that runs in the page. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Default: a WebSocket to `server`. `null`: never; the client polls. */
  readonly live?: OpenLive | null;
  /** Default: IndexedDB, or memory where the browser refuses it. */
  readonly storage?: KeptStorage;
  /** The page's clock, ms UTC; the server's is followed by its difference. */
  readonly now?: () => number;
}

/** Opens one live socket. A transport is this function and nothing more. */
export type OpenLive = (listener: {
  readonly ticket: string;
  /** Called with each frame, in order. */
  onFrame(frame: FeedFrame): void;
  /** Called once, when the socket has closed or could not be opened; `code` as in RFC 6455, if there was one. */
  onClose(code: number | undefined): void;
}) => { close(): void };

/** Where the outbox and the drafts are kept between reloads. The default encrypts them under a key of this browser. */
export interface KeptStorage {
  /**
   * Storages of one name hold the same values, in whatever tab: their clients send in turn and tell one another of a
   * sign-out. Without a name nobody else holds what this object holds.
   */
  readonly name?: string;
  /** Whether what is kept here survives a reload; `false` makes the client say "not saved offline". */
  readonly lasting: boolean;
  get(key: string): Promise<unknown>;
  /** @param value - What JSON can say, or the bytes of a document as a `Uint8Array`. */
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<string[]>;
  /** What was kept of a person has been deleted: lets go of what served it alone, e.g. a key that seals nothing any more. */
  purged?(): Promise<void>;
}

/**
 * - `connecting`: not there yet, for the first time;
 * - `live`: hints arrive by the socket;
 * - `polling`: the socket cannot be had, the log is asked every few seconds; everything works, slower;
 * - `offline`: the server cannot be reached; `retryAt` says when we try again (ms, by `now()`);
 * - `refused`: the server will not have this person; `problem` says why (`signed-out`, `account-simplified`, and
 *   `account-ended`, after which nothing of theirs is kept here);
 * - `closed`: `close()` or `signOut()` was called.
 */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'polling' | 'offline' | 'refused' | 'closed';
  readonly retryAt?: number;
  readonly problem?: ErrorCode;
}

/** One person's connection to one server: everything the elements know of the network. */
export interface Client {
  readonly server: string;
  /** Who the server takes us for; `undefined` until it has said so. */
  readonly me: Readable<Me | undefined>;
  readonly connection: Readable<Connection>;
  /** Whether what is written survives a reload here. */
  readonly lasting: boolean;
  /** The server's clock, ms UTC: rules about time are asked with this. */
  now(): number;
  /** The chats of this person. Handles share what they know; each `close()` lets go of one. */
  chats(): ChatListHandle;
  /** One chat. Handles to the same chat share one log; each `close()` lets go of one. */
  chat(id: string): ChatHandle;
  /** What was typed and not sent. For handles beside the chats. @throws ConsultError `unavailable` */
  drafts(): Promise<Drafts>;
  /** Sends a request of the API and answers its JSON. For handles beside the chats. @throws ConsultError */
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /**
   * Reads a file of the API, of about `size` bytes: the longer, the more patience. With a `body` it is made of what is
   * sent. @throws ConsultError
   */
  download(path: string, size: number, body?: unknown): Promise<Blob>;
  /**
   * Hears every frame of the live feed; `hello` means that some may have been missed. For handles that live beside the
   * chats, e.g. calls. Answers how to stop.
   */
  listen(listener: (frame: FeedFrame) => void): () => void;
  /** Tries again at once instead of waiting for `retryAt`. */
  retryNow(): void;
  /** Closes everything and deletes all that was kept of this person in the browser, in every tab. */
  signOut(): Promise<void>;
  /** Lets go of sockets, timers and listeners. What waits in the outbox stays for the next start. */
  close(): void;
}

/** The chat list as far as it is known. */
export interface ChatListState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed. A list that was ready stays so and shows the connection's state instead. */
  readonly problem?: ErrorCode;
  /** The words of the search `chats` answers to. */
  readonly query: string;
  /** A search was asked whose answer has not come yet. */
  readonly searching: boolean;
  /** Newest activity first. */
  readonly chats: readonly ChatView[];
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** In all chats, those beyond the loaded pages included. */
  readonly unread: number;
}

export interface ChatListHandle {
  readonly state: Readable<ChatListState>;
  /** Narrows the list; '' shows all. A late answer never overwrites a newer one. */
  search(query: string): void;
  loadMore(): Promise<void>;
  /** Asks again after a failure. */
  reload(): void;
  close(): void;
}

/** What goes with the words of a message. */
export interface MessageExtras {
  /** The `seq` of the message it answers. */
  readonly replyTo?: number | undefined;
}

/** An own message the server has not confirmed. It waits in the outbox and goes by itself. */
export interface PendingMessage extends MessageExtras {
  readonly key: string;
  readonly text: string;
  /** The documents that go with it; how far each has got is in {@link ChatFilesState.leaving}. */
  readonly files?: readonly OwnFile[] | undefined;
  /** When it was written, by the client's clock. */
  readonly at: number;
  /** `waiting`: for the network or its turn; `sending`: on its way; `failed`: refused for `problem`, kept until retried or discarded. */
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly problem?: ErrorCode;
}

/** A chat as far as it is known. */
export interface ChatState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed. `not-found` after it was ready: the reader is not among its people any more, and nothing of it is held. */
  readonly problem?: ErrorCode;
  /** The head; `undefined` until the first page has come. */
  readonly chat?: ChatView;
  /** Dense by `seq`, oldest first; a suffix of the whole log. */
  readonly entries: readonly Entry[];
  /** Own messages not confirmed yet, in the order they were written. */
  readonly pending: readonly PendingMessage[];
  /** There is history before `entries[0]`. */
  readonly older: boolean;
  readonly loadingOlder: boolean;
  /** Why one may not write now, by the rule in core; `undefined`: one may. */
  readonly refusal?: ErrorCode;
  /** Who else is writing at this moment; absent: nobody. */
  readonly typing?: readonly Author[] | undefined;
  /** What was typed and not sent, as kept from an earlier visit; `undefined` until it has been looked up. */
  readonly draft?: string;
  /** The `seq` of the message the draft answers. */
  readonly draftReplyTo?: number;
}

export interface ChatHandle {
  readonly id: string;
  readonly state: Readable<ChatState>;
  /**
   * Puts the text into the outbox and answers when it is safely there, before the server knows; it then shows in
   * `pending`, and in `entries` once confirmed. What is attached goes along: the message leaves when its documents are
   * up. With documents the text may be empty.
   * @throws ConsultError `text-empty`, `text-too-long`, why a document was refused, or why one may not write now.
   */
  send(text: string, extras?: MessageExtras): Promise<{ key: string }>;
  /** Sends a failed message again, under its old key. @throws ConsultError `not-found`: another tab has sent it or taken it back. */
  retry(key: string): Promise<void>;
  /** Drops a failed message and answers its text; its documents are attached again. @throws ConsultError as `retry` does. */
  discard(key: string): Promise<string>;
  /** Deletes an own message; the tombstone shows when the server has agreed. @throws ConsultError */
  remove(seq: number): Promise<void>;
  /** Tells the server how far one has read. Cheap to call often; never goes back. */
  markRead(seq: number): void;
  loadOlder(): Promise<void>;
  /** The document of one version of the conclusion, a PDF. @throws ConsultError */
  openConclusion(version: number): Promise<Blob>;
  /** Reads back, in large pages, until the entry is in `entries`. Answers whether it is there. @throws ConsultError */
  jumpTo(seq: number): Promise<boolean>;
  /**
   * Finds messages by their words, newest first; `before` is the `next` of the page before. A late answer never
   * overwrites a newer one: it is `undefined`. @throws ConsultError
   */
  search(query: string, before?: number): Promise<SearchPage | undefined>;
  /** Keeps what is typed, and what it answers, per chat, until it is sent, or the chat is left after it was lost (`not-found`). */
  keepDraft(text: string, extras?: MessageExtras): void;
  /** Tells the others that one is writing. Call it at each letter: it goes out now and then. */
  typing(): void;
  /** The documents of this chat: what does that is fetched when it is first asked for. @throws ConsultError */
  files(): Promise<ChatFiles>;
  /** Asks again after a failure. */
  reload(): void;
  close(): void;
}

/** A document of one's own that hangs on no message the server has. */
export interface OwnFile {
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** What the browser takes it for, by its name; the server looks into it. May be empty. */
  readonly type: string;
}

/**
 * - `waiting`: for the network or its turn;
 * - `uploading`: `progress` of it has left, 0 … 1;
 * - `uploaded`: the server keeps it for the message that is to carry it;
 * - `failed`: refused for `problem`, kept until tried again or taken away;
 * - `lost`: this browser did not keep it; it can only be taken away.
 */
export interface PendingFile extends OwnFile {
  readonly state: 'waiting' | 'uploading' | 'uploaded' | 'failed' | 'lost';
  readonly progress: number;
  readonly problem?: ErrorCode | undefined;
}

/** The documents of one chat that are on their way. */
export interface ChatFilesState {
  /** What the next message takes along, in the order it was attached. */
  readonly attachments: readonly PendingFile[];
  /** What hangs on own messages that wait. */
  readonly leaving: readonly PendingFile[];
}

/** The documents of one chat. What is attached is kept over a reload and goes on by itself, as messages do. */
export interface ChatFiles {
  readonly state: Readable<ChatFilesState>;
  /** What the server takes at most; `undefined` until it has said so. */
  readonly limits: FileLimits | undefined;
  /**
   * Takes a document along with the next message and begins to upload it. Answers its key once it is safely kept.
   *
   * @param instead - The attachment whose place it takes.
   * @throws ConsultError `file-empty`, `file-too-large`, `too-many-files`
   */
  attach(file: Blob, name: string, instead?: string): Promise<string>;
  /** Takes it away again, here and on the server. */
  detach(key: string): Promise<void>;
  /** Tries to upload a refused one once more. */
  retry(key: string): Promise<void>;
  /** An attachment itself; `undefined` where this browser has not kept it. */
  read(key: string): Promise<Blob | undefined>;
  /** A document that hangs on a message. @throws ConsultError `file-scanning`, `file-blocked`, `file-unchecked`, … */
  open(file: Pick<AttachedFile, 'id' | 'size'>): Promise<Blob>;
}

/** Who has looked into a chat, as far as it is known. */
export interface AccessesState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem?: ErrorCode;
  /** Newest first. */
  readonly accesses: readonly AccessView[];
  readonly more: boolean;
  readonly loadingMore: boolean;
}

/** What the patient's side may know and have of one chat: `openRecord(client, chatId)` of `@consult/client/record`. */
export interface RecordHandle {
  readonly id: string;
  /** Who has looked into it. Read when it is first watched. */
  readonly accesses: Readable<AccessesState>;
  loadMore(): Promise<void>;
  /** Asks again after a failure. */
  reload(): void;
  /**
   * The finished conversation as a file. Each taking is noted down by the server.
   * @throws ConsultError `chat-not-finished`, `too-many-requests`, …
   */
  exportChat(format: ExportFormat, lang: 'ru' | 'en'): Promise<Blob>;
  close(): void;
}

/** What the person was told of, as far as it is known. */
export interface NoticesState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it could not be read; with `ready`: why what is shown may be old. */
  readonly problem?: ErrorCode | undefined;
  /** Newest first. */
  readonly notices: readonly NoticeView[];
  /** Of all, also of those that are not loaded. */
  readonly unread: number;
  readonly more: boolean;
  readonly loadingMore: boolean;
}

/** «Мои уведомления»: `openNotices(client)` of `@consult/client/notices`. */
export interface NoticesHandle {
  /** Kept up to date while somebody watches. */
  readonly state: Readable<NoticesState>;
  /** Marks this notice and all before it as read. @throws ConsultError */
  markRead(upTo: string): Promise<void>;
  loadMore(): Promise<void>;
  /** Asks again after a failure. */
  reload(): void;
  close(): void;
}

/** Whether this browser is told of notices. `absent`: it cannot be; `denied`: the person has told the browser not to. */
export interface PushState {
  readonly status: 'absent' | 'off' | 'switching' | 'on' | 'denied';
  /** Why the last turn of the switch has failed. */
  readonly problem?: ErrorCode;
}

/** The switch for notices in this browser: `openPush(client)` of `@consult/client/notices`. */
export interface PushHandle {
  readonly state: Readable<PushState>;
  /** The browser asks the person; call it from a click. */
  switchOn(): Promise<void>;
  switchOff(): Promise<void>;
  close(): void;
}

export type { ConsultError };
