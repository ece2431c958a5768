import 'fake-indexeddb/auto';
import { clear, createStore, entries, get, set } from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKept } from '../../packages/client/src/kept.js';
import { createBrowserStorage, createMemoryStorage } from '../../packages/client/src/storage.js';

const lying = createStore('consult', 'kept');
const SERVER = 'https://consult.invalid';
const SECRET = 'Болит слева';

beforeEach(() => clear(lying));
afterEach(() => void vi.unstubAllGlobals());

describe('the storage of a browser', () => {
  it('gives back after a reload what was kept, and lasts', async () => {
    await createBrowserStorage().set('a', { text: SECRET });
    const reloaded = createBrowserStorage();
    expect(await reloaded.get('a')).toEqual({ text: SECRET });
    expect(await reloaded.keys()).toEqual(['a']);
    expect(reloaded.lasting).toBe(true);
    await reloaded.delete('a');
    expect(await reloaded.get('a')).toBeUndefined();
  });

  it('leaves nothing readable, under a key that cannot be taken out', async () => {
    await createBrowserStorage().set('a', { text: SECRET });
    const values = await entries<string, unknown>(lying);
    const sealed = values.find(([key]) => key === 'a')![1] as { data: ArrayBuffer };
    expect(Buffer.from(sealed.data).includes(SECRET)).toBe(false);
    const key = (await get<CryptoKey>('key', lying))!;
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('does not take a value that was put in the place of another', async () => {
    const storage = createBrowserStorage();
    await storage.set('a', 'one');
    await set('b', await get('a', lying), lying);
    expect(await storage.get('b')).toBeUndefined();
  });

  it('uses one key, however many tabs begin at once', async () => {
    const tabs = [createBrowserStorage(), createBrowserStorage(), createBrowserStorage()];
    await Promise.all(tabs.map((tab, i) => tab.set(`tab-${i}`, i)));
    expect(await Promise.all(tabs.map((_, i) => tabs[0]!.get(`tab-${i}`)))).toEqual([0, 1, 2]);
  });

  it('goes on after the user has cleared the data of the site', async () => {
    const storage = createBrowserStorage();
    await storage.set('a', 'one');
    await clear(lying);
    await storage.set('a', 'two');
    expect(await createBrowserStorage().get('a')).toBe('two');
  });

  it('lets go of its key with the last value of a person who signs out, and not before', async () => {
    const [one, other] = [createBrowserStorage(), createBrowserStorage()];
    const [here, elsewhere] = [createKept(one, SERVER), createKept(other, 'https://other.invalid')];
    await Promise.all([here.enter('per_matrosova'), elsewhere.enter('per_matrosova')]);
    await here.set('draft', 'cht_1', SECRET);
    await elsewhere.set('draft', 'cht_1', SECRET);
    await here.purge();
    expect(await elsewhere.get('draft', 'cht_1')).toBe(SECRET);
    await elsewhere.purge();
    expect(await entries(lying)).toEqual([]);
  });

  it('can open what was sealed while another tab let go of the key', async () => {
    const storage = createBrowserStorage();
    await storage.set('a', SECRET);
    await storage.delete('a');
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'encrypt').mockImplementationOnce(async (...sealing) => {
      await createBrowserStorage().purged!();
      return encrypt(...sealing);
    });
    await storage.set('b', SECRET);
    expect(await createBrowserStorage().get('b')).toBe(SECRET);
  });

  it('keeps in memory what the disk has no room for, and says that it will not last', async () => {
    const storage = createBrowserStorage();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No space', 'QuotaExceededError');
    });
    await storage.set('a', SECRET);
    expect(storage.lasting).toBe(false);
    expect(await storage.get('a')).toBe(SECRET);
    expect(await storage.keys()).toEqual(['a']);
    vi.restoreAllMocks();
    await storage.set('a', 'again');
    expect(await createBrowserStorage().get('a')).toBe('again');
  });

  it.each(['indexedDB', 'crypto'])('is memory alone where the browser has no %s', async (missing) => {
    vi.stubGlobal(missing, undefined);
    const storage = createBrowserStorage();
    await storage.set('a', 1);
    expect(await storage.get('a')).toBe(1);
    expect(storage.lasting).toBe(false);
  });

  it('is memory where a private window refuses the database', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('A mutation operation was attempted on a database', 'InvalidStateError');
      },
    });
    const storage = createBrowserStorage();
    await storage.set('a', 1);
    expect(await storage.get('a')).toBe(1);
    expect(storage.lasting).toBe(false);
  });
});

describe('what is kept of a person', () => {
  it('waits until it is known whose it is, and keeps the order', async () => {
    const kept = createKept(createMemoryStorage(), SERVER);
    const written = kept.set('draft', 'cht_1', 'one').then(() => kept.set('draft', 'cht_1', 'two'));
    const read = kept.get('draft', 'cht_1');
    await kept.enter('per_matrosova');
    await written;
    expect(await read).toBe('one');
    expect(await kept.get('draft', 'cht_1')).toBe('two');
  });

  it('is deleted when another person comes, and not when the same one does', async () => {
    const storage = createMemoryStorage();
    const first = createKept(storage, SERVER);
    await first.enter('per_matrosova');
    await first.set('unsent', 'key_1', SECRET);
    const same = createKept(storage, SERVER);
    await same.enter('per_matrosova');
    expect(await same.list('unsent')).toEqual([SECRET]);
    const other = createKept(storage, SERVER);
    await other.enter('per_sokolov');
    expect(await other.list('unsent')).toEqual([]);
    expect(await storage.keys()).toEqual([]);
  });

  it('is not mixed between persons whose names begin alike, kinds, or servers', async () => {
    const storage = createMemoryStorage();
    const elsewhere = createKept(storage, 'https://other.invalid');
    await elsewhere.enter('per_1');
    await elsewhere.set('draft', 'cht_1', 'elsewhere');
    const kept = createKept(storage, SERVER);
    await kept.enter('per_1/draft');
    await kept.set('draft', 'cht_1', 'here');
    expect(await kept.list('unsent')).toEqual([]);
    await createKept(storage, SERVER).enter('per_1');
    expect(await kept.get('draft', 'cht_1')).toBeUndefined();
    expect(await elsewhere.get('draft', 'cht_1')).toBe('elsewhere');
  });

  it('is gone after signing out, what was on its way to the disk included', async () => {
    const storage = createMemoryStorage();
    const kept = createKept(storage, SERVER);
    await kept.enter('per_matrosova');
    void kept.set('unsent', 'key_1', SECRET);
    void kept.set('draft', 'cht_1', SECRET);
    await kept.purge();
    await kept.set('draft', 'cht_1', SECRET);
    expect(await storage.keys()).toEqual([]);
  });

  it('can be purged before anybody was known', async () => {
    const storage = createMemoryStorage();
    await storage.set(`${SERVER}/per_matrosova/draft/cht_1`, SECRET);
    await createKept(storage, SERVER).purge();
    expect(await storage.keys()).toEqual([]);
  });
});
