/** The brands that a camera of a telephone puts at the beginning: what the file is above all, and what it is besides. */
export type HeicBrands = readonly [major: string, ...compatible: [string, string, string]];

/**
 * A HEIC that decoders can read: 160 × 120 pixels without any notes, encoded from a drawing by libheif's `heif-enc` (x265).
 * Its brands may be others of the same length; nothing else of it changes.
 */
export function aPhotoHeic([major, ...compatible]: HeicBrands = IPHONE): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(PHOTO.join('')), (char) => char.charCodeAt(0));
  bytes.set(new TextEncoder().encode(major), 8);
  bytes.set(new TextEncoder().encode(compatible.join('')), 16);
  return bytes;
}

const IPHONE: HeicBrands = ['heic', 'mif1', 'heic', 'miaf'];

const PHOTO = [
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA',
  'AAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAABGwAAACNpaW5mAAAAAAABAAAAFWluZmUC',
  'AAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNw',
  'AAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBQgeWW6kkprm4EBAwIAAAMAAgAAAwACECIAAQAHRAHB',
  'crBiQAAAABRpc3BlAAAAAAAAAKAAAAB4AAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAEjbWRhdAAA',
  'ARcoAa9UIiL5FYkS1qP+IwU/t7QQIoFMN+lpy3SPaviqXkcJj6SAhoX2p7YFPdnCPfSLh5POkgyk6oa2f09VPs3oVf5HD/Co',
  'TW7cry4xfFr/R4BUTCgcEr5NDdztua2UgcnyZ/SKNQaxkX9hONggyQygwXMzOq5UACSlFdL0temVXolETe3pqmhEVXqtbp4d',
  'ndqzQrz+en0/zMfLMbLnRbzN6M48/3bF5Q/5ywMWkucluFjHeMjFUmLLnmsc+rLc3bxoX2SE5jS1Y2vRWvUa86ao2yBs6hSU',
  'Ucst1ZnY16JTqaUrRoOXRcLwL/oKvALxwsk4414uvpSLVrnkq2LmWTLj7Kfl8tKE2YH99JAVIk2cjX3ChTN8ZXA=',
];
