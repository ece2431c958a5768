import {
  codeOf,
  ConsultError,
  displayName,
  entryKey,
  type ErrorCode,
  FILE_LIMITS,
  ID_BYTES,
  refuseIf,
  refusalToCount,
  refusalToSize,
} from '@consult/core';
import { createAsker } from '../asker.js';
import type { BackgroundDeps } from '../background.js';
import type { ChatFiles, ChatFilesState, OwnFile } from '../contracts.js';
import type { Kept } from '../kept.js';
import type { Outbox } from '../outbox.js';
import { createStore, type Writable } from '../store.js';
import type { TakeTurn } from '../tabs.js';
import { backoff } from '../tuning.js';
import type { Unsent } from '../unsent.js';
import { download } from './download.js';
import { isKeptFile, ownFileOf, waitingFileOf, type KeptFile } from './kept-file.js';
import { createPlaces } from './places.js';
import { createSendBytes } from './send-bytes.js';
import { filesOf, transfer, type Transfer } from './transfer.js';
import { Upload, type UploadDeps } from './upload.js';

export interface FilesDeps extends Pick<
  BackgroundDeps,
  'server' | 'fetch' | 'tokens' | 'tuning' | 'now' | 'signal' | 'call' | 'me' | 'askMe'
> {
  readonly kept: Kept;
  readonly outbox: Pick<Outbox, 'pending'>;
  readonly takeTurn: TakeTurn;
  /** The other tabs should read the storage again. */
  readonly tellTabs: () => void;
}

/** A document counts as let go of so long before the server's own time, in ms. */
const MARGIN = 5 * 60 * 1000;
/** Uploads of one tab at once. */
const AT_ONCE = 2;
/** Tries of one resumable upload before it waits like everything else. */
const TRIES = 3;

/**
 * The documents one person sends and reads, in all chats.
 *
 * An attachment is a record and its bytes in the storage. It belongs to the box one writes in until a message of the
 * outbox names it, and is deleted when that message has left.
 */
export class Files {
  readonly #deps: FilesDeps;
  readonly #uploads = new Map<string, Upload>();
  readonly #states = new Map<string, Writable<ChatFilesState>>();
  readonly #uploadDeps: UploadDeps;
  readonly #reader;
  /** What was kept from an earlier visit has been read. */
  readonly #begun: Promise<void>;
  /** What lay in the storage when it was read last: what is missing since then another tab has taken away. */
  #known: ReadonlySet<string> = new Set();
  /** Taken away here: a look that began before brings them back no more. */
  readonly #detached = new Set<string>();
  #order = 0;

