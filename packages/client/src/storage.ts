import { createStore, del, get, keys, promisifyRequest, update, type UseStore } from 'idb-keyval';
import type { KeptStorage } from './contracts.js';

/** Keeps until the page is left. */
export function createMemoryStorage(): KeptStorage {
  const values = new Map<string, unknown>();
  return {
    lasting: false,
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
    keys: async () => [...values.keys()],
  };
}

/** The name under which the browser's key lies; values begin with their server's address and cannot meet it. */
const KEY = 'key';

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** These are bytes as they were given, not JSON. */
  readonly raw: boolean;
}

/**
 * Keeps in IndexedDB, encrypted under an AES-GCM key that cannot leave the browser and lies beside the values:
 * a copy of the profile's files is not readable by looking, and what is deleted does not linger in the open.
 *
 * Where the browser refuses (private mode, no space, a page without TLS) values stay in memory and `lasting` says so.
 */
export function createBrowserStorage(): KeptStorage {
  const memory = createMemoryStorage();
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return memory;
  const store = createStore('consult', 'kept');
  let lasting = true;
  const refused = () => {
    lasting = false;
  };

  return {
    name: 'browser',
    get lasting() {
      return lasting;
    },
    async get(key) {
      return (await memory.get(key)) ?? (await open(store, key).catch(refused));
    },
    async set(key, value) {
      try {
        await put(store, key, value);
        await memory.delete(key);
      } catch {
        refused();
        await memory.set(key, value);
      }
    },
    async delete(key) {
      await memory.delete(key);
      await del(key, store).catch(refused);
    },
    async keys() {
      const lying = (await keys<string>(store).catch(refused)) ?? [];
      return [...new Set([...lying.filter((key) => key !== KEY), ...(await memory.keys())])];
    },
    purged: () => forgetKey(store).catch(refused),
  };
}

/** Read each time, never remembered: when the user clears the site's data the next value gets a key that lies with it. */
async function browserKey(store: UseStore): Promise<CryptoKey> {
  const known = await get<CryptoKey>(KEY, store);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await update<CryptoKey>(KEY, (old) => old ?? made, store); // another tab may have been quicker
  return (await get<CryptoKey>(KEY, store)) ?? made;
}

async function put(store: UseStore, name: string, value: unknown): Promise<void> {
  const key = await browserKey(store);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const raw = value instanceof Uint8Array;
  const bytes = raw ? (value as Uint8Array<ArrayBuffer>) : new TextEncoder().encode(JSON.stringify(value));
  const sealed: Sealed = { iv, raw, data: await crypto.subtle.encrypt(parameters(iv, name), key, bytes) };
  await store('readwrite', (all) => {
    all.put(sealed, name);
    const known = all.count(KEY);
    known.onsuccess = () => {
      if (!known.result) all.put(key, KEY); // another tab has let go of it meanwhile
    };
    return promisifyRequest(all.transaction);
  });
}

/** Deletes the browser's key, unless it still seals something. */
function forgetKey(store: UseStore): Promise<void> {
  return store('readwrite', (all) => {
    const names = all.getAllKeys();
    names.onsuccess = () => {
      if (names.result.every((name) => name === KEY)) all.delete(KEY);
    };
    return promisifyRequest(all.transaction);
  });
}

/** `undefined` for what is not there and for what was sealed under a key that is gone. */
async function open(store: UseStore, name: string): Promise<unknown> {
  const sealed = await get<Sealed>(name, store);
  if (!sealed) return undefined;
  const key = await browserKey(store);
  try {
    const bytes = await crypto.subtle.decrypt(parameters(sealed.iv, name), key, sealed.data);
    return sealed.raw ? new Uint8Array(bytes) : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** The name is authenticated with the value, so that one cannot be put in another's place. */
const parameters = (iv: Uint8Array<ArrayBuffer>, name: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(name),
});
