import { dirname } from 'node:path';
import type { DiskEvent } from './recording.js';

/** So many bytes reach the disk together or not at all. */
const PAGE = 4096;

/** What happens to what was written and not synced when everything stops. */
export type Fate =
  /** Nothing of it reached the disk: a power cut, and the most forgetful disk that keeps its word. */
  | 'dropped'
  /** Any of its pages reached the disk, in any order: a power cut while the system was writing back. */
  | 'torn'
  /** All of it did: only the process was killed. */
  | 'kept';

/** A change that waits for a sync, with the number of its event. */
interface Pending<T> {
  readonly at: number;
  readonly what: T;
}

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly size: number };

/** A file or a folder, whatever its name is at the moment. A folder has no bytes. */
interface File {
  readonly isFolder?: true;
  /** What a power cut cannot take away. */
  bytes: Uint8Array;
  pending: Pending<Change>[];
}

/** A change of names; durable when one of its folders has been synced. */
interface Renaming {
  readonly folders: readonly string[];
  apply(names: Map<string, File>): void;
}

/**
 * A disk that keeps exactly what it was asked to keep: bytes when their file is synced, names when their folder is.
 * POSIX promises no more, and real file systems have been seen to do no more.
 */
export class Disk {
  /** The folder that was there before the recording, with nothing in it. */
  readonly #root: string;
  #number = 0;
  /** Names as the running program sees them, and as they are after a power cut. */
  readonly #live = new Map<string, File>();
  #durable = new Map<string, File>();
  #renamings: Pending<Renaming>[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  take(event: DiskEvent) {
    const at = this.#number++;
    switch (event.kind) {
      case 'said':
        return;
      case 'create': {
        if (this.#live.has(event.path)) return;
        const file: File = { bytes: new Uint8Array(), pending: [] };
        return this.#rename(at, [event.path], (names) => void names.set(event.path, file));
      }
      case 'make-folder': {
        const folder: File = { isFolder: true, bytes: new Uint8Array(), pending: [] };
        return this.#rename(at, [event.path], (names) => void names.set(event.path, folder));
      }
      case 'write':
      case 'truncate':
        return void this.#live.get(event.path)?.pending.push({ at, what: event });
      case 'rename': {
        const file = this.#live.get(event.path);
        return this.#rename(at, [event.path, event.to], (names) => {
          names.delete(event.path);
          if (file) names.set(event.to, file); // whether or not its first name ever reached the disk
        });
      }
      case 'remove':
        return this.#rename(at, [event.path], (names) => void names.delete(event.path));
      case 'sync':
        return this.#sync(event.path, event.since);
    }
  }

  /** The files as they would be found again if everything stopped now, by name. */
  filesAfter(fate: Fate, random: () => number): Map<string, Uint8Array> {
    const names = new Map(fate === 'kept' ? this.#live : this.#durable);
    // A journal writes changes of names in their order: any beginning of them.
    const survive = fate === 'torn' ? Math.floor(random() * (this.#renamings.length + 1)) : 0;
    for (const { what } of this.#renamings.slice(0, survive)) what.apply(names);
    const share = fate === 'torn' ? random() : 0;
    const reached = fate === 'kept' ? () => true : () => random() < share;
    return new Map(
      [...names]
        .filter(([name, { isFolder }]) => !isFolder && this.#canBeReached(name, names))
        .map(([name, file]) => [name, changed(file, reached)]),
    );
  }

  /** Whether every folder above is there: what is in a folder that was lost is lost with it. */
  #canBeReached(name: string, names: ReadonlyMap<string, File>): boolean {
    for (let folder = dirname(name); folder !== this.#root; folder = dirname(folder))
      if (!names.get(folder)?.isFolder) return false;
    return true;
  }

  #rename(at: number, paths: readonly string[], apply: Renaming['apply']) {
    apply(this.#live);
    this.#renamings.push({ at, what: { folders: paths.map((path) => dirname(path)), apply } });
  }

  #sync(path: string, since: number) {
    const file = this.#live.get(path);
    if (file && !file.isFolder) {
      const done = file.pending.filter(({ at }) => at < since);
      file.bytes = changed({ bytes: file.bytes, pending: done }, () => true);
      file.pending = file.pending.filter(({ at }) => at >= since);
      return;
    }
    const isDone = ({ at, what }: Pending<Renaming>) => at < since && what.folders.includes(path);
    for (const renaming of this.#renamings.filter(isDone)) renaming.what.apply(this.#durable);
    this.#renamings = this.#renamings.filter((renaming) => !isDone(renaming));
  }
}

/** The bytes with those pending changes that `reached` the disk; asked once for each page of a write. */
function changed({ bytes, pending }: File, reached: () => boolean): Uint8Array {
  let result: Uint8Array = bytes.slice();
  for (const { what } of pending) {
    if (what.kind === 'truncate') {
      if (reached()) result = resized(result, what.size);
      continue;
    }
    const end = what.offset + what.data.length;
    for (let from = what.offset; from < end;) {
      const to = Math.min(end, (Math.floor(from / PAGE) + 1) * PAGE);
      if (reached()) {
        if (result.length < to) result = resized(result, to);
        result.set(what.data.subarray(from - what.offset, to - what.offset), from);
      }
      from = to;
    }
  }
  return result;
}

function resized(bytes: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  result.set(bytes.subarray(0, size));
  return result;
}
