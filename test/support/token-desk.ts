import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EsiaLevel, Role } from '@consult/core';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Whom a token stands for. */
export interface Bearer {
  readonly person: string;
  readonly role: Role;
  readonly organisation?: string;
  readonly level?: EsiaLevel;
  /** Default: the person's only one. */
  readonly session?: string;
  /** In seconds; default: ten minutes. */
  readonly life?: number;
}

/** A portal reduced to what the server sees of it: a published key and tokens signed with it. */
export interface TokenDesk {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** What the portal sends when a session, or all of a person, has ended. */
  logoutTokenFor(ended: { readonly sid?: string; readonly sub?: string }): Promise<string>;
  /** A fresh access token, good for ten minutes. */
  tokenFor(bearer: Bearer): Promise<string>;
  close(): Promise<void>;
}

export async function openTokenDesk(): Promise<TokenDesk> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'desk', alg: 'ES256', use: 'sig' };
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const audience = 'consult';

  return {
    issuer,
    audience,
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    logoutTokenFor: (ended) =>
      new SignJWT({ ...ended, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })
        .setProtectedHeader({ alg: 'ES256', kid: 'desk', typ: 'logout+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setJti(crypto.randomUUID())
        .setIssuedAt()
        .setExpirationTime('2m')
        .sign(privateKey),
    tokenFor: ({ person, role, organisation, level = 'confirmed', session = `sid_${person}`, life = 600 }) =>
      new SignJWT({ sid: session, role, org: organisation ?? null, acr: level })
        .setProtectedHeader({ alg: 'ES256', kid: 'desk', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person)
        .setJti(crypto.randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${life}s`)
        .sign(privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
