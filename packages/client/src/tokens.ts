import { codeOf, ConsultError } from '@consult/core';
import type { ServerClock } from './clock.js';
import { within } from './within.js';

/** What a token says of itself. Read, never trusted: the server verifies. Empty where the token is not a JWT. */
export interface Claims {
  readonly sub?: string;
  readonly exp?: number;
  readonly iat?: number;
}

/** The portal's access token, always a fresh one. */
export interface Tokens {
  /** A token that will not run out on its way. @throws ConsultError */
  get(): Promise<string>;
  /** Another one than `stale`, which the server refused. Many may ask at once; the portal is asked once. */
  renew(stale?: string): Promise<string>;
  /** Whom the token names, if it can be read. */
  readonly person: string | undefined;
}

/** A token is replaced so long before its end, or in the last quarter of a short life. */
const AHEAD = 30_000;

/** @param onOther - The portal now signs in somebody else: nothing may be sent in the first one's name any more. */
export function createTokens(
  getToken: (stale?: string) => Promise<string>,
  clock: ServerClock,
  timeout: number,
  onOther: () => void,
): Tokens {
  let current: string | undefined;
  let claims: Claims = {};
  let person: string | undefined;
  let renewing: Promise<string> | undefined;

  async function ask(stale?: string) {
    const next = await within(timeout, getToken(stale)).catch((thrown: unknown) => {
      const code = codeOf(thrown);
      throw new ConsultError(code === 'failed' ? 'unavailable' : code, { cause: thrown }); // the portal's weather
    });
    if (!next || next === stale) throw new ConsultError('signed-out');
    claims = claimsOf(next);
    person ??= claims.sub;
    if (claims.sub !== person) {
      onOther();
      throw new ConsultError('signed-out');
    }
    return (current = next);
  }

  const renew = (stale?: string) =>
    // Whoever was refused with an older token than the current one is served by the current one.
    stale !== undefined && current !== undefined && current !== stale
      ? Promise.resolve(current)
      : (renewing ??= ask(stale).finally(() => (renewing = undefined)));

  /** Without the server's clock a fresh token is taken as good: a refusal would renew it. */
  const left = () => (claims.exp === undefined || !clock.known ? Infinity : claims.exp * 1000 - clock.now());

  return {
    async get() {
      if (current === undefined) return renew();
      const life = ((claims.exp ?? 0) - (claims.iat ?? 0)) * 1000;
      const remaining = left();
      if (remaining > Math.min(AHEAD, life / 4)) return current;
      const old = current;
      return renew(old).catch((error: unknown) => {
        if (remaining > 0 && codeOf(error) === 'unavailable') return old; // still good for a while
        throw error;
      });
    },
    renew,
    get person() {
      return person;
    },
  };
}

/** Reads a JWT's payload without verifying it. */
export function claimsOf(token: string): Claims {
  try {
    const base64 = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const { sub, exp, iat } = Object(JSON.parse(new TextDecoder().decode(bytes))) as Record<string, unknown>;
    return {
      ...(typeof sub === 'string' && { sub }),
      ...(typeof exp === 'number' && { exp }),
      ...(typeof iat === 'number' && { iat }),
    };
  } catch {
    return {}; // an opaque token is the portal's good right
  }
}
