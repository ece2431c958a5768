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
  `attachment; filename="${asciiOf(name)}"; filename*=UTF-8''${extendedOf(name)}`;

/** `%` is left out too: some readers decode it here as well. */
const asciiOf = (name: string) => name.replace(/[^\x20-\x7e]|["\\%/]/g, '_');

/** RFC 8187 §3.2.1: everything but its `attr-char`, percent-encoded. */
const extendedOf = (name: string) =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
