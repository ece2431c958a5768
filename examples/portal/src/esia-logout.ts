import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Configuration } from 'openid-client';
import type { Esia } from './esia.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** How old a logout token may be, in s. */
const OLDEST = 120;

/** Reads ESIA's logout tokens by the keys of its own description: OpenID Connect Back-Channel Logout 1.0 §2.6. */
export function createReadLogout(clientId: string, find: () => Promise<Configuration>): Esia['readLogout'] {
  let keys: JWTVerifyGetKey | undefined;
  /** Tokens that were believed, and until when they could come again, s. */
  const believed = new Map<string, number>();

  return async (token) => {
    try {
      const { issuer, jwks_uri } = (await find()).serverMetadata();
      keys ??= createRemoteJWKSet(new URL(jwks_uri!));
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        algorithms: ['ES256'],
        maxTokenAge: OLDEST,
        requiredClaims: ['jti', 'sub', 'events'],
      });
      const { jti, sub, sid, events, nonce, iat } = payload as typeof payload & Record<string, unknown>;
      for (const [known, until] of believed) if (until < iat!) believed.delete(known);
      const tells = typeof Object(Object(events)[EVENT]) === 'object' && EVENT in Object(events);
      if (!tells || nonce !== undefined || believed.has(jti!)) return undefined;
      believed.set(jti!, iat! + OLDEST);
      return { person: sub!, ...(typeof sid === 'string' && { session: sid }) };
    } catch {
      return undefined; // whatever is wrong with it, it ends nothing
    }
  };
}
