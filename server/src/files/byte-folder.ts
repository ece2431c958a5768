import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConsultError } from '@consult/core';
import { makeDurableFolder } from '../durable-folder.js';
import { isPlace, type ByteStore, type WrittenBytes } from './byte-store.js';

/** How much is read at once. */
const CHUNK = 64 * 1024;
/** How much may wait for the disk. */
const AHEAD = 1024 * 1024;
/** Where bytes are gathered until they are whole; what a crash left in it is nobody's. */
const INCOMING = '.incoming';

/**
 * Keeps bytes in a folder of files, `ab/cd/abcd…`: no folder gets too long, and nothing serves this one.
 *
 * The data folder's lock is held by the stores: one server at a time has the folder, and it empties what the last one
 * left unfinished.
 */
export function folderByteStore(root: string): ByteStore {
  const incoming = join(root, INCOMING);
  rmSync(incoming, { recursive: true, force: true });
  makeDurableFolder(incoming);
  /** Folders whose own names are on the disk. */
  const known = new Set<string>();
  const fileOf = (place: string) => join(root, place.slice(0, 2), place.slice(2, 4), place);

  return {
    async write(place, bytes) {
      if (!isPlace(place)) throw new TypeError('not a place');
      const draft = join(incoming, place);
      try {
        const written = await writeWhole(draft, bytes);
        await moveIn(draft, fileOf(place), known);
        return written;
      } catch (error) {
        await rm(draft, { force: true });
        throw weatherOf(error) ?? error;
      }
    },
    read: async (place) => (isPlace(place) ? readWhole(fileOf(place)) : undefined),
    async delete(place) {
      if (isPlace(place)) await rm(fileOf(place), { force: true });
    },
    async *places() {
      for (const outer of await list(root))
        for (const inner of outer === INCOMING ? [] : await list(join(root, outer)))
          yield* (await list(join(root, outer, inner))).filter(isPlace);
    },
    async writtenAt(place) {
      const found = isPlace(place) ? await ifThere(stat(fileOf(place))) : undefined;
      return found && Math.floor(found.mtimeMs);
    },
  };
}

/** Goes on reading while the disk writes, and has all of it on the disk when it resolves. */
async function writeWhole(file: string, bytes: AsyncIterable<Uint8Array>): Promise<WrittenBytes> {
  const hash = createHash('sha256');
  let size = 0;
  const passing = async function* () {
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  };
  const onDisk = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true, highWaterMark: AHEAD });
  await pipeline(passing, onDisk);
  return { size, hash: hash.digest('hex') };
}

/**
 * A rename survives a power cut when the folder it happened in has been synced, and that folder in the ones above. Who
 * finds a folder made may have come before its maker has synced it, or after a crash in between: `known` says which were.
 */
async function moveIn(draft: string, file: string, known: Set<string>) {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  await rename(draft, file);
  await sync(folder);
  if (known.has(folder)) return;
  for (const above of [dirname(folder), dirname(dirname(folder))]) await sync(above);
  known.add(folder);
}

async function sync(folder: string) {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readWhole(file: string): Promise<ReadableStream<Uint8Array> | undefined> {
  const handle = await ifThere(open(file, 'r'));
  if (!handle) return undefined;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { buffer, bytesRead } = await readSome(handle);
      if (bytesRead) return controller.enqueue(buffer.subarray(0, bytesRead));
      await handle.close();
      controller.close();
    },
    cancel: () => handle.close(),
  });
}

/** A stream that fails is not cancelled by anybody: the file is closed here. */
async function readSome(handle: FileHandle) {
  try {
    return await handle.read(new Uint8Array(CHUNK), 0, CHUNK);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const list = async (folder: string) => (await ifThere(readdir(folder))) ?? [];

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test(codeOf(error))) return undefined;
    throw error;
  }
}

/** What a failing disk means to whoever waits for it, as `db/sqlite/weather` says of the database's. */
function weatherOf(error: unknown): ConsultError | undefined {
  if (/^(ENOSPC|EDQUOT|EIO)$/.test(codeOf(error))) return new ConsultError('storage-full', { cause: error });
  if (/^(EROFS|EACCES|EMFILE|ENFILE|ENOENT)$/.test(codeOf(error)))
    return new ConsultError('unavailable', { cause: error });
  return undefined;
}
