import { ConsultError, type ErrorCode } from '@consult/core';
import {
  base64url,
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  type JWTHeaderParameters,
  type JWTVerifyGetKey,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createIdentify, type IdentifyOptions } from '../../../server/src/identity/create-identify.js';

const NOON = Date.UTC(2026, 4, 12, 9);
const seconds = NOON / 1000;
const ISSUER = 'https://portal.example';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let portal: Keys;
let stranger: Keys;
let keys: JWTVerifyGetKey;
let publicPem: string;

beforeAll(async () => {
  portal = await generateKeyPair('ES256', { extractable: true });
  stranger = await generateKeyPair('ES256', { extractable: true });
  publicPem = await exportSPKI(portal.publicKey);
  keys = createLocalJWKSet({
    keys: [{ ...(await exportJWK(portal.publicKey)), kid: 'portal', alg: 'ES256', use: 'sig' }],
  });
});

const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  aud: 'consult',
  sub: 'per_1',
  sid: 'sid_1',
  jti: 'jti_1',
  role: 'patient',
  org: null,
  acr: 'confirmed',
  iat: seconds,
  exp: seconds + 600,
  ...changes,
});

const signed = (
  payload: JWTPayload,
  { key = portal.privateKey, ...header }: Partial<JWTHeaderParameters> & { key?: CryptoKey } = {},
) => new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'portal', ...header }).sign(key);

const anIdentify = (options: Partial<IdentifyOptions> = {}) =>
  createIdentify({
    keys,
    issuer: ISSUER,
    audience: 'consult',
    algorithms: ['ES256'],
    levels: ['standard', 'confirmed'],
    isEnded: () => Promise.resolve(false),
    now: () => NOON,
    ...options,
  });

const codeFrom = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted' as const,
    (error: unknown) => {
      expect(error).to.be.instanceOf(ConsultError);
      return (error as ConsultError).code;
    },
  );

const part = (value: object) => base64url.encode(JSON.stringify(value));

