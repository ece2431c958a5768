import { mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConsultError,
  isPassing,
  refusalToRead,
  refusalToWrite,
  type AttachedFile,
  type ErrorCode,
  type FilesHeld,
} from '@consult/core';
import { UploadMetadata } from '@consult/core/wire';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import * as v from 'valibot';
import type { Asked } from '../chats/chat-service.js';
import { currentBoot } from './boot-node.js';
import { admitUpload, keepUpload, type FileDeps } from './file-service.js';
import type { Resumable } from './resumable.js';

/** What an upload remembers of itself: who may go on with it, what it is to become, and where its bytes can be trusted. */
const Remembered = v.object({
  key: v.string(),
  name: v.string(),
  chat: v.string(),
  person: v.string(),
  boot: v.string(),
});

/** The answer to a creation whose key is known: the file is there already. */
class AlreadyThere extends Error {
  readonly file: AttachedFile;

  constructor(file: AttachedFile) {
    super();
    this.file = file;
  }
}

/** What tus says no with, in our words; whatever is not here is `invalid`. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  404: 'not-found',
  409: 'already-done', // another offset: the client asks how far it has come, and goes on from there
  410: 'upload-expired',
  413: 'file-too-large',
  423: 'unavailable', // another request holds the upload
  500: 'unavailable', // it could not be written
};

/** The library would make the folder at some later time, and end the process where it could not. */
// @ts-expect-error -- private in its types, and the only way to keep it from that
class Parts extends FileStore {
  override checkOrCreateDirectory() {}
}

const VERSION = { 'Tus-Resumable': '1.0.0' };

/**
 * Resumable uploads by the tus library, which keeps their parts in a folder. Whole, they go the way of every upload: into
 * the byte store, and then into a row of their own.
 *
 * Parts are not synced, so one that was begun in another life of the machine (`boot`) is as good as none: after a power
 * cut it may be as long as it was and have holes, and nobody would notice. Its sender begins anew.
 */
export function tusUploads(deps: FileDeps, folder: string, boot = currentBoot()): Resumable {
  const { config, stores, now } = deps;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = new Parts({ directory: folder, expirationPeriodInMilliseconds: config.uploadLifeMs });
  const asking = new WeakMap<object, Asked>();
  const failures = new WeakMap<object, unknown>();
  const finishing = new Map<string, Promise<void>>();

  const server = new Server({
    path: '/v1/chats',
    datastore: store,
    namingFunction: () => deps.newId('file'),
    getFileIdFromRequest: (_, last) => last,
    generateUrl: (request, { id }) => pathOf(asking.get(request)!, id),
    async onUploadCreate(request, upload) {
      return { metadata: await create(asking.get(request)!, upload) };
    },
    async onUploadFinish(request, { id }) {
      await finish(asking.get(request)!, id);
      return {};
    },
    onResponseError(request, error) {
      failures.set(request, error);
      return undefined;
    },
  });

  return {
    async handle(request, asked, fileId) {
      if (fileId !== undefined) {
        const done = await goOn(request, asked, fileId);
        if (done) return done;
      }
      asking.set(request, asked);
      const answer = await server.handleWeb(request);
      const failure = failures.get(request);
      if (failure instanceof AlreadyThere)
        return new Response(null, {
          status: 201,
          headers: { ...VERSION, Location: pathOf(asked, failure.file.id) },
        });
      if (failure instanceof ConsultError) throw failure;
      if (answer.status >= 400) throw new ConsultError(CODES[answer.status] ?? 'invalid');
      return answer;
    },
    finish,
    async cancel(asked, fileId) {
      if (await ownUpload(asked, fileId)) await remove(fileId);
    },
    async sweep(before) {
      const names = await readdir(folder);
      for (const id of new Set(names.map((name) => name.replace(/\.json$/, '')))) {
        const kept = await store.configstore.get(id);
        const begun = await writtenAt(`${id}.json`, id);
        if (begun < before || (kept && !isTrusted(kept))) await remove(id);
      }
    },
  };

  /** Before a request about one upload: may they, is it theirs, and has it perhaps become a file already? */
  async function goOn(request: Request, asked: Asked, fileId: string): Promise<Response | undefined> {
    const goesOn = request.method === 'PATCH';
    await stores.chats.view({ ...asked, now: now() }, (chat, standing) =>
      goesOn ? refusalToWrite(chat, standing) : refusalToRead(standing),
    );
    await finish(asked, fileId);
    const file = await stores.files
      .own({ ...asked, now: now() }, fileId, (_, standing) => refusalToRead(standing))
      .catch(() => undefined);
    if (file && goesOn) throw new ConsultError('already-done');
    if (file)
      return new Response(null, {
        headers: { ...VERSION, 'Upload-Offset': String(file.size), 'Upload-Length': String(file.size) },
      });
    if (!(await ownUpload(asked, fileId))) throw new ConsultError('not-found');
    return undefined;
  }

  async function create(asked: Asked, { size, metadata }: Upload) {
    const named = v.safeParse(UploadMetadata, metadata);
    if (!named.success || size === undefined) throw new ConsultError('invalid');
    const { key, name } = named.output;
    const known = await admitUpload(deps, asked, key, size, await pendingIn(asked.chatId));
    if (known && known.size !== size) throw new ConsultError('key-reused');
    if (known) throw new AlreadyThere(known);
    return { key, name, chat: asked.chatId, person: asked.actor.person, boot };
  }

  function isTrusted({ metadata }: Pick<Upload, 'metadata'>) {
    return metadata?.['boot'] === boot;
  }

  /** Makes a file of an own upload that is whole; leaves any other alone. Two who ask at once get one file. */
  function finish(asked: Asked, id: string): Promise<void> {
    const under = finishing.get(id);
    if (under) return under;
    const work = becomeFile(asked, id).finally(() => finishing.delete(id));
    finishing.set(id, work);
    return work;
  }

  async function becomeFile(asked: Asked, id: string) {
    const found = await ownUpload(asked, id);
    if (!found || found.upload.offset !== found.upload.size) return;
    try {
      await keepUpload(deps, asked, { id, key: found.about.key, name: found.about.name }, store.read(id));
    } catch (error) {
      if (error instanceof ConsultError && !isPassing(error.code)) await remove(id);
      throw error;
    }
    await remove(id);
  }

  async function ownUpload({ chatId, actor }: Asked, id: string) {
    const upload = await store.getUpload(id).catch(() => undefined);
    const about = v.safeParse(Remembered, upload?.metadata);
    if (!upload || !about.success || !isTrusted(upload)) return undefined;
    const isOwn = about.output.chat === chatId && about.output.person === actor.person;
    return isOwn ? { upload, about: about.output } : undefined;
  }

  /** What has been begun in the chat: it takes its room before it is whole. */
  async function pendingIn(chatId: string): Promise<FilesHeld> {
    let held: FilesHeld = { count: 0, bytes: 0 };
    for (const id of (await store.configstore.list?.()) ?? []) {
      const kept = await store.configstore.get(id);
      if (kept && isTrusted(kept) && kept.metadata?.['chat'] === chatId)
        held = { count: held.count + 1, bytes: held.bytes + (kept.size ?? 0) };
    }
    return held;
  }

  async function writtenAt(...names: readonly string[]): Promise<number> {
    for (const name of names) {
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (found) return found.mtimeMs;
    }
    return Infinity; // gone meanwhile
  }

  async function remove(id: string) {
    for (const name of [id, `${id}.json`]) await rm(join(folder, name), { force: true });
  }
}

const pathOf = ({ chatId }: Asked, id: string) => `/v1/chats/${chatId}/uploads/${id}`;
