import { ConsultError } from '@consult/core';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

/** The signatures a portal may use: asymmetric only, so that nobody who can check a token can make one. */
export const SIGNATURES = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'RS256'] as const;
export type Signature = (typeof SIGNATURES)[number];

/** What the portal and this server have agreed on. */
export interface PortalTrust {
  /** The portal's published keys: jose's `createRemoteJWKSet` or `createLocalJWKSet`. */
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly Signature[];
  /** ms UTC. */
  now(): number;
}

/** The longest an access token may live, in s: what is revoked at the portal is over here by then. */
export const LONGEST_LIFE_S = 15 * 60;
/** How far the portal's clock may be ahead of ours, in s. */
export const TOLERANCE_S = 5;

/** Checks signature, issuer, audience and times of whatever the portal signs (RFC 8725). @throws ConsultError `signed-out` */
export function createPortalVerify({ issuer, audience, algorithms, now, ...trust }: PortalTrust) {
  const keys = withWeather(trust.keys);
  return async (token: string, typ?: string): Promise<JWTPayload> => {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(now()),
    }).catch(refuseForgery);
    const said = protectedHeader.typ?.toLowerCase();
    if (typ && said && said !== 'jwt' && said !== typ) throw new ConsultError('signed-out');
    return payload;
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