describe('Access tokens of the portal', () => {
  it('say who the caller is and until when', async () => {
    const token = await signed(claims({ role: 'doctor', org: 'org_1', acr: 'standard' }));
    expect(await anIdentify()(token)).to.deep.equal({
      person: 'per_1',
      role: 'doctor',
      organisation: 'org_1',
      level: 'standard',
      session: 'sid_1',
      expiresAt: NOON + 600_000,
    });
  });

  it('may name us among others', async () => {
    expect(await codeFrom(anIdentify()(await signed(claims({ aud: ['other', 'consult'] }))))).to.equal(
      'accepted',
    );
  });

  const WRONG: Record<string, JWTPayload> = {
    'is for another audience': { aud: 'other' },
    'comes from another issuer': { iss: 'https://portal.example.evil' },
    'has run out': { iat: seconds - 600, exp: seconds },
    'was made in the future': { iat: seconds + 6, exp: seconds + 60 },
    'is not valid yet': { nbf: seconds + 6 },
    'lives longer than a quarter of an hour': { exp: seconds + 901 },
    'has a role nobody knows': { role: 'root' },
    'has a level nobody knows': { acr: 'none' },
    'has an id that would not be safe in a log': { sub: 'per 1\n' },
    'has a session that would not be safe in a log': { sid: 'a b' },
    'has an organisation that is not an id': { org: { id: 'org_1' } as never },
    'is of a doctor who acts for no organisation': { role: 'doctor' },
    'is of an operator who acts for no organisation': { role: 'operator' },
    'has its times as text': { iat: String(seconds) as never },
  };
  for (const [what, change] of Object.entries(WRONG))
    it(`are refused: one that ${what}`, async () => {
      expect(await codeFrom(anIdentify()(await signed(claims(change))))).to.equal('signed-out');
    });

  for (const name of ['iss', 'aud', 'exp', 'iat', 'jti', 'sub', 'sid', 'role', 'org', 'acr'])
    it(`are refused: one without ${name}`, async () => {
      const { [name]: _, ...rest } = claims();
      expect(await codeFrom(anIdentify()(await signed(rest)))).to.equal('signed-out');
    });

  it('live a quarter of an hour at most, and that long they may', async () => {
    expect(await codeFrom(anIdentify()(await signed(claims({ exp: seconds + 900 }))))).to.equal('accepted');
  });

  it('may come from a clock a few seconds ahead of ours', async () => {
    expect(await codeFrom(anIdentify()(await signed(claims({ iat: seconds + 5 }))))).to.equal('accepted');
  });

  const FORGED: Record<string, () => Promise<string> | string> = {
    'signed by a stranger': () => signed(claims(), { key: stranger.privateKey }),
    'signed with a key we do not know': () => signed(claims(), { kid: 'other', key: stranger.privateKey }),
    'that asks for no signature': () => `${part({ alg: 'none', kid: 'portal' })}.${part(claims())}.`,
    'signed with our public key as a password': () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', kid: 'portal' })
        .sign(new TextEncoder().encode(publicPem)),
    'whose content was changed': async () => {
      const [head, , signature] = (await signed(claims())).split('.');
      return `${head}.${part(claims({ role: 'administrator' }))}.${signature}`;
    },
    'that brings its own key': async () =>
      signed(claims(), { key: stranger.privateKey, jwk: await exportJWK(stranger.publicKey) }),
    'with an extension we must understand and do not': () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', kid: 'portal', crit: ['odd'], odd: true })
        .sign(portal.privateKey, { crit: { odd: true } }),
    'that is no token': () => 'not-a-token',
    'of nothing but dots': () => '..',
  };
  for (const [what, forge] of Object.entries(FORGED))
    it(`are refused: one ${what}`, async () => {
      expect(await codeFrom(anIdentify()(await forge()))).to.equal('signed-out');
    });

  it('are refused when made with an algorithm that was not agreed on', async () => {
    expect(await codeFrom(anIdentify({ algorithms: ['EdDSA'] })(await signed(claims())))).to.equal(
      'signed-out',
    );
  });

  it('of a simplified account are good, and the account is refused in words', async () => {
    const identify = anIdentify();
    const token = await signed(claims({ acr: 'simplified' }));
    expect(await codeFrom(identify(token))).to.equal('account-simplified');
    expect(await codeFrom(identify(token))).to.equal('account-simplified'); // from the cache as well
  });

  it('are good no longer once what they stand for has ended, remembered or not', async () => {
    const asked: unknown[] = [];
    let ended = false;
    const identify = anIdentify({
      isEnded: (bearer) => {
        asked.push(bearer);
        return Promise.resolve(ended);
      },
    });
    const token = await signed(claims());
    expect(await codeFrom(identify(token))).to.equal('accepted');
    ended = true;
    expect(await codeFrom(identify(token))).to.equal('account-ended');
    expect(asked[1]).to.include({ person: 'per_1', session: 'sid_1', role: 'patient', issuedAt: NOON });
    ended = false;
    expect(await codeFrom(identify(token))).to.equal('accepted');
  });

  it('are verified once and remembered until they run out', async () => {
    let asked = 0;
    let now = NOON;
    const identify = anIdentify({
      now: () => now,
      keys: (header, token) => {
        asked++;
        return keys(header, token);
      },
    });
    const token = await signed(claims());
    const first = await identify(token);
    expect(await identify(token)).to.equal(first);
    expect(asked).to.equal(1);
    now = NOON + 599_999;
    expect(await identify(token)).to.equal(first);
    now = NOON + 600_000;
    expect(await codeFrom(identify(token))).to.equal('signed-out');
  });

  const WEATHER: Record<string, () => never> = {
    'the network is down': () => {
      throw new TypeError('fetch failed');
    },
    'the portal answers nonsense': () => {
      throw new SyntaxError('Unexpected token');
    },
  };
  for (const [what, fail] of Object.entries(WEATHER))
    it(`cannot be judged while ${what}: that is our trouble, not the caller's`, async () => {
      expect(await codeFrom(anIdentify({ keys: fail })(await signed(claims())))).to.equal(
        'unavailable' satisfies ErrorCode,
      );
    });

  it('can be judged from memory while the portal is away', async () => {
    let down = false;
    const identify = anIdentify({
      keys: (header, token) => {
        if (down) throw new TypeError('fetch failed');
        return keys(header, token);
      },
    });
    const token = await signed(claims());
    await identify(token);
    down = true;
    expect(await codeFrom(identify(token))).to.equal('accepted');
  });
});
