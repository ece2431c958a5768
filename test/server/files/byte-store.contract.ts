import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ByteStore } from '../../../server/src/files/byte-store.js';

/** A store with the way to end it. */
export interface BytesRig {
  readonly store: ByteStore;
  close(): void;
}

const PLACE = 'ab'.repeat(16);
const OTHER = 'cd'.repeat(16);

export const streamOf = (...chunks: (Uint8Array | string)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      controller.close();
    },
  });

export const bytesOf = async (stream: ReadableStream<Uint8Array> | undefined) =>
  stream && new Uint8Array(await new Response(stream as BodyInit).arrayBuffer());

const placesOf = async (store: ByteStore) => {
  const found: string[] = [];
  for await (const place of store.places()) found.push(place);
  return found.sort();
};

/** What every place for bytes keeps to. */
export function byteStoreContract(name: string, open: () => BytesRig) {
  describe(`bytes kept in ${name}`, () => {
    let rig: BytesRig;
    let store: ByteStore;
    beforeEach(() => {
      rig = open();
      ({ store } = rig);
    });
    afterEach(() => rig.close());

    it('come back as they were, with their size and their SHA-256', async () => {
      const big = new Uint8Array(300_000).map((_, at) => at % 251);
      const written = await store.write(PLACE, streamOf(big.subarray(0, 100_001), big.subarray(100_001)));
      expect(written).toEqual({ size: 300_000, hash: createHash('sha256').update(big).digest('hex') });
      expect(Buffer.compare((await bytesOf(await store.read(PLACE)))!, big)).toBe(0);
    });

    it('may be none', async () => {
      expect(await store.write(PLACE, streamOf())).toMatchObject({ size: 0 });
      expect(await bytesOf(await store.read(PLACE))).toHaveLength(0);
    });

    it('are not there before they are written, nor after they are deleted', async () => {
      expect(await store.read(PLACE)).toBeUndefined();
      expect(await store.writtenAt(PLACE)).toBeUndefined();
      await store.write(PLACE, streamOf('a'));
      await store.delete(PLACE);
      await store.delete(PLACE);
      expect(await store.read(PLACE)).toBeUndefined();
      expect(await placesOf(store)).toEqual([]);
    });

    it('leave nothing where their stream failed', async () => {
      const failing = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(10)),
        pull: (controller) => controller.error(new Error('the line went dead')),
      });
      await expect(store.write(PLACE, failing)).rejects.toThrow('the line went dead');
      expect(await placesOf(store)).toEqual([]);
      expect(await store.read(PLACE)).toBeUndefined();
      expect(await store.write(PLACE, streamOf('again'))).toMatchObject({ size: 5 });
    });

    it('are listed, with the time at which they came', async () => {
      await store.write(PLACE, streamOf('a'));
      await store.write(OTHER, streamOf('b'));
      expect(await placesOf(store)).toEqual([PLACE, OTHER]);
      expect(Math.abs((await store.writtenAt(PLACE))! - Date.now())).toBeLessThan(60_000);
    });

    it('can be left half read', async () => {
      await store.write(PLACE, streamOf(new Uint8Array(200_000)));
      await (await store.read(PLACE))!.cancel();
      await store.delete(PLACE);
      expect(await store.read(PLACE)).toBeUndefined();
    });

    it('lie under no name that was made elsewhere', async () => {
      for (const place of ['', '../../etc/passwd', 'x'.repeat(32), `${PLACE}/..`, PLACE.toUpperCase()]) {
        await expect(store.write(place, streamOf('a')), place).rejects.toThrow(TypeError);
        expect(await store.read(place)).toBeUndefined();
        expect(await store.writtenAt(place)).toBeUndefined();
        await store.delete(place);
      }
      expect(await placesOf(store)).toEqual([]);
    });
  });
}
