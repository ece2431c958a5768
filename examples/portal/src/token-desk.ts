import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Session } from './sessions.js';

const ALGORITHM = 'ES256';
const LIFETIME = 5 * 60_000;
/** In s: the server believes it at once or not at all. */
const LOGOUT_LIFETIME = 2 * 60;

/** Signs the short-lived access tokens by which the consultation server knows the portal's people. */
export interface TokenDesk {
  /** The public half of the key, for `/.well-known/jwks.json`. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /** A token for this session, and when it runs out, ms UTC. */
  mint(session: Session): Promise<{ readonly token: string; readonly expiresAt: number }>;
  /** What tells the consultation server that this session is over: OpenID Connect Back-Channel Logout 1.0 §2.4. */
  mintLogout(session: Pick<Session, 'person' | 'sid'>): Promise<string>;
}

interface DeskOptions {
  /** The folder of the key, which outlives restarts: tokens in people's pages stay good. */
  readonly folder: string;
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => number;
}

export async function openTokenDesk({ folder, issuer, audience, now }: DeskOptions): Promise<TokenDesk> {
  const secret = await keptKey(folder);
  const key = await importJWK(secret, ALGORITHM);
  const { kty, crv, x, y } = secret;
  const kid = await calculateJwkThumbprint(secret);

  return {
    jwks: { keys: [{ kty, crv, x, y, kid, alg: ALGORITHM, use: 'sig' }] },
    async mint({ person, sid, role, organisation, level, expiresAt: sessionEnd }) {
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = Math.floor(Math.min(now() + LIFETIME, sessionEnd) / 1000);
      const token = await new SignJWT({ sid, role, org: organisation, acr: level })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: expiresAt * 1000 };
    },
    mintLogout({ person, sid }) {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({ sid, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'logout+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LOGOUT_LIFETIME)
        .sign(key);
    },
  };
}

/** The signing key of this folder; made at the first start, readable by the portal's user alone. */
async function keptKey(folder: string): Promise<JWK> {
  const file = join(folder, 'signing-key.json');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  try {
    await writeFile(file, JSON.stringify(await exportJWK(privateKey)), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}
