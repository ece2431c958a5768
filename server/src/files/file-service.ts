import {
  ConsultError,
  displayName,
  downloadName,
  refuseIf,
  refusalToHold,
  refusalToOpenDocuments,
  refusalToPixels,
  refusalToRead,
  refusalToSize,
  refusalToWrite,
  type AttachedFile,
  type FilesHeld,
} from '@consult/core';
import type { UploadMetadata } from '@consult/core/wire';
import type { Asked } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import type { Lease } from '../feed/leases.js';
import { newPlace, release } from './byte-store.js';
import type { UploadRule } from './file-store.js';
import { findType, type Found } from './file-types.js';
import { watch } from './glimpse.js';
import type { Glimpse } from './structure.js';

/** What the services of files need. */
export type FileDeps = Pick<
  Deps,
  'stores' | 'feed' | 'bytes' | 'config' | 'now' | 'newId' | 'scanner' | 'resumable'
>;

/** A file to be downloaded. */
export interface Download {
  readonly file: AttachedFile;
  /** The name to save it under. */
  readonly name: string;
  readonly bytes: ReadableStream<Uint8Array>;
}

/**
 * May somebody upload now, and is there room? Asked before the bytes come: `size` where it is told beforehand, `pending`
 * what is on its way to the chat besides. Answers the file that is known under the key already.
 */
export async function admitUpload(
  deps: FileDeps,
  asked: Asked,
  key: string,
  size: number | undefined,
  pending?: FilesHeld,
): Promise<AttachedFile | undefined> {
  return deps.stores.files.admit({ ...asked, now: deps.now() }, key, ruleFor(deps, size, pending));
}

/**
 * Takes a whole upload in: its bytes, then its row. Without a row the bytes go again; where even that fails, the sweep
 * finds them.
 */
export async function keepUpload(
  deps: FileDeps,
  asked: Asked,
  { id, key, name }: UploadMetadata & { readonly id: string },
  source: AsyncIterable<Uint8Array>,
): Promise<AttachedFile> {
  const { stores, bytes, config, newId, now, scanner } = deps;
  const place = newPlace(newId);
  const { bytes: watched, seen } = watch(source, config.fileBytes);
  const written = await bytes.write(place, watched);
  try {
    const found = await inspect(deps, seen());
    const file = await stores.files.add(
      { ...asked, now: now() },
      {
        id,
        key,
        name: displayName(name) || downloadName('', found.type),
        ...found,
        ...written,
        place,
        state: scanner ? 'scanning' : 'clean',
      },
      ruleFor(deps, written.size),
    );
    void scanner?.wake();
    return file;
  } finally {
    // Refused, or the key was known and the first upload is the one that counts: then no row speaks of these bytes.
    await release(bytes, await stores.files.unknownPlaces([place]));
  }
}

/** What the bytes are. @throws ConsultError where they may not be sent */
async function inspect({ config }: FileDeps, glimpse: Glimpse): Promise<Found> {
  refuseIf(refusalToSize(glimpse.size, config));
  const found = await findType(glimpse, config.fileTypes);
  if (!found) throw new ConsultError('file-type-refused');
  refuseIf(refusalToPixels(found, config.pixels));
  return found;
}

/** An own upload, on a message or not yet: what became of it. */
export async function viewUpload(deps: FileDeps, asked: Asked, fileId: string): Promise<AttachedFile> {
  const { stores, now, resumable } = deps;
  const own = () =>
    stores.files.own({ ...asked, now: now() }, fileId, (_, standing) => refusalToRead(standing));
  try {
    return await own();
  } catch (error) {
    if (!resumable || (error as ConsultError).code !== 'not-found') throw error;
    await resumable.finish(asked, fileId);
    return own();
  }
}

/** Takes an own upload back that no message carries. What is not there is as wished. */
export async function cancelUpload(deps: FileDeps, asked: Asked, fileId: string): Promise<void> {
  const free = await deps.stores.files.cancel({ ...asked, now: deps.now() }, fileId, (_, standing) =>
    refusalToRead(standing),
  );
  await deps.resumable?.cancel(asked, fileId);
  await release(deps.bytes, free);
}

/** A file's bytes, for whoever may open its documents, and for as long as they may. */
export async function openFile(deps: FileDeps, asked: Asked, fileId: string): Promise<Download> {
  const lease = deps.feed.lease(asked.chatId, fileId, asked.actor);
  try {
    const { file, place } = await deps.stores.files.open(
      { ...asked, now: deps.now() },
      fileId,
      (_, standing) => refusalToOpenDocuments(standing),
    );
    const bytes = await deps.bytes.read(place);
    if (!bytes) throw new ConsultError('not-found'); // taken back between the question and the answer
    if (lease.signal.aborted) {
      await bytes.cancel();
      throw new ConsultError('not-found'); // lost in between: nobody would hear of that any more
    }
    return { file, name: downloadName(file.name, file.type), bytes: underLease(bytes, lease) };
  } catch (error) {
    lease.end();
    throw error;
  }
}

/** The bytes as long as the lease lasts: what is cut off ends in an error, never as if it were whole. */
function underLease(bytes: ReadableStream<Uint8Array>, { signal, end }: Lease): ReadableStream<Uint8Array> {
  const reader = bytes.getReader();
  const letGo = async (reason?: unknown) => {
    end();
    await reader.cancel(reason);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        signal.addEventListener('abort', () => {
          controller.error(new ConsultError('not-found'));
          letGo().catch(() => undefined); // a source that failed has let go already
        });
      },
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          end();
          throw error;
        });
        if (done) end();
        if (signal.aborted) return;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: letGo,
    },
    { highWaterMark: 0 },
  );
}

const NOTHING: FilesHeld = { count: 0, bytes: 0 };

const ruleFor =
  ({ config }: FileDeps, size: number | undefined, pending = NOTHING): UploadRule =>
  (chat, standing, held) =>
    refusalToWrite(chat, standing) ??
    (size === undefined ? undefined : refusalToSize(size, config)) ??
    refusalToHold(
      { count: held.count + pending.count, bytes: held.bytes + pending.bytes },
      size ?? 1,
      config,
    );
