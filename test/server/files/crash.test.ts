import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalToAttach } from '@consult/core';
import type { Deps, Stores } from '../../../server/src/deps.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import { folderByteStore } from '../../../server/src/files/byte-folder.js';
import type { ByteStore } from '../../../server/src/files/byte-store.js';
import { deleteEntry } from '../../../server/src/chats/chat-service.js';
import { cancelUpload, keepUpload, openFile } from '../../../server/src/files/file-service.js';
import { sweepFiles } from '../../../server/src/files/sweep.js';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import { createFeed } from '../../../server/src/feed/create-feed.js';
import { aPdf } from '../../support/papers.js';
import { write } from '../chats/acts.js';
import { aChat, aFolder, HOUR, newId, PATIENT, settle } from '../db/stores.js';
import { streamOf } from './byte-store.contract.js';

/** The process is gone: whatever was to come after this never comes. */
const killed = () => new Promise<never>(() => undefined);

describe('A server that dies', () => {
  let folder: string;
  let stores: Stores;
  let bytes: ByteStore;
  let chat: string;
  let now: number;
  beforeEach(async () => {
    folder = aFolder();
    now = Date.now();
    await restart();
    await settle(stores);
    chat = await aChat(stores);
  });
  afterEach(async () => {
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  /** What the next start finds. */
  async function restart() {
    await stores?.close();
    stores = await openStores(folder);
    bytes = folderByteStore(join(folder, 'files'));
  }

  const deps = (changes: Partial<Deps> = {}): Deps =>
    ({
      stores,
      bytes,
      config: { ...CONFIG_DEFAULTS, origins: [] },
      now: () => now,
      newId,
      feed: createFeed({ epoch: 'epoch_1', config: CONFIG_DEFAULTS, now: () => now }),
      ...changes,
    }) as Deps;
  const asked = () => ({ chatId: chat, actor: PATIENT });
  const named = (id = newId('file')) => ({ id, key: newId('entryKey'), name: 'a.pdf' });
  const places = async () => {
    const found: string[] = [];
    for await (const place of bytes.places()) found.push(place);
    return found;
  };
  const upload = (about = named()) => keepUpload(deps(), asked(), about, streamOf(aPdf()));
  /** Resolves when `step` has been reached; nothing goes on from there. */
  const until = (step: (reached: () => void) => unknown) =>
    new Promise<void>((reached) => void step(reached));

  it('between the bytes and their row leaves bytes that the next start sweeps away', async () => {
    await until((reached) => {
      const files = { ...stores.files, add: () => (reached(), killed()) };
      return keepUpload(deps({ stores: { ...stores, files } }), asked(), named(), streamOf(aPdf()));
    });
    await restart();
    expect(await places()).toHaveLength(1);
    await sweepFiles(deps(), Date.now() - HOUR); // it might be an upload under way
    expect(await places()).toHaveLength(1);
    await sweepFiles(deps(), Date.now() + 1000);
    expect(await places()).toEqual([]);
  });

  it('in the middle of the bytes leaves nothing', async () => {
    const half = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(aPdf()) });
    void keepUpload(deps(), asked(), named(), half);
    await restart();
    await sweepFiles(deps(), Date.now() + 1000);
    expect(await places()).toEqual([]);
  });

  it('after the row leaves the file, with its bytes', async () => {
    const about = named();
    await until((reached) => {
      const files: Stores['files'] = {
        ...stores.files,
        add: (...args) => stores.files.add(...args).then(() => (reached(), killed())),
      };
      return keepUpload(deps({ stores: { ...stores, files } }), asked(), about, streamOf(aPdf()));
    });
    await restart();
    await sweepFiles(deps(), Date.now() + 1000);
    const { bytes: found } = await openFile(deps(), asked(), about.id);
    expect(new Uint8Array(await new Response(found).arrayBuffer())).toEqual(aPdf());
    expect(await upload(about)).toMatchObject({ id: about.id });
    expect(await places()).toHaveLength(1);
  });

  it('keeps the bytes of a row whose commit was not heard of', async () => {
    const about = named();
    const files: Stores['files'] = {
      ...stores.files,
      add: async (...args) => {
        await stores.files.add(...args);
        throw new Error('the answer was lost');
      },
    };
    const work = keepUpload(deps({ stores: { ...stores, files } }), asked(), about, streamOf(aPdf()));
    await expect(work).rejects.toThrow('the answer was lost');
    expect(await openFile(deps(), asked(), about.id)).toMatchObject({ file: { id: about.id } });
  });

  it('between the end of a row and that of its bytes leaves bytes that nobody gets, and that are swept away', async () => {
    const [cancelled, taken] = [await upload(), await upload()];
    const { entry } = await stores.chats.append(
      { ...asked(), now },
      { key: newId('entryKey'), text: '', files: [taken.id] },
      write,
      (upload) => refusalToAttach(upload, now),
    );
    const dying = { ...bytes, delete: () => Promise.reject(new Error('gone')) };
    await cancelUpload(deps({ bytes: dying }), asked(), cancelled.id);
    await deleteEntry(deps({ bytes: dying }), asked(), entry.seq);
    await restart();
    expect(await places()).toHaveLength(2);
    for (const { id } of [cancelled, taken])
      await expect(openFile(deps(), asked(), id)).rejects.toMatchObject({ code: 'not-found' });
    await sweepFiles(deps(), Date.now() + 1000);
    expect(await places()).toEqual([]);
  });

  it('sweeps uploads that no message came for, and leaves what was sent', async () => {
    const [, sent] = [await upload(), await upload()];
    await stores.chats.append(
      { ...asked(), now },
      { key: newId('entryKey'), text: '', files: [sent.id] },
      write,
      (upload) => refusalToAttach(upload, now),
    );
    now += HOUR;
    await sweepFiles(deps(), 0);
    expect(await places()).toHaveLength(2);
    now += 1;
    await sweepFiles(deps(), 0);
    expect(await places()).toHaveLength(1);
    expect(await openFile(deps(), asked(), sent.id)).toMatchObject({ file: { id: sent.id } });
  });
});
