import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { etag } from 'hono/etag';
import type { PortalConfig } from './config.js';
import type { ConsultServer } from './consult-server.js';
import { SignInError, type Esia } from './esia.js';
import { esiaLogoutRoutes } from './esia-logout-routes.js';
import { headers } from './headers.js';
import { pageRoutes } from './page-routes.js';
import { messagePage, signInProblemPage } from './pages/text-pages.js';
import type { Session, Sessions } from './sessions.js';
import { signInRoutes } from './sign-in-routes.js';
import type { TokenDesk } from './token-desk.js';
import { viewOf } from './view.js';

/** Everything the portal needs from outside. */
export interface PortalDeps {
  readonly config: PortalConfig;
  readonly esia: Esia;
  readonly sessions: Sessions;
  readonly desk: TokenDesk;
  readonly consult: ConsultServer;
  readonly folders: Folders;
  now(): number;
}

/** Where the files lie that a page loads. */
export interface Folders {
  /** The portal's own style and icon. */
  readonly public: string;
  /** The portal's own scripts, built. */
  readonly page: string;
  /** `@consult/elements/cdn`, as published. */
  readonly elements: string;
  /** The smallest page that embeds the elements. */
  readonly plainHtml: string;
}

/** What the middlewares have put on a request's context. */
export interface PortalEnv {
  Variables: { session: Session | undefined };
}

/** The cookie that holds a session's secret; its name says `__Host-` where the portal speaks https. */
export const sessionCookie = ({ origin }: Pick<PortalConfig, 'origin'>): string =>
  origin.startsWith('https:') ? '__Host-portal_session' : 'portal_session';

export function createPortal(deps: PortalDeps): Hono<PortalEnv> {
  const { config, sessions, desk, folders } = deps;
  const app = new Hono<PortalEnv>();

  app.use(headers(config));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/.well-known/jwks.json', (c) =>
    c.json(desk.jwks, 200, { 'Cache-Control': 'public, max-age=300' }),
  );
  files(app, folders);

  app.route('/', esiaLogoutRoutes(deps)); // before `csrf`: ESIA's server sends a form, and proves itself by its signature
  app.use(csrf({ origin: config.origin }));
  app.use(async (c, next) => {
    c.set('session', sessions.find(getCookie(c, sessionCookie(config))));
    c.header('Cache-Control', 'no-store');
    await next();
  });

  // The page asks for tokens by itself: with the cookie, from this origin (csrf above), and with a header no form can send.
  app.post('/token', async (c) => {
    if (c.req.header('X-Portal') !== 'page') return c.json({ code: 'invalid' }, 400);
    const { session } = c.var;
    return session ? c.json(await desk.mint(session)) : c.json({ code: 'signed-out' }, 401);
  });
  app.route('/', signInRoutes(deps));
  app.route('/', pageRoutes(config));

  app.notFound((c) => {
    const view = viewOf(c, c.var.session);
    const { notFoundTitle: title, notFoundText: text } = view.text;
    return c.html(messagePage(view, { title, text }), 404);
  });
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    const view = viewOf(c, c.var.session);
    if (error instanceof SignInError)
      return c.html(signInProblemPage(view, error.problem), error.problem === 'unavailable' ? 503 : 400);
    console.error(`portal: ${error.name} at ${c.req.method} ${c.req.routePath}`);
    const { brokenTitle: title, brokenText: text } = view.text;
    return c.html(messagePage(view, { title, text }), 500);
  });
  return app;
}

/** Own files and the elements. Chunks carry a hash in their name and never change; the rest is asked about each time. */
function files(app: Hono<PortalEnv>, folders: Folders): void {
  const from = (root: string, prefix = '') =>
    serveStatic({ root, rewriteRequestPath: (path) => path.slice(prefix.length) });

  app.use('/consult/chunks/*', async (c, next) => {
    await next();
    if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable');
  });
  for (const path of ['/portal.css', '/icon.svg', '/page/*', '/consult/*', '/plain-html/*'])
    app.use(path, etag());
  app.get('/portal.css', from(folders.public));
  app.get('/icon.svg', from(folders.public));
  app.get('/page/*', from(folders.page, '/page'));
  app.get('/consult/*', from(folders.elements, '/consult'));
  app.get('/plain-html/*', from(folders.plainHtml, '/plain-html'));
}
