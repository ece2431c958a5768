import {
  ConsultError,
  ESIA_LEVELS,
  type EsiaLevel,
  refusalToEnter,
  refuseIf,
  type Role,
  ROLES,
} from '@consult/core';
import { Id } from '@consult/core/wire';
import { base64url, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as v from 'valibot';
import type { Identify, Identity } from '../deps.js';
import { createTokenCache } from './token-cache.js';

/** The signatures a portal may use: asymmetric only, so that nobody who can check a token can make one. */
export const SIGNATURES = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'RS256'] as const;
export type Signature = (typeof SIGNATURES)[number];

/** What the portal and this server have agreed on. */
export interface IdentifyOptions {
  /** The portal's published keys: jose's `createRemoteJWKSet` or `createLocalJWKSet`. */
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly Signature[];
  /** ESIA levels let in. */
  readonly levels: readonly EsiaLevel[];
  /** ms UTC. */
  now(): number;
  /** SHA-256 of a token, in any spelling; Node brings its own, which is quicker than the platform's. */
  digest?(token: string): string | Promise<string>;
}

/** The longest a token may live: what is revoked at the portal is over here by then. */
const LONGEST_LIFE_S = 15 * 60;
/** How far the portal's clock may be ahead of ours. */
const TOLERANCE_S = 5;

/** Whoever acts for an organisation says for which: a doctor or an operator of nothing is a portal's mistake. */
const ACTING_FOR: readonly Role[] = ['doctor', 'operator'];

const Claims = v.object({
  sub: Id,
  sid: v.pipe(v.string(), v.regex(/^[\w.~-]{1,128}$/)),
  jti: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  role: v.picklist(ROLES),
  org: v.nullable(Id),
  acr: v.picklist(ESIA_LEVELS),
  iat: v.pipe(v.number(), v.minValue(0)),
  exp: v.number(),
});

/**
 * Checks the portal's access tokens (RFC 7519, RFC 8725): its signature, for us, fresh, short-lived and complete.
 *
 * A good token is remembered by its hash until it runs out. That the portal's keys cannot be had is the weather
 * (`unavailable`), not the fault of who asks. What is wrong with a token is never told.
 */
export function createIdentify(options: IdentifyOptions): Identify {
  const { issuer, audience, levels, now, digest = sha256 } = options;
  const known = createTokenCache(now);
  const keys = withWeather(options.keys);

  const verify = async (token: string): Promise<Identity> => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...options.algorithms],
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(now()),
    }).catch(refuseForgery);
    const claims = v.safeParse(Claims, payload);
    if (!claims.success) throw new ConsultError('signed-out');
    const { sub, sid, role, org, acr, iat, exp } = claims.output;
    const seconds = now() / 1000;
    const fresh = iat <= seconds + TOLERANCE_S && exp > seconds && exp - iat <= LONGEST_LIFE_S;
    if (!fresh || (org === null && ACTING_FOR.includes(role))) throw new ConsultError('signed-out');
    return { person: sub, session: sid, role, organisation: org, level: acr, expiresAt: exp * 1000 };
  };

  return async (token) => {
    const hash = await digest(token);
    const identity = known.find(hash) ?? known.keep(hash, await verify(token));
    refuseIf(refusalToEnter(identity.level, levels));
    return identity;
  };
}

/** Tells keys that could not be fetched from keys that do not fit. */
const withWeather =
  (keys: JWTVerifyGetKey): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      throw doesNotFit(cause) ? cause : new ConsultError('unavailable', { cause, retryAfter: 1000 });
    }
  };

const doesNotFit = (cause: unknown) =>
  cause instanceof errors.JWKSNoMatchingKey ||
  cause instanceof errors.JWKSMultipleMatchingKeys ||
  cause instanceof errors.JOSENotSupported;

function refuseForgery(cause: unknown): never {
  throw cause instanceof ConsultError ? cause : new ConsultError('signed-out');
}

async function sha256(token: string) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(hash));
}
