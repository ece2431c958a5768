import type { KeptStorage } from '@consult/client';

/** What a browser keeps, in memory: hand the same one to the next client and the page has been reloaded. */
export function memoryStorage({ lasting = true } = {}): KeptStorage {
  const kept = new Map<string, unknown>();
  return {
    lasting,
    get: async (key) => structuredClone(kept.get(key)),
    set: async (key, value) => void kept.set(key, structuredClone(value)),
    delete: async (key) => void kept.delete(key),
    keys: async () => [...kept.keys()],
  };
}
