import type { IncomingMessage } from 'node:http';
import { readFile } from 'node:fs/promises';
import type Provider from 'oidc-provider';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { errorPage, signInPage } from './pages.js';
import type { EsiaPerson } from './people.js';

/** A form of this page is one short field. */
const FORM_BYTES = 1_024;

const FILES: Readonly<Record<string, string>> = {
  '/esia.css': 'text/css',
  '/sign-out.js': 'text/javascript',
};

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** Our own pages in front of the provider: the choice of a person, its style, and a word for those who watch over it. */
export function ownPages(provider: Provider, people: readonly EsiaPerson[], publicFolder: URL): Middleware {
  return async (ctx, next) => {
    const type = FILES[ctx.path];
    if (type) {
      ctx.type = type;
      ctx.body = await readFile(new URL(`.${ctx.path}`, publicFolder));
    } else if (ctx.path === '/healthz') {
      ctx.body = { status: 'ok' };
    } else if (/^\/interaction\/[\w-]+$/.test(ctx.path)) {
      await choose(provider, people, ctx);
    } else {
      await next();
    }
  };
}

async function choose(
  provider: Provider,
  people: readonly EsiaPerson[],
  ctx: KoaContextWithOIDC,
): Promise<void> {
  try {
    await provider.interactionDetails(ctx.req, ctx.res);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    ctx.status = 400;
    ctx.body = errorPage('session_not_found');
    return;
  }

  ctx.set('Cache-Control', 'no-store');
  if (ctx.method === 'POST') {
    const form = await readForm(ctx.req);
    const person = people.find(({ id }) => id === form.get('person'));
    const result = person ? { login: { accountId: person.id } } : { error: 'access_denied' };
    ctx.status = 303;
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  } else {
    ctx.type = 'html';
    ctx.body = signInPage(people, ctx.path);
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > FORM_BYTES) break;
  }
  return new URLSearchParams(text.slice(0, FORM_BYTES));
}
