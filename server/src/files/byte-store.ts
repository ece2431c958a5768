/** What has been written: how much, and its SHA-256 in hex. */
export interface WrittenBytes {
  readonly size: number;
  readonly hash: string;
}

/**
 * Where the bytes of documents lie, each under a random `place` (see {@link newPlace}) that the database alone knows.
 *
 * Bytes come before the row that speaks of them and go after it: a crash leaves at most bytes that nobody knows, which
 * the sweep removes, and never a row without its bytes.
 */
export interface ByteStore {
  /**
   * Takes the stream in, hashing as it goes, and resolves when its bytes would survive a power cut. A place is written
   * once; if the stream fails, nothing stays.
   * @throws ConsultError `storage-full`, `unavailable`
   */
  write(place: string, bytes: AsyncIterable<Uint8Array>): Promise<WrittenBytes>;
  /** The bytes of a place; `undefined` where there are none. */
  read(place: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Removes the bytes of a place; nothing happens where there are none. */
  delete(place: string): Promise<void>;
  /** Every place with bytes, in no order. What is written or deleted meanwhile may be among them or not. */
  places(): AsyncIterable<string>;
  /** When a place was written, ms UTC; `undefined` where there is nothing. */
  writtenAt(place: string): Promise<number | undefined>;
}

/** A random place for bytes. */
export const newPlace = (newId: (kind: 'file') => string): string => newId('file').slice(-32);

/** Whatever else comes for a place was never given out, and must not become a path. */
export const isPlace = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** Removes bytes that nobody may have any more. A disk that fails now does not undo what was committed: the sweep comes. */
export async function release(bytes: ByteStore, places: readonly string[]): Promise<void> {
  await Promise.allSettled(places.map((place) => bytes.delete(place)));
}
