import { ConsultError } from '@consult/core';
import type { Glimpse } from './structure.js';

/** As much as is kept of a file's beginning: a camera may put a megabyte of notes before the picture's size. */
const HEAD = 1024 * 1024;
const TAIL = 1024;

/** Bytes on their way, and what has been seen of them once they have passed. */
export interface Watched {
  readonly bytes: AsyncIterable<Uint8Array>;
  seen(): Glimpse;
}

/**
 * Lets bytes through and remembers their beginning and their end.
 *
 * Breaks off with `file-too-large` as soon as more than `most` have come, whatever length was told beforehand.
 */
export function watch(source: AsyncIterable<Uint8Array>, most: number): Watched {
  const heads: Uint8Array[] = [];
  let tail = new Uint8Array(0);
  let held = 0;
  let size = 0;

  const pass = async function* () {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > most) throw new ConsultError('file-too-large');
      if (held < HEAD) {
        const part = chunk.slice(0, HEAD - held);
        heads.push(part);
        held += part.byteLength;
      }
      tail = joined([tail, chunk.subarray(-TAIL)]).slice(-TAIL);
      yield chunk;
    }
  };
  return { bytes: pass(), seen: () => ({ head: joined(heads), tail, size }) };
}

function joined(parts: readonly Uint8Array[]) {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
