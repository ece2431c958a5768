import { ConsultError } from '@consult/core';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createReadLogout,
  LOGOUT_EVENT,
  type ReadLogout,
} from '../../../server/src/sessions/logout-token.js';

const NOON = Date.UTC(2026, 4, 12, 9);
const seconds = NOON / 1000;
const ISSUER = 'https://portal.example';

let portal: CryptoKey;
let stranger: CryptoKey;
let read: ReadLogout;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  portal = pair.privateKey;
  stranger = (await generateKeyPair('ES256')).privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'portal', alg: 'ES256' };
  read = createReadLogout({
    keys: createLocalJWKSet({ keys: [jwk] }),
    issuer: ISSUER,
    audience: 'consult',
    algorithms: ['ES256'],
    now: () => NOON,
  });
});

const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  aud: 'consult',
  iat: seconds,
  exp: seconds + 120,
  jti: 'jti_1',
  sid: 'sid_1',
  events: { [LOGOUT_EVENT]: {} },
  ...changes,
});

const signed = (payload: JWTPayload, key = portal, typ = 'logout+jwt') =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'portal', typ }).sign(key);

const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'believed',
    (error: unknown) => (error as ConsultError).code,
  );

describe('What the portal says when somebody signs out', () => {
  it('names a session', async () => {
    expect(await read(await signed(claims()))).to.deep.equal({
      ended: { session: 'sid_1' },
      jti: 'jti_1',
      until: NOON + 305_000,
    });
  });

  it('names a person, with all that was begun until it was said', async () => {
    const token = await signed(claims({ sid: undefined as never, sub: 'per_1', iat: seconds - 2 }));
    expect((await read(token)).ended).to.deep.equal({ person: 'per_1', begunBy: NOON - 2000 });
  });

  it('means the session where it names both', async () => {
    expect((await read(await signed(claims({ sub: 'per_1' })))).ended).to.deep.equal({ session: 'sid_1' });
  });

  it('is believed as a plain JWT too, which the standard allows', async () => {
    expect(await codeOf(read(await signed(claims(), portal, 'JWT')))).to.equal('believed');
  });

  const WRONG: Record<string, JWTPayload> = {
    'is for another audience': { aud: 'other' },
    'comes from another issuer': { iss: 'https://evil.example' },
    'names nobody': { sid: undefined as never },
    'has a nonce, as an ID token': { nonce: 'n' },
    'tells of no event': { events: undefined as never },
    'tells of another event': { events: { 'https://example/other': {} } },
    'tells of the event without an object': { events: { [LOGOUT_EVENT]: true } },
    'has no id of its own': { jti: undefined as never },
    'does not say when it was made': { iat: undefined as never },
    'was made in the future': { iat: seconds + 6 },
    'is five minutes old': { iat: seconds - 300 },
    'has run out': { exp: seconds - 6 },
    'names a person that would not be safe in a log': { sid: undefined as never, sub: 'per 1\n' },
  };
  for (const [what, change] of Object.entries(WRONG))
    it(`is not believed where it ${what}`, async () => {
      expect(await codeOf(read(await signed(claims(change))))).to.equal('signed-out');
    });

  it('is believed up to its last second', async () => {
    expect(await codeOf(read(await signed(claims({ iat: seconds - 299 }))))).to.equal('believed');
  });

  it('is not believed from a stranger, unsigned, or as another kind of token', async () => {
    expect(await codeOf(read(await signed(claims(), stranger)))).to.equal('signed-out');
    expect(await codeOf(read(await signed(claims(), portal, 'at+jwt')))).to.equal('signed-out');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await codeOf(read(`${part({ alg: 'none' })}.${part(claims())}.`))).to.equal('signed-out');
    expect(await codeOf(read('no-token'))).to.equal('signed-out');
  });
});
