import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { sessionCookie, type PortalDeps, type PortalEnv } from './app.js';
import { SignInError, type Attempt } from './esia.js';
import { signOutPage } from './pages/chat-page.js';
import { ownPath } from './own-path.js';
import { postOf } from './staff.js';
import { viewOf } from './view.js';

const ATTEMPT_COOKIE = 'portal_sign_in';
const ATTEMPT_LIFE = 10 * 60_000;
/** Attempts nobody finished are forgotten, the oldest first: anybody may begin one. */
const MOST_ATTEMPTS = 1_000;

interface Begun extends Attempt {
  readonly to: string;
  readonly expiresAt: number;
}

/** `/sign-in`, its return from ESIA, and `/sign-out`. */
export function signInRoutes(deps: PortalDeps): Hono<PortalEnv> {
  const { config, consult, esia, sessions, now } = deps;
  const secure = config.origin.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'Lax', path: '/', secure } as const;
  const begun = new Map<string, Begun>();

  return new Hono<PortalEnv>()
    .get('/sign-in', async (c) => {
      const to = ownPath(c.req.query('to'));
      const { attempt, url } = await esia.begin();
      const secret = randomBytes(32).toString('base64url');
      begun.set(secret, { ...attempt, to, expiresAt: now() + ATTEMPT_LIFE });
      for (const oldest of begun.keys()) {
        if (begun.size <= MOST_ATTEMPTS) break;
        begun.delete(oldest);
      }
      setCookie(c, ATTEMPT_COOKIE, secret, { ...cookie, maxAge: ATTEMPT_LIFE / 1000 });
      return c.redirect(url.href);
    })

    .get('/sign-in/return', async (c) => {
      const secret = getCookie(c, ATTEMPT_COOKIE) ?? '';
      const attempt = begun.get(secret);
      begun.delete(secret); // once: an answer that comes again is not to be believed
      deleteCookie(c, ATTEMPT_COOKIE, cookie);
      if (!attempt || attempt.expiresAt <= now()) throw new SignInError('failed');

      const account = await esia.finish(new URL(c.req.url).search, attempt);
      const before = sessions.close(getCookie(c, sessionCookie(config)));
      if (before) await consult.tellEnded(before);
      setCookie(c, sessionCookie(config), sessions.open(account, postOf(account.person)), cookie);
      return c.redirect(attempt.to);
    })

    .get('/sign-out', (c) => {
      const { session } = c.var;
      if (!session) return c.redirect('/');
      const asked = c.req.header('Sec-Fetch-Site') === 'same-origin';
      return c.html(signOutPage(viewOf(c, session), session, config.consult.origin, asked));
    })

    .post('/sign-out', async (c) => {
      const { session } = c.var;
      sessions.close(getCookie(c, sessionCookie(config)));
      deleteCookie(c, sessionCookie(config), cookie);
      if (!session) return c.redirect('/', 303);
      await consult.tellEnded(session);
      // Without ESIA the portal's own session is over all the same.
      const next = await esia.signOutUrl(session.idToken).catch(() => new URL('/', config.origin));
      return c.redirect(next.href, 303);
    });
}
