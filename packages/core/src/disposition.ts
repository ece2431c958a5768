/** Text as an `ext-value` of RFC 8187 §3.2.1: everything but its `attr-char` is percent-encoded. */
export const extValueOf = (text: string): string =>
  "UTF-8''" +
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The `Content-Disposition` by which an upload tells its name, as in the IETF's draft of resumable uploads. A name is
 * part of the record, and addresses are written down by every proxy.
 */
export const uploadDisposition = (name: string): string => `attachment; filename*=${extValueOf(name)}`;

/** `attachment`, and one `filename*` in UTF-8 (RFC 6266 §4.1, RFC 8187 §3.2.1). */
const NAMED = /^attachment[ \t]*;[ \t]*filename\*=UTF-8'[a-z\d-]*'((?:[\w!#$&+.^`|~-]|%[\da-f]{2})*)$/i;

/** The name in such a header; `undefined` where it is written otherwise. */
export function nameFromDisposition(header: string): string | undefined {
  const [, encoded] = NAMED.exec(header) ?? [];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined; // no UTF-8
  }
}
