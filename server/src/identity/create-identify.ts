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
import { base64url } from 'jose';
import * as v from 'valibot';
import type { Identify } from '../deps.js';
import type { Bearer } from '../sessions/session-store.js';
import { createPortalVerify, LONGEST_LIFE_S, type PortalTrust, TOLERANCE_S } from './portal-keys.js';
import { createTokenCache, type Verified } from './token-cache.js';

/** What the portal and this server have agreed on, and whom the server lets in. */
export interface IdentifyOptions extends PortalTrust {
  /** ESIA levels let in. */
  readonly levels: readonly EsiaLevel[];
  /** Whether what a good token stands for has been ended since it was issued. */
  isEnded(bearer: Bearer): Promise<boolean>;
  /** SHA-256 of a token, in any spelling; Node brings its own, which is quicker than the platform's. */
  digest?(token: string): string | Promise<string>;
}

/** Whoever acts for an organisation says for which: a doctor or an operator of nothing is a portal's mistake. */
const ACTING_FOR: readonly Role[] = ['doctor', 'operator'];

/** A portal's session, safe in logs. */
export const SessionId = v.pipe(v.string(), v.regex(/^[\w.~-]{1,128}$/));

/** A token's own id. */
export const TokenId = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

const Claims = v.object({
  sub: Id,
  sid: SessionId,
  jti: TokenId,
  role: v.picklist(ROLES),
  org: v.nullable(Id),
  acr: v.picklist(ESIA_LEVELS),
  iat: v.pipe(v.number(), v.minValue(0)),
  exp: v.number(),
});

/**
 * Checks the portal's access tokens (RFC 7519, RFC 8725): its signature, for us, fresh, short-lived and complete.
 *
 * A good token is remembered by its hash until it runs out; whether it has been ended meanwhile is asked each time. That
 * the portal's keys cannot be had is the weather (`unavailable`), not the fault of who asks. What is wrong with a token is
 * never told, but for one that was good and is over (`account-ended`): its bearer is told to sign in again.
 */
export function createIdentify(options: IdentifyOptions): Identify {
  const { levels, now, isEnded, digest = sha256 } = options;
  const known = createTokenCache(now);
  const verifyPortal = createPortalVerify(options);

  const verify = async (token: string): Promise<Verified> => {
    const claims = v.safeParse(Claims, await verifyPortal(token));
    if (!claims.success) throw new ConsultError('signed-out');
    const { sub, sid, role, org, acr, iat, exp } = claims.output;
    const seconds = now() / 1000;
    const fresh = iat <= seconds + TOLERANCE_S && exp > seconds && exp - iat <= LONGEST_LIFE_S;
    if (!fresh || (org === null && ACTING_FOR.includes(role))) throw new ConsultError('signed-out');
    const expiresAt = exp * 1000;
    const identity = { person: sub, session: sid, role, organisation: org, level: acr, expiresAt };
    return { identity, issuedAt: iat * 1000 };
  };

  return async (token) => {
    const hash = await digest(token);
    const { identity, issuedAt } = known.find(hash) ?? known.keep(hash, await verify(token));
    refuseIf((await isEnded({ ...identity, issuedAt })) ? 'account-ended' : undefined);
    refuseIf(refusalToEnter(identity.level, levels));
    return identity;
  };
}

async function sha256(token: string) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(hash));
}
