import { ConsultError } from '@consult/core';
import { Id } from '@consult/core/wire';
import * as v from 'valibot';
import { SessionId, TokenId } from '../identity/create-identify.js';
import { createPortalVerify, type PortalTrust, TOLERANCE_S } from '../identity/portal-keys.js';
import type { Logout } from './session-store.js';

/** What a logout token says. @throws ConsultError `signed-out` for what is not to be believed; `unavailable` */
export type ReadLogout = (token: string) => Promise<Logout>;

/** How old a logout token may be, in s: the portal sends it at once, and makes a new one to send it again. */
const LOGOUT_LIFE_S = 5 * 60;

/** What a logout token tells of: OpenID Connect Back-Channel Logout 1.0 §2.4. */
export const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const Claims = v.pipe(
  v.object({
    sub: v.optional(Id),
    sid: v.optional(SessionId),
    jti: TokenId,
    iat: v.pipe(v.number(), v.minValue(0)),
    exp: v.optional(v.number()),
    events: v.object({ [LOGOUT_EVENT]: v.record(v.string(), v.unknown()) }),
    /** What has a nonce is an ID token (§2.6: "MUST NOT"). */
    nonce: v.optional(v.never()),
  }),
  v.check(({ sub, sid }) => sub !== undefined || sid !== undefined),
);

/** Checks what the portal sends when somebody has signed out (§2.6): as an access token, and for this purpose alone. */
export function createReadLogout(trust: PortalTrust): ReadLogout {
  const verify = createPortalVerify(trust);
  return async (token) => {
    const claims = v.safeParse(Claims, await verify(token, 'logout+jwt'));
    if (!claims.success) throw new ConsultError('signed-out');
    const { sub, sid, jti, iat } = claims.output;
    const seconds = trust.now() / 1000;
    if (iat > seconds + TOLERANCE_S || iat <= seconds - LOGOUT_LIFE_S) throw new ConsultError('signed-out');
    return {
      // A session is the narrower of the two, so it is meant where both are told (§2.7).
      ended: sid === undefined ? { person: sub!, begunBy: iat * 1000 } : { session: sid },
      jti,
      until: (iat + LOGOUT_LIFE_S + TOLERANCE_S) * 1000,
    };
  };
}
