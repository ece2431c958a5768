import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../examples/esia/src/config.js';
import { escape, signInPage } from '../../examples/esia/src/pages.js';
import { PEOPLE } from '../../examples/esia/src/people.js';
import { openTwoOrigins, PORTAL, type TwoOrigins } from './two-origins.js';

let origins: TwoOrigins;
beforeAll(async () => {
  origins = await openTwoOrigins();
});
afterAll(() => origins.close());

const authorization = (changes: Record<string, string | undefined> = {}) => {
  const params = {
    client_id: 'portal',
    response_type: 'code',
    scope: 'openid fullname birthdate',
    redirect_uri: `${PORTAL}/sign-in/return`,
    state: 's',
    nonce: 'n',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  };
  const said = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return fetch(`${origins.esia}/auth?${new URLSearchParams(said)}`, { redirect: 'manual' });
};

describe('the ESIA stand-in', () => {
  it('shows everybody of the demo as a button with a name and a level', async () => {
    const browser = origins.browser();
    const page = await (await browser.visit('/sign-in')).text();
    for (const { id, name } of PEOPLE) {
      expect(page).toContain(`value="${id}"`);
      expect(page).toContain([name.family, name.given, name.patronymic].filter(Boolean).join(' '));
    }
    expect(page).toContain('<html lang="ru">');
    expect(PEOPLE.some(({ level }) => level === 'simplified')).toBe(true);
  });

  it('loads nothing from anybody else and allows nothing in the markup', async () => {
    const answer = await origins.browser().visit('/sign-in');
    expect(answer.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(await answer.text()).not.toMatch(/https?:\/\/|<style|\sstyle=|<script/);
    const css = await fetch(`${origins.esia}/esia.css`);
    expect(css.headers.get('content-type')).toContain('text/css');
    expect(await css.text()).not.toContain('url(');
  });

  it('insists on PKCE', async () => {
    const answer = await authorization({ code_challenge: undefined, code_challenge_method: undefined });
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });

  it('sends nobody to an address that is not registered, letter for letter', async () => {
    for (const redirect_uri of [
      `${PORTAL}/sign-in/return/`,
      `${PORTAL}/other`,
      'https://evil.example/sign-in/return',
    ]) {
      const answer = await authorization({ redirect_uri });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('location')).toBeNull();
      expect(await answer.text()).toContain('Вход не удался');
    }
  });

  it('gives a code for one use', async () => {
    const answer = await fetch(`${origins.esia}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa('portal:a wrong secret')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'x',
        redirect_uri: `${PORTAL}/sign-in/return`,
      }),
    });
    expect(answer.status).toBe(401);
  });

  it('says so when a choice comes too late', async () => {
    const answer = await fetch(`${origins.esia}/interaction/no-such-one`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('начните вход заново');
  });

  it('shows markup in a name as text', () => {
    const page = signInPage(
      [{ ...PEOPLE[0]!, name: { family: '<img src=x onerror=alert(1)>', given: '"' } }],
      '/x',
    );
    expect(page).not.toContain('<img');
    expect(escape(`<&>"'`)).toBe('&#60;&#38;&#62;&#34;&#39;');
  });

  it('names the variable that is broken', () => {
    expect(() => readConfig({ ESIA_PORT: 'x', ESIA_CLIENT_SECRET: 's' })).toThrow('ESIA_PORT');
    expect(() => readConfig({})).toThrow('ESIA_CLIENT_SECRET');
    expect(() => readConfig({ ESIA_CLIENT_SECRET: 's', PORTAL_ORIGIN: 'nonsense' })).toThrow('PORTAL_ORIGIN');
  });
});
