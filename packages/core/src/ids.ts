/** The kinds of things that carry a public id, with the prefix that tells them apart in logs and URLs. */
export const ID_PREFIXES = {
  chat: 'cht',
  entryKey: 'key',
  person: 'per',
  organisation: 'org',
  consentDocument: 'doc',
  consent: 'cns',
  file: 'fil',
  audit: 'aud',
  request: 'req',
  offer: 'ofr',
  attempt: 'att',
  slot: 'slt',
  notice: 'ntc',
  delivery: 'dlv',
  pushSubscription: 'psh',
  call: 'cal',
  device: 'dev',
  erasure: 'era',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Random bytes in an id: 16 bytes, 128 bits, so that an id cannot be guessed (security rule T1 asks ≥ 122). */
export const ID_BYTES = 16;

/** Builds an id of `kind` from {@link ID_BYTES} random bytes, e.g. `cht_0f3a…`. Randomness is the caller's. */
export function idOf(kind: IdKind, random: Uint8Array): string {
  let id = `${ID_PREFIXES[kind]}_`;
  for (const byte of random) id += HEX[byte]!;
  return id;
}

/** The two digits of each byte: every request gets an id, and its digits were a fiftieth of the server's work. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A message's key: 48 bits of the author's clock, then 80 random ones, as in UUIDv7 (RFC 9562 §5.7). It is no secret and
 * has to differ from the same author's others only; in order of time, new keys lie together in the server's index, which
 * makes a write half as dear.
 */
export function entryKey(at: number, random: Uint8Array): string {
  const time = Math.trunc(at).toString(16).padStart(12, '0').slice(-12);
  return `key_${time}${idOf('entryKey', random).slice(-20)}`;
}
