import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownPath } from '../../examples/portal/src/own-path.js';
import { openTokenDesk } from '../../examples/portal/src/token-desk.js';
import { choosing, FROM_THE_PAGE, openTwoOrigins, PORTAL, type TwoOrigins } from './two-origins.js';

let origins: TwoOrigins;
beforeAll(async () => {
  origins = await openTwoOrigins();
});
afterAll(() => origins.close());

const signedIn = async (person = 'per_matrosova') => {
  const browser = origins.browser();
  await browser.signIn(person);
  return browser;
};
const askToken = (browser: { ask: (path: string, init: RequestInit) => Promise<Response> }) =>
  browser.ask('/token', { method: 'POST', headers: FROM_THE_PAGE });

describe('signing in', () => {
  it('shows a stranger the start page, and nothing of the cabinet', async () => {
    const page = await (await origins.request('/')).text();
    expect(page).toContain('Портал электронных сервисов системы здравоохранения Санкт-Петербурга');
    expect(page).toContain('Для доступа ко всем сервисам войдите в личный кабинет');
    expect(page).toContain('Зарегистрироваться');
    expect(page).not.toContain('Мои посещения');
    expect((await origins.request('/chat')).headers.get('location')).toBe('/sign-in?to=%2Fchat');
  });

  it('sends to ESIA with a code, PKCE, state and nonce', async () => {
    const answer = await origins.request('/sign-in');
    const url = new URL(answer.headers.get('location')!);
    expect(url.origin).toBe(origins.esia);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{20,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      redirect_uri: `${PORTAL}/sign-in/return`,
    });
  });

  it('comes back where the person was going, with a cookie scripts cannot read', async () => {
    const browser = origins.browser();
    const { at } = await browser.visit('/sign-in?to=/chat');
    const chosen = await browser.ask(at, choosing({ person: 'per_matrosova' }));
    const resumed = await browser.ask(chosen.headers.get('location')!);
    const back = await browser.ask(resumed.headers.get('location')!);
    expect(back.headers.get('location')).toBe('/chat');
    const cookie = back.headers.getSetCookie().find((line) => line.startsWith('portal_session='))!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    const page = await (await browser.ask('/chat')).text();
    expect(page).toContain('Матросова Е.В.');
  });

  it('believes no answer twice, none without its beginning and none with another state', async () => {
    const browser = origins.browser();
    const { at } = await browser.visit('/sign-in');
    const chosen = await browser.ask(at, choosing({ person: 'per_matrosova' }));
    const answer = (await browser.ask(chosen.headers.get('location')!)).headers.get('location')!;

    const stranger = origins.browser();
    expect((await stranger.ask(answer)).status).toBe(400);
    expect(stranger.cookies.has('portal_session')).toBe(false);

    const tampered = new URL(answer);
    tampered.searchParams.set('state', 'x'.repeat(43));
    expect((await browser.ask(tampered.href)).status).toBe(400);
    expect((await browser.ask(answer)).status).toBe(400); // the attempt was used up
    expect(browser.cookies.has('portal_session')).toBe(false);
  });

  it('says in words that the person turned back', async () => {
    const browser = origins.browser();
    const { at } = await browser.visit('/sign-in');
    const page = await browser.visit(at, choosing({ cancel: 'yes' }));
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('Вход отменён');
  });

  it('ends a session that was not used, and any session in the end', async () => {
    const own = await openTwoOrigins();
    try {
      const browser = own.browser();
      await browser.signIn('per_matrosova');
      own.passes(50 * 60_000);
      expect((await askToken(browser)).status).toBe(200);
      own.passes(61 * 60_000);
      expect((await askToken(browser)).status).toBe(401);

      await browser.signIn('per_matrosova');
      for (let hour = 0; hour < 12; hour++) {
        expect((await askToken(browser)).status).toBe(200);
        own.passes(59 * 60_000);
      }
      own.passes(12 * 60_000);
      expect((await askToken(browser)).status).toBe(401);
    } finally {
      await own.close();
    }
  });

  it.each([
    ['/chat', '/chat'],
    ['/chat/cht_1?x=1', '/chat/cht_1?x=1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
  ])('takes %s as a way back only within the portal', (to, path) => {
    expect(ownPath(to)).toBe(path);
  });
});