  constructor(deps: FilesDeps) {
    const { kept, tuning, now, signal } = deps;
    this.#deps = deps;
    const send = createSendBytes(deps);
    const place = createPlaces(AT_ONCE);
    const retryDelays = () => Array.from({ length: TRIES }, (_, tried) => backoff(tuning, tried));
    this.#uploadDeps = {
      tuning,
      now,
      transfer: (job: Transfer) =>
        place(() => transfer({ ...deps, send, retryDelays }, job)).catch((error) => this.#refused(error)),
      reread: async (key) => fileOf(await kept.get('file', key)),
      keep: async (file) => {
        await kept.set('file', file.key, file);
        deps.tellTabs();
      },
      read: async (key) => blobOf(await kept.get('bytes', key)),
      takeTurn: deps.takeTurn,
      onChange: ({ file }) => this.#show(file.chat),
    };
    this.#reader = createAsker(tuning, () => this.#read());
    signal.addEventListener('abort', () => this.#close());
    this.#begun = this.read();
  }

  /** The documents of one chat. */
  of(chat: string): ChatFiles {
    const { me } = this.#deps;
    return {
      state: this.#stateOf(chat),
      get limits() {
        return me.value?.files;
      },
      attach: (file, name, instead) => this.#attach(chat, file, name, instead),
      detach: (key) => this.#detach(key),
      retry: (key) => this.#get(key).restart(this.#newKey()),
      read: async (key) => this.#uploads.get(key)?.bytes(),
      open: (file) => download(this.#deps, chat, file),
    };
  }

  /** Reads what is kept: at the start, and when another tab has changed it. */
  read(): Promise<void> {
    return this.#reader.ask();
  }

  /** Tries at once what waits to be tried again. */
  kick() {
    for (const upload of this.#uploads.values()) upload.kick();
  }

  /** What waits in the outbox has changed. */
  onOutbox() {
    for (const chat of this.#states.keys()) this.#show(chat);
    if ([...this.#uploads.values()].some(({ file }) => file.message)) void this.read();
  }

  /** What the next message takes along; `undefined`: nothing. @throws ConsultError where some of it is refused */
  attached(chat: string): readonly OwnFile[] | undefined {
    const { attachments } = this.#stateOf(chat).value;
    for (const { state, problem } of attachments)
      if (state === 'failed' || state === 'lost') throw new ConsultError(problem ?? 'upload-expired');
    return attachments.length ? attachments.map(ownFileOf) : undefined;
  }

  /** Answers the server's ids once all are up. @throws ConsultError why one of them is refused */
  async upload(files: readonly OwnFile[], message: string): Promise<string[]> {
    await this.#begun;
    const uploads = files.map(({ key }) => this.#get(key));
    for (const upload of uploads) {
      await upload.assign(message); // from here they go when it goes
      const { upAt = Infinity, problem } = upload.file;
      const isOld = upAt < this.#deps.now() - FILE_LIMITS.uploadLife + MARGIN;
      if (problem || isOld) await upload.restart(this.#newKey());
    }
    return Promise.all(uploads.map((upload) => upload.up()));
  }

  /** Has them uploaded again where the server has let go of them. Answers whether that can be done. */
  async renew(problem: ErrorCode, files: readonly OwnFile[] | undefined): Promise<boolean> {
    if ((problem !== 'upload-expired' && problem !== 'not-found') || !files) return false;
    const uploads = files.map(({ key }) => this.#uploads.get(key));
    for (const upload of uploads) if (!(await upload?.bytes())) return false;
    for (const upload of uploads) await upload!.restart(this.#newKey());
    return true;
  }

  /** Their message is taken back: they are attached again. */
  async release(files: readonly OwnFile[]): Promise<void> {
    await this.#begun;
    for (const { key } of files) await this.#uploads.get(key)?.assign(null);
  }

  /** Nobody can send to this chat any more: what is attached there is let go of. */
  async forget(chat: string): Promise<void> {
    await this.#begun;
    for (const { key } of this.#stateOf(chat).value.attachments) await this.#detach(key);
  }

  async #attach(chat: string, file: Blob, givenName: string, instead?: string): Promise<string> {
    const { attachments } = this.#stateOf(chat).value;
    const replaced = instead === undefined ? undefined : this.#uploads.get(instead);
    const limits = this.#deps.me.value?.files;
    const count = attachments.length + (replaced ? 0 : 1);
    refuseIf(refusalToSize(file.size, limits) ?? refusalToCount(count, limits));
    const key = this.#newKey();
    const order = replaced?.file.order ?? (this.#order = Math.max(this.#deps.now(), this.#order + 1));
    const { size, type } = file;
    const record: KeptFile = {
      key,
      chat,
      name: displayName(givenName),
      size,
      type,
      order,
      upload: key,
      version: 0,
    };
    const upload = new Upload(record, file, this.#uploadDeps);
    if (this.#deps.signal.aborted)
      upload.close(); // kept for the next visit
    else this.#uploads.set(key, upload);
    if (instead !== undefined) void this.#detach(instead);
    this.#show(chat);
    try {
      await this.#deps.kept.set('bytes', key, new Uint8Array(await file.arrayBuffer()));
      if (this.#detached.has(key)) return key; // taken away meanwhile
      await this.#uploadDeps.keep(record);
    } catch (error) {
      this.#drop(upload);
      throw error;
    }
    if (this.#detached.has(key)) await this.#forget(key);
    else upload.start();
    return key;
  }

  async #detach(key: string) {
    const upload = this.#uploads.get(key);
    if (!upload) return;
    const { chat, id } = upload.file;
    this.#detached.add(key);
    this.#drop(upload);
    await this.#forget(key);
    this.#deps.tellTabs();
    if (id === undefined) return;
    // At worst the server lets go of it by itself.
    await this.#deps.call('DELETE', `${filesOf(chat)}/files/${id}`).catch(() => undefined);
  }

  /** What fits by the limits that are known here and not by the server's is refused by newer ones. */
  async #refused(error: unknown): Promise<never> {
    if (isLimit(codeOf(error))) await this.#deps.askMe().catch(() => undefined);
    throw error;
  }

  /** What the message that took it along does not need any more is deleted; the rest is taken up. */
  async #read() {
    const { kept } = this.#deps;
    const files = (await kept.list('file')).filter(isKeptFile);
    // Read after them: a message is kept before a document names it.
    const waiting = new Set(
      (await kept.list('unsent')).map((value) => (Object(value) as Partial<Unsent>).key),
    );
    for (const file of files) {
      const { key, chat, message } = file;
      this.#order = Math.max(this.#order, file.order);
      if (this.#detached.has(key)) continue;
      const known = this.#uploads.get(key);
      if (message && !waiting.has(message)) {
        if (!kept.lasting && this.#deps.outbox.pending(chat).some((each) => each.key === message)) continue;
        // One that is taken back is free before its message is forgotten: looked at once more, nothing is lost.
        if (fileOf(await kept.get('file', key))?.message !== message) continue;
        if (known) this.#drop(known);
        await this.#forget(key);
      } else if (known) known.learn(file);
      else this.#uploads.set(key, new Upload(file, undefined, this.#uploadDeps));
    }
    const there = new Set(files.map(({ key }) => key));
    for (const upload of [...this.#uploads.values()]) {
      const { key } = upload.file;
      if (there.has(key)) upload.start();
      else if (kept.lasting && this.#known.has(key)) this.#drop(upload);
    }
    this.#known = there;
    for (const chat of this.#states.keys()) this.#show(chat);
  }

  #get(key: string): Upload {
    const upload = this.#uploads.get(key);
    if (!upload) throw new ConsultError('upload-expired');
    return upload;
  }

  #drop(upload: Upload) {
    this.#uploads.delete(upload.file.key);
    upload.close();
    this.#show(upload.file.chat);
  }

  async #forget(key: string) {
    await this.#deps.kept.delete('bytes', key);
    await this.#deps.kept.delete('file', key);
  }

  #stateOf(chat: string): Writable<ChatFilesState> {
    const state = this.#states.get(chat) ?? createStore<ChatFilesState>({ attachments: [], leaving: [] });
    if (!this.#states.has(chat)) {
      this.#states.set(chat, state);
      this.#show(chat);
    }
    return state;
  }

  #show(chat: string) {
    const state = this.#states.get(chat);
    if (!state) return;
    const named = this.#deps.outbox.pending(chat).flatMap(({ files = [] }) => files);
    const leaving = named.map((file) => this.#uploads.get(file.key)?.shown ?? waitingFileOf(file));
    const isFree = ({ file }: Upload) =>
      file.chat === chat && !file.message && !named.some(({ key }) => key === file.key);
    const free = [...this.#uploads.values()].filter(isFree).sort((a, b) => a.file.order - b.file.order);
    state.set({ attachments: free.map(({ shown }) => shown), leaving });
  }

  #newKey() {
    return entryKey(this.#deps.now(), crypto.getRandomValues(new Uint8Array(ID_BYTES)));
  }

  /** Nobody is here any more. */
  #close() {
    this.#reader.close();
    for (const upload of this.#uploads.values()) upload.close();
    this.#uploads.clear();
    for (const state of this.#states.values()) state.set({ attachments: [], leaving: [] });
  }
}

const isLimit = (code: ErrorCode) => code === 'file-too-large' || code === 'quota-exceeded';
const fileOf = (value: unknown) => (isKeptFile(value) ? value : undefined);
const blobOf = (value: unknown) =>
  value instanceof Uint8Array ? new Blob([value as Uint8Array<ArrayBuffer>]) : undefined;
