import { SearchPage, SearchQuery } from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import { searchEntries, type SearchDeps } from './search-service.js';

/** `/v1/chats/:chatId/search`: what was said in one chat, found by its words. */
export const searchRoutes = (deps: SearchDeps) =>
  new Hono<SignedIn>().get(
    '/:chatId/search',
    describe('Finds messages of a chat and its conclusion by their words, newest first', SearchPage),
    checkPath('chatId'),
    check('query', SearchQuery),
    throttlePerson(deps, 'searches-per-person'),
    async (c) => {
      const asked = { ...c.req.valid('param'), actor: c.var.identity };
      return c.json(await searchEntries(deps, asked, c.req.valid('query')));
    },
  );
