import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { PortalDeps, PortalEnv } from './app.js';

const MOST = 8 * 1024;

/** `/backchannel-logout`: ESIA tells that somebody has signed out there; their sessions end here, and what began here ends with them. */
export function esiaLogoutRoutes({ esia, sessions, consult }: PortalDeps): Hono<PortalEnv> {
  return new Hono<PortalEnv>().post('/backchannel-logout', bodyLimit({ maxSize: MOST }), async (c) => {
    c.header('Cache-Control', 'no-store');
    const { logout_token: token } = await c.req.parseBody();
    const ended = typeof token === 'string' ? await esia.readLogout(token) : undefined;
    if (!ended) return c.json({ error: 'invalid_request' }, 400);
    const over = sessions.closeAll(
      ({ person, esiaSession }) =>
        person === ended.person && (ended.session === undefined || esiaSession === ended.session),
    );
    await Promise.all(over.map((session) => consult.tellEnded(session)));
    return c.body(null, 200);
  });
}
