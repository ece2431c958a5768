import { codeOf, ConsultError, isPassing } from '@consult/core';
import { createAsker, type Asker } from '../asker.js';
import type { PendingFile } from '../contracts.js';
import type { TakeTurn } from '../tabs.js';
import type { Tuning } from '../tuning.js';
import { waitingFileOf, type KeptFile } from './kept-file.js';
import type { Transfer } from './transfer.js';

export interface UploadDeps {
  readonly tuning: Tuning;
  readonly now: () => number;
  /** One try. Waits for a free place first. @throws ConsultError */
  readonly transfer: (job: Transfer) => Promise<string>;
  /** The record as it is kept now, perhaps by another tab; `undefined`: it is gone. */
  readonly reread: (key: string) => Promise<KeptFile | undefined>;
  readonly keep: (file: KeptFile) => Promise<void>;
  /** What is in it, from the storage. */
  readonly read: (key: string) => Promise<Blob | undefined>;
  /** Calls back when no other tab uploads it. */
  readonly takeTurn: TakeTurn;
  readonly onChange: (upload: Upload) => void;
}

/**
 * One document on its way to the server. Goes on by itself until the server has it or refuses it: over broken lines,
 * and after a reload from where it was.
 */
export class Upload {
  readonly #deps: UploadDeps;
  readonly #waiting = new Set<{ resolve(id: string): void; reject(error: unknown): void }>();
  #file: KeptFile;
  #bytes: Blob | undefined;
  #state: PendingFile['state'] = 'waiting';
  #progress = 0;
  #asker?: Asker | undefined;
  /** Ends this tab's turn, and the request under way. */
  #turn?: AbortController | undefined;
  #closed = false;

  /** @param bytes - What is in it, where this tab has it at hand. */
  constructor(file: KeptFile, bytes: Blob | undefined, deps: UploadDeps) {
    this.#file = file;
    this.#bytes = bytes;
    this.#deps = deps;
    this.#settleBy(file);
  }

  get file(): KeptFile {
    return this.#file;
  }

  get shown(): PendingFile {
    const { problem } = this.#file;
    const [state, progress] = [this.#state, this.#state === 'uploaded' ? 1 : this.#progress];
    return { ...waitingFileOf(this.#file), state, progress, ...(problem && { problem }) };
  }

  /** Begins, or goes on, unless it is settled. */
  start() {
    if (this.#closed || this.#turn || this.#state !== 'waiting') return;
    const turn = (this.#turn = new AbortController());
    this.#deps.takeTurn(this.#file.key, turn.signal, () => {
      if (this.#turn !== turn) return;
      this.#asker = createAsker(this.#deps.tuning, () => this.#work(turn.signal));
      void this.#asker.ask();
    });
  }

  /** Tries at once what waits to be tried again. */
  kick() {
    if (this.#state === 'waiting') void this.#asker?.ask();
  }

  /** Takes over what another tab has made of it. */
  learn(file: KeptFile) {
    if (file.version <= this.#file.version) return;
    this.#take(file);
    if (isSettled(file)) this.#settle();
    else this.start();
  }

  /** Notes which message takes it along; `null`: none any more. */
  async assign(message: string | null) {
    if (this.#file.message !== message) await this.#keep({ ...this.#file, message });
  }

  /** Uploads it once more: the server has refused it, or has let go of it. `upload`: under this key. */
  async restart(upload: string) {
    const { problem: _problem, upAt: _upAt, id: _id, ...file } = this.#file;
    this.#state = 'waiting';
    this.#progress = 0;
    await this.#keep({ ...file, upload });
    this.start();
  }

  /** What is in it, as long as it can be had. */
  async bytes(): Promise<Blob | undefined> {
    return (this.#bytes ??= await this.#deps.read(this.#file.key));
  }

  /** Resolves with the server's id once it is up. @throws ConsultError why the server does not take it */
  up(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({ resolve, reject });
      this.#tell();
    });
  }

  /** Lets go of it: nobody waits for it any more. */
  close() {
    this.#closed = true;
    this.#release();
    this.#state = 'waiting';
    for (const { reject } of this.#waiting) reject(new ConsultError('unavailable'));
    this.#waiting.clear();
  }

  async #work(signal: AbortSignal) {
    const { key } = this.#file;
    const known = this.#bytes ? this.#file : await this.#deps.reread(key);
    if (known) this.#take(known);
    if (!known || isSettled(known)) return this.#settle();
    const bytes = await this.bytes();
    if (!bytes) {
      this.#state = 'lost';
      return this.#settle();
    }
    this.#show('uploading');
    try {
      const id = await this.#deps.transfer({
        file: this.#file,
        bytes,
        signal,
        onProgress: (progress) => this.#advance(progress),
        onBegun: (id) => this.#keep({ ...this.#file, id }),
      });
      if (signal.aborted) return;
      await this.#keep({ ...this.#file, id, upAt: this.#deps.now() });
      this.#settle();
    } catch (error) {
      if (signal.aborted) return;
      const problem = codeOf(error);
      this.#show('waiting');
      if (isPassing(problem) || problem === 'signed-out') throw error; // tried again
      await this.#keep({ ...this.#file, problem });
      this.#settle();
    }
  }

  #advance(progress: number) {
    this.#progress = Math.max(this.#progress, progress);
    this.#deps.onChange(this);
  }

  #show(state: PendingFile['state']) {
    this.#state = state;
    this.#deps.onChange(this);
  }

  async #keep(file: KeptFile) {
    this.#file = { ...file, version: this.#file.version + 1 };
    await this.#deps.keep(this.#file);
  }

  /** Another tab may have noted how far it is and not yet know of the message, or the other way round. */
  #take(file: KeptFile) {
    const { message = this.#file.message } = file;
    this.#file = { ...file, message };
  }

  #settle() {
    this.#release();
    this.#settleBy(this.#file);
    this.#tell();
    this.#deps.onChange(this);
  }

  #settleBy({ upAt, problem }: KeptFile) {
    if (upAt !== undefined) this.#state = 'uploaded';
    else if (problem) this.#state = 'failed';
    else if (this.#state !== 'lost') this.#state = 'waiting';
  }

  #tell() {
    const { id = '', problem = 'upload-expired' } = this.#file;
    for (const each of this.#waiting) {
      if (this.#state === 'uploaded') each.resolve(id);
      else if (this.#state === 'failed' || this.#state === 'lost') each.reject(new ConsultError(problem));
      else continue;
      this.#waiting.delete(each);
    }
  }

  #release() {
    this.#asker?.close();
    this.#turn?.abort();
    this.#asker = this.#turn = undefined;
  }
}

const isSettled = ({ upAt, problem }: KeptFile) => upAt !== undefined || problem !== undefined;
