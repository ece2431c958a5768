import { type Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import type { PortalEnv } from './app.js';
import type { PortalConfig } from './config.js';
import { flat, MENUS, type MenuItem, TOP } from './menu.js';
import { ownPath } from './own-path.js';
import { chatPage } from './pages/chat-page.js';
import { elementsPage, ownPage } from './pages/elements-page.js';
import { cabinetPage, informationPage, messagePage, sectionPage, startPage } from './pages/text-pages.js';
import type { Session } from './sessions.js';
import { LANG_COOKIE, THEME_COOKIE, THEMES, viewOf } from './view.js';

const YEAR = 365 * 24 * 60 * 60;

/** The pages people read. */
export function pageRoutes({ origin, consult }: PortalConfig): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();

  app.get('/', (c) => (c.var.session ? c.redirect('/cabinet') : c.html(startPage(viewOf(c, undefined)))));

  for (const { path, name } of TOP)
    app.get(path, (c) => {
      const view = viewOf(c, c.var.session);
      return c.html(
        name === 'information' ? informationPage(view) : sectionPage(view, { name, content: 'portal' }),
      );
    });

  app.get('/settings', (c) => {
    const { lang, theme, back } = c.req.query();
    const kept = {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: YEAR,
      secure: origin.startsWith('https:'),
    } as const;
    if (lang === 'ru' || lang === 'en') setCookie(c, LANG_COOKIE, lang, kept);
    if (THEMES.some((known) => known === theme)) setCookie(c, THEME_COOKIE, theme!, kept);
    return c.redirect(ownPath(back));
  });

  const sections = new Set(Object.values(MENUS).flatMap((menu) => flat(menu).map(({ path }) => path)));
  for (const path of sections) app.get(path, (c) => section(c, path));
  app.get('/chat/:chatId{cht_[A-Za-z0-9_-]+}', (c) => section(c, '/chat'));

  /** A section of the menu of whoever is signed in. */
  function section(c: Context<PortalEnv>, path: string): Response | Promise<Response> {
    const { session } = c.var;
    if (!session) return c.redirect(`/sign-in?to=${encodeURIComponent(c.req.path)}`);
    const view = viewOf(c, session);
    const item = flat(MENUS[session.role]).find((one) => one.path === path);
    if (item)
      return c.html(
        draw(view, session, item, { chatId: c.req.param('chatId'), requestId: c.req.query('request') }),
      );
    return c.html(messagePage(view, { title: view.text.notFoundTitle, text: view.text.notForRoleText }), 404);
  }

  function draw(
    view: ReturnType<typeof viewOf>,
    session: Session,
    item: MenuItem,
    shown: { readonly chatId: string | undefined; readonly requestId: string | undefined },
  ) {
    const { content } = item;
    switch (content) {
      case 'chat':
        return chatPage(view, session, consult.origin, shown.chatId);
      case 'booking':
      case 'documents':
      case 'erasures':
      case 'own-data':
        return ownPage(view, consult.origin, { ...item, content });
      case 'cabinet':
        return cabinetPage(view, session);
      case 'portal':
      case 'administrationLater':
        return sectionPage(view, item);
      default:
        return elementsPage(view, consult.origin, { ...item, content }, shown.requestId);
    }
  }

  return app;
}
