import { extValueOf } from '@consult/core';

/** What the headers tell of. */
interface Downloaded {
  readonly file: { readonly type: string; readonly size: number };
  readonly name: string;
}

/**
 * The headers of every download (security rule U4): it is saved and never shown, runs nothing, is guessed at by nobody,
 * and no cache but the reader's own memory keeps it.
 */
export const downloadHeaders = ({ file, name }: Downloaded): Record<string, string> => ({
  'Content-Type': file.type,
  'Content-Length': String(file.size),
  'Content-Disposition': dispositionOf(name),
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin', // a page that may call reads it by CORS, which this does not touch
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-store',
});

/** RFC 6266 §4.1 and appendix D: a name that everybody understands, then the name itself. */
export const dispositionOf = (name: string): string =>
  `attachment; filename="${asciiOf(name)}"; filename*=${extValueOf(name)}`;

/** `%` is left out too: some readers decode it here as well. */
const asciiOf = (name: string) => name.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
