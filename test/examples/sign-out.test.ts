import { createLocalJWKSet, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIdentify } from '../../server/src/identity/create-identify.js';
import type { PortalTrust } from '../../server/src/identity/portal-keys.js';
import { createReadLogout } from '../../server/src/sessions/logout-token.js';
import { anApp, type AppRig } from '../server/app/app-rig.js';
import { closeHouses } from '../support/house.js';
import {
  type Browser,
  choosing,
  FROM_THE_PAGE,
  openTwoOrigins,
  PORTAL,
  type TwoOrigins,
} from './two-origins.js';

let origins: TwoOrigins;
let server: AppRig;
/** What the portal has sent to the server, and what it was answered. */
let told: { body: string; status: number }[];

beforeEach(async () => {
  told = [];
  origins = await openTwoOrigins(async (address, init) => {
    const { pathname } = new URL(String(address));
    const answer = await server.app.request(pathname, init);
    told.push({ body: String(init?.body), status: answer.status });
    return answer;
  });
  // The real server, which trusts this portal.
  const trust: PortalTrust = {
    keys: createLocalJWKSet({ keys: origins.desk.jwks.keys as JWK[] }),
    issuer: PORTAL,
    audience: 'consult',
    algorithms: ['ES256'],
    now: Date.now,
  };
  const identify = createIdentify({
    ...trust,
    levels: ['standard', 'confirmed'],
    isEnded: (bearer) => server.deps.stores.sessions.isEnded(bearer),
  });
  server = await anApp({}, { now: Date.now, identify, readLogout: createReadLogout(trust) });
});
afterEach(async () => {
  await origins.close();
  await closeHouses();
});

const signedIn = async (person = 'per_matrosova') => {
  const browser = origins.browser();
  await browser.signIn(person);
  return browser;
};

async function tokenOf(browser: Browser): Promise<string> {
  const answer = await browser.ask('/token', { method: 'POST', headers: FROM_THE_PAGE });
  return ((await answer.json()) as { token: string }).token;
}

async function isLetIn(token: string) {
  const answer = await server.app.request('/v1/me', { headers: { Authorization: `Bearer ${token}` } });
  return answer.ok || ((await answer.json()) as { code: string }).code;
}

/** Leaves at ESIA, as its own page does. */
async function leaveEsia(browser: Browser, address: string) {
  const page = await (await browser.ask(address)).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)![1]!;
  const action = /action="([^"]+)"/.exec(page)![1]!;
  await browser.ask(action, choosing({ xsrf, logout: 'yes' }));
}

describe('Signing out', () => {
  it('at the portal ends the session at the consultation server, and no other', async () => {
    const [browser, phone] = [await signedIn(), await signedIn()];
    const [token, other] = [await tokenOf(browser), await tokenOf(phone)];
    expect([await isLetIn(token), await isLetIn(other)]).toEqual([true, true]);
    expect((await browser.ask('/sign-out', { method: 'POST', headers: FROM_THE_PAGE })).status).toBe(303);
    expect(told.map(({ status }) => status)).toEqual([200]);
    expect([await isLetIn(token), await isLetIn(other)]).toEqual(['account-ended', true]);
  });

  it('at ESIA itself ends the portal’s session and what began in it', async () => {
    const browser = await signedIn();
    const token = await tokenOf(browser);
    await leaveEsia(browser, `${origins.esia}/session/end`);
    expect(await isLetIn(token)).toBe('account-ended');
    const answer = await browser.ask('/token', { method: 'POST', headers: FROM_THE_PAGE });
    expect(answer.status).toBe(401);
  });

  it('is told when somebody signs in anew in the same browser', async () => {
    const browser = await signedIn();
    const token = await tokenOf(browser);
    await browser.signIn('per_matrosova');
    expect(await isLetIn(token)).toBe('account-ended');
    expect(await isLetIn(await tokenOf(browser))).toBe(true);
  });

  it('does not wait for a consultation server that is away', async () => {
    const alone = await openTwoOrigins();
    try {
      const browser = alone.browser();
      await browser.signIn('per_matrosova');
      const gone = await browser.ask('/sign-out', { method: 'POST', headers: FROM_THE_PAGE });
      expect(gone.status).toBe(303);
    } finally {
      await alone.close();
    }
  });

  it('is believed from ESIA alone', async () => {
    const browser = await signedIn();
    const token = await tokenOf(browser);
    const forged = await origins.desk.mintLogout({ person: 'per_matrosova', sid: 'x' });
    for (const said of [forged, 'a.b.c', '']) {
      const answer = await origins.request('/backchannel-logout', {
        method: 'POST',
        body: new URLSearchParams({ logout_token: said }),
      });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(await isLetIn(token)).toBe(true);
  });
});
