/** Number and key of a request without an account, as the server takes them (`AnonymousLookup`). */
export interface LookupPair {
  readonly number: string;
  readonly secret: string;
}

/** Letters that look the same in both alphabets: whoever copies a key from paper cannot tell them apart. */
const LOOK_ALIKES: Record<string, string> = { а: 'a', с: 'c', е: 'e' };

const compact = (typed: string) => typed.replace(/\s+/g, '').replace(/[‐-―−]/g, '-');

/** The number of a request as somebody has typed it, put right; `undefined` for what cannot be one. */
export function requestNumberOf(typed: string): string | undefined {
  const [, year, no] = /^(?:ж-?)?(\d{4})-(\d{6,12})$/i.exec(compact(typed)) ?? [];
  return year && no && `Ж-${year}-${no}`;
}

/** The key to a request as somebody has typed it, put right; `undefined` for what cannot be one. */
export function requestSecretOf(typed: string): string | undefined {
  const secret = compact(typed)
    .toLowerCase()
    .replace(/[асе]/g, (letter) => LOOK_ALIKES[letter]!);
  return /^[0-9a-f]{32}$/.test(secret) ? secret : undefined;
}

/** Both at once, as they are copied in one piece; `undefined` where it is not both. */
export function lookupPairOf(pasted: string): LookupPair | undefined {
  const text = compact(pasted);
  const [number, secret] = [requestNumberOf(text.slice(0, -32)), requestSecretOf(text.slice(-32))];
  return number && secret ? { number, secret } : undefined;
}
