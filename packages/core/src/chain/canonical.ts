/** SHA-256 of a text in UTF-8, in lower-case hex. */
export type Sha256 = (text: string) => string;

/** Where a chain stands: the place of its newest link, and that link's hash. */
export interface Anchor {
  readonly id: number;
  readonly hash: string;
}

/**
 * JSON in its one spelling (RFC 8785): keys in the order of their UTF-16 code units, no white space. What is
 * `undefined` is left out, as JSON does.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  const spelled = Object.keys(members)
    .sort()
    .filter((key) => members[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(members[key])}`);
  return `{${spelled.join(',')}}`;
}
