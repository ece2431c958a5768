import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderByteStore } from '../../../server/src/files/byte-folder.js';
import { memoryByteStore } from '../../../server/src/files/byte-memory.js';
import { aFolder } from '../db/stores.js';
import { byteStoreContract, streamOf } from './byte-store.contract.js';

byteStoreContract('memory', () => ({ store: memoryByteStore(() => Date.now()), close: () => undefined }));

byteStoreContract('a folder', () => {
  const folder = aFolder();
  return { store: folderByteStore(folder), close: () => rmSync(folder, { recursive: true }) };
});

describe('the folder of bytes', () => {
  it('fans out in two levels, and its files are for the server alone', async () => {
    const folder = aFolder();
    const place = 'abcd'.repeat(8);
    await folderByteStore(folder).write(place, streamOf('a'));
    const file = join(folder, 'ab', 'cd', place);
    expect(existsSync(file)).toBe(true);
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('forgets what a crash left half written', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, '.incoming'), { recursive: true });
    writeFileSync(join(folder, '.incoming', 'ab'.repeat(16)), 'half');
    const store = folderByteStore(folder);
    expect(readdirSync(join(folder, '.incoming'))).toEqual([]);
    for await (const place of store.places()) expect.fail(place);
    rmSync(folder, { recursive: true });
  });

  it('lets go of a file that the disk cannot read', async () => {
    const folder = aFolder();
    const store = folderByteStore(folder);
    const place = 'ab'.repeat(16);
    const file = join(folder, 'ab', 'ab', place);
    mkdirSync(file, { recursive: true }); // it opens, and every reading of it fails
    const bytes = await store.read(place);
    expect(openFiles()).toContain(file);
    await expect(bytes!.getReader().read()).rejects.toMatchObject({ code: 'EISDIR' });
    expect(openFiles()).not.toContain(file);
    rmSync(folder, { recursive: true });
  });

  it('says that the disk is full in the words of the service', async () => {
    const full = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(Object.assign(new Error(), { code: 'ENOSPC' })),
    });
    const folder = aFolder();
    await expect(folderByteStore(folder).write('ab'.repeat(16), full)).rejects.toMatchObject({
      code: 'storage-full',
    });
    rmSync(folder, { recursive: true });
  });
});

/** What this process holds open. */
const openFiles = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return []; // closed meanwhile, as the one that lists them is
    }
  });
