import type { FileType } from '@consult/core';
import { fileTypeFromBuffer } from 'file-type';
import { type Glimpse, pictureOf, type Picture } from './structure.js';

/** What was found in a file. */
export interface Found extends Picture {
  readonly type: FileType;
}

/**
 * Says what a file is by what is in it, whatever it is called; `undefined` for everything that is not on the list or has
 * not the structure of what it begins like (security rule U1). Nothing is unpacked: what begins like an archive is none
 * of these, and is never handed to a library that would look inside.
 */
export async function findType(glimpse: Glimpse, allowed: readonly FileType[]): Promise<Found | undefined> {
  if (isArchive(glimpse.head)) return undefined;
  const told = (await fileTypeFromBuffer(glimpse.head.subarray(0, PROBE)))?.mime;
  const type = allowed.find((known) => known === told || (known === 'image/heic' && HEIF.test(told ?? '')));
  const picture = type && pictureOf(type, glimpse);
  return picture && { type, ...picture };
}

/** What the library calls a file of that family by its first brand; whether it is a HEIC all its brands say. */
const HEIF = /^image\/hei[cf](-sequence)?$/;

/** As much of a file as the library needs to tell these types apart. */
const PROBE = 4100;

/** zip, gzip, and what an old compressor wrote. */
const isArchive = ([first, second]: Uint8Array) =>
  (first === 0x50 && second === 0x4b) || (first === 0x1f && (second === 0x8b || second === 0x9d));