describe('the access token', () => {
  it('says who, as what and for whom, is good for minutes and is signed by the published key', async () => {
    const browser = await signedIn('per_matrosova');
    const answer = await askToken(browser);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { token, expiresAt } = (await answer.json()) as { token: string; expiresAt: number };
    const jwks = createLocalJWKSet(await (await origins.request('/.well-known/jwks.json')).json());
    const { payload } = await jwtVerify(token, jwks, {
      issuer: PORTAL,
      audience: 'consult',
      algorithms: ['ES256'],
    });
    expect(payload).toMatchObject({ sub: 'per_matrosova', role: 'patient', org: null, acr: 'confirmed' });
    expect(payload.jti).toMatch(/^[\w-]{36}$/);
    expect(payload.sid).toMatch(/^sid_/);
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(600);
    expect(expiresAt).toBe(payload.exp! * 1000);
    expect([...browser.cookies.values()]).not.toContain(payload.sid);
  });

  it('publishes the public half of the key only, and keeps the other for its own eyes', async () => {
    const { keys } = (await (await origins.request('/.well-known/jwks.json')).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const { mode } = await stat(join(origins.data, 'signing-key.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('is signed by the same key after a restart', async () => {
    const options = { folder: origins.data, issuer: PORTAL, audience: 'consult', now: Date.now };
    const again = await openTokenDesk(options);
    expect(again.jwks).toEqual(await (await origins.request('/.well-known/jwks.json')).json());
    const session = {
      person: 'per_x',
      sid: 'sid_x',
      role: 'patient',
      organisation: null,
      level: 'confirmed',
    } as const;
    const { token } = await again.mint({
      ...session,
      name: { family: 'Х', given: 'Х' },
      esiaSession: undefined,
      idToken: '',
      openedAt: 0,
      expiresAt: Date.now() + 60_000,
    });
    expect(decodeProtectedHeader(token).kid).toBe((again.jwks.keys[0] as { kid: string }).kid);
    expect(await readFile(join(origins.data, 'signing-key.json'), 'utf8')).toContain('"d"');
  });

  it('is given to the portal’s own page alone', async () => {
    const browser = await signedIn();
    const post = (headers: Record<string, string>) => browser.ask('/token', { method: 'POST', headers });
    expect(
      (await post({ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site', 'X-Portal': 'page' }))
        .status,
    ).toBe(403);
    expect(
      (await post({ Origin: 'http://localhost:3001', 'Sec-Fetch-Site': 'same-site', 'X-Portal': 'page' }))
        .status,
    ).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ Origin: PORTAL, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(400);
    expect((await post({ ...FROM_THE_PAGE, 'Content-Type': 'application/json' })).status).toBe(200);
    expect((await browser.ask('/token')).status).toBe(404);
  });

  it('is refused to whoever is not signed in', async () => {
    const answer = await askToken(origins.browser());
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ code: 'signed-out' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('signing out', () => {
  it('ends the session here and at ESIA', async () => {
    const browser = await signedIn();
    const form = await browser.ask('/sign-out', { headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(await form.text()).toContain('data-asked');

    const gone = await browser.ask('/sign-out', { method: 'POST', headers: FROM_THE_PAGE });
    expect(gone.status).toBe(303);
    expect((await askToken(browser)).status).toBe(401);

    const esia = await browser.ask(gone.headers.get('location')!);
    const page = await esia.text();
    expect(page).toContain('/sign-out.js');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)![1]!;
    const action = /action="([^"]+)"/.exec(page)![1]!;
    const back = await browser.ask(action, choosing({ xsrf, logout: 'yes' }));
    expect(back.headers.get('location')).toBe(`${PORTAL}/`);
    // ESIA asks again who is there.
    expect((await browser.visit('/sign-in')).at).toContain('/interaction/');
  });

  it('asks first when the way here began elsewhere, and cannot be sent from elsewhere', async () => {
    const browser = await signedIn();
    const linked = await browser.ask('/sign-out', { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    expect(await linked.text()).not.toContain('data-asked');
    const forged = await browser.ask('/sign-out', {
      method: 'POST',
      headers: { Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(forged.status).toBe(403);
    expect((await askToken(browser)).status).toBe(200);
  });
});

describe('the pages', () => {
  it('give a patient the manual’s menu, word for word', async () => {
    const page = await (await (await signedIn()).ask('/cabinet')).text();
    const menu = /<nav id="menu"[\s\S]*?<\/nav>/.exec(page)![0];
    const items = [...menu.matchAll(/<a\s[^>]*>([^<]+)/g)].map(([, words]) => words!.trim());
    expect(items).toEqual([
      'Мои данные',
      'Личный кабинет',
      'Чат с врачом',
      'Мои посещения',
      'Запись к врачу',
      'Моя медкарта',
      'Сведения об аллергиях и медикаментах',
      'Мои обращения',
      'Сервисы ОМС',
      'Управление доступом',
      'Доступ к ИЭМК',
      'Мои согласия на доступ',
      'Мои уведомления',
    ]);
  });

  it('say of each section that is not ours whose it is, and mark it in the menu', async () => {
    const browser = await signedIn();
    for (const path of [
      '/profile',
      '/visits',
      '/record',
      '/allergies',
      '/insurance',
      '/access',
      '/access/iemk',
    ]) {
      const answer = await browser.ask(path);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page, path).toContain('Этот раздел принадлежит порталу.');
      expect(page).toMatch(new RegExp(`href="${path}"\\s+aria-current="page"`));
    }
  });

  it('show in each section of ours the tags that fill it, for the role it is for', async () => {
    const sections = [
      ['per_matrosova', '/appointments', 'own-place'],
      ['per_matrosova', '/requests', '<request-tracker'],
      ['per_matrosova', '/access/consents', '<consent-list'],
      ['per_matrosova', '/notifications', '<notice-list'],
      ['per_operator', '/journal', '<request-journal'],
      ['per_nikolaev', '/journal', '<request-journal'],
      ['per_administrator', '/documents', '/page/documents.js'],
      ['per_administrator', '/erasures', '/page/erasures.js'],
    ] as const;
    for (const [person, path, tag] of sections) {
      const page = await (await (await signedIn(person)).ask(path)).text();
      expect(page, path).toContain(tag);
      expect(page).toContain('<consult-provider');
      expect(page).toMatch(new RegExp(`href="${path}"\\s+aria-current="page"`));
    }
    expect((await (await signedIn()).ask('/journal')).status).toBe(404);
  });

  it('lead patients from the cabinet to the copy and the erasure of their data', async () => {
    const browser = await signedIn();
    expect(await (await browser.ask('/cabinet')).text()).toContain('href="/access/data"');
    expect(await (await browser.ask('/access/data')).text()).toContain('/page/own-data.js');
    expect((await (await signedIn('per_operator')).ask('/access/data')).status).toBe(404);
  });

  it('open the one request an address names, and nothing else it may say', async () => {
    const browser = await signedIn();
    expect(await (await browser.ask('/requests?request=req_1')).text()).toContain('request-id="req_1"');
    const odd = await (await browser.ask('/requests?request=%22%3E%3Cb%3E')).text();
    expect(odd).not.toContain('request-id');
  });

  it('always have the emergency line', async () => {
    const browser = await signedIn();
    for (const path of ['/cabinet', '/chat', '/information', '/no-such-page'])
      expect(await (await browser.ask(path)).text()).toContain('При угрозе жизни звоните 103 или 112');
    expect(await (await origins.request('/')).text()).toContain('При угрозе жизни звоните 103 или 112');
  });

  it('load no staff code for a patient, and the desk for a doctor', async () => {
    const patient = await (await (await signedIn()).ask('/chat')).text();
    expect(patient).toContain('/consult/consult-patient.js');
    expect(patient).not.toContain('consult-staff');
    expect(patient).not.toContain('consult-desk');
    const { PEOPLE } = await import('../../examples/esia/src/people.js');
    const doctor = PEOPLE.find(({ role }) => role === 'doctor')!;
    const page = await (await (await signedIn(doctor.id)).ask('/chat')).text();
    expect(page).toContain('/consult/consult-staff.js');
    expect(page).toContain('<consult-desk');
  });

  it('keep the chat of the address for a reload, and take nothing else from it', async () => {
    const browser = await signedIn();
    expect(await (await browser.ask('/chat/cht_abc')).text()).toContain('chat-id="cht_abc"');
    expect((await browser.ask('/chat/%22%3E%3Cscript%3E')).status).toBe(404);
  });

  it('refuse a section of another role', async () => {
    const browser = await signedIn();
    expect((await browser.ask('/administration')).status).toBe(404);
    expect((await browser.ask('/journal')).status).toBe(404);
  });

  it('let administrators alone publish and erase, and there are two of them', async () => {
    const menuOf = async (person: string) => {
      const page = await (await (await signedIn(person)).ask('/cabinet')).text();
      return [...page.matchAll(/href="\/(documents|erasures)"/g)].map(([, name]) => name);
    };
    const doors = ['documents', 'erasures', 'documents', 'erasures']; // in the menu and in the cabinet
    for (const person of ['per_administrator', 'per_administrator_2'])
      expect(await menuOf(person)).toEqual(doors);
    for (const person of ['per_matrosova', 'per_nikolaev', 'per_operator']) {
      expect(await menuOf(person)).toEqual([]);
      const browser = await signedIn(person);
      for (const path of ['/documents', '/erasures']) expect((await browser.ask(path)).status).toBe(404);
    }
    const stranger = await origins.request('/documents');
    expect(stranger.headers.get('location')).toBe('/sign-in?to=%2Fdocuments');
  });

  it('speak English and turn dark when asked, and lead back only within the portal', async () => {
    const browser = origins.browser();
    const answer = await browser.ask('/settings?lang=en&theme=dark&back=//evil.example');
    expect(answer.headers.get('location')).toBe('/');
    const page = await (await browser.ask('/')).text();
    expect(page).toMatch(/<html lang="en" data-theme="dark">/);
    expect(page).toContain('If life is in danger, call 103 or 112');
  });

  it('live under the strictest policy, without a script or style of their own in the markup', async () => {
    const browser = await signedIn();
    for (const path of ['/cabinet', '/chat', '/sign-out', '/information']) {
      const answer = await browser.ask(path);
      const policy = answer.headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'");
      expect(policy).toContain("connect-src 'self' http://127.0.0.1:8080 ws://127.0.0.1:8080");
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html");
      expect(policy).toContain("base-uri 'none'; frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('permissions-policy')).toContain(
        'camera=(self), microphone=(self), display-capture=(self)',
      );
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const page = await answer.text();
      expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
      expect(page).not.toMatch(/(src|href)="https?:\/\/(?!www\.gosuslugi\.ru)/);
    }
  });
});

describe('files', () => {
  it('serve the guard and refuse to leave their folders', async () => {
    const guard = await origins.request('/consult/consult-guard.js');
    expect(guard.status).toBe(200);
    expect(guard.headers.get('content-type')).toContain('javascript');
    expect((await origins.request('/page/%2e%2e/main.js')).status).toBe(404);
    expect((await origins.request('/consult/..%2fpackage.json')).status).toBe(404);
    expect((await origins.request('/plain-html/index.html')).status).toBe(200);
  });
});
