import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isPlace, type ByteStore } from './byte-store.js';

/** Keeps bytes in memory: for the server that runs in a page. It may outlive that server, to be handed to the next. */
export function memoryByteStore(now: () => number): ByteStore {
  const kept = new Map<string, { readonly bytes: Blob; readonly at: number }>();

  return {
    async write(place, bytes) {
      if (!isPlace(place) || kept.has(place)) throw new TypeError('not a new place');
      const hash = sha256.create();
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const chunk of bytes) {
        hash.update(chunk);
        parts.push(chunk.slice());
      }
      const whole = new Blob(parts);
      kept.set(place, { bytes: whole, at: now() });
      return { size: whole.size, hash: bytesToHex(hash.digest()) };
    },
    read: async (place) => kept.get(place)?.bytes.stream(),
    delete: async (place) => void kept.delete(place),
    async *places() {
      yield* [...kept.keys()];
    },
    writtenAt: async (place) => kept.get(place)?.at,
  };
}
