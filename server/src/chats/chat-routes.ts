import {
  ChatAnswer,
  ChatsPage,
  ChatsQuery,
  Delivered,
  EntriesPage,
  EntriesQuery,
  EntryAnswer,
  EntryDraft,
  ReadMark,
} from '@consult/core/wire';
import { Hono } from 'hono';
import type { ConclusionDeps } from '../conclusions/conclusion-service.js';
import { consultationRoutes } from '../consultations/consultation-routes.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import type { Deps } from '../deps.js';
import {
  type ChatDeps,
  deleteEntry,
  listChats,
  markDelivered,
  markRead,
  postEntry,
  readEntries,
  tellTyping,
  viewChat,
} from './chat-service.js';

/** `/v1/chats`: what is said. What is decided about a consultation is in `consultation-routes`, under the same path. */
export const chatRoutes = (deps: ConclusionDeps & Pick<Deps, 'limiter'>) =>
  new Hono<SignedIn>()
    .route('/', consultationRoutes(deps))
    .get('/', describe('The chats one takes part in', ChatsPage), check('query', ChatsQuery), async (c) =>
      c.json(await listChats(deps, c.var.identity, c.req.valid('query'))),
    )
    .get('/:chatId', describe('One chat', ChatAnswer), checkPath('chatId'), async (c) => {
      const chat = await viewChat(deps, { ...c.req.valid('param'), actor: c.var.identity });
      return c.json({ epoch: deps.stores.epoch, chat });
    })
    .get(
      '/:chatId/entries',
      describe('What was said in a chat, a page of it', EntriesPage),
      checkPath('chatId'),
      check('query', EntriesQuery),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(await readEntries(deps, asked, c.req.valid('query')));
      },
    )
    .post(
      '/:chatId/entries',
      describe('Writes a message; the same key is the same message', EntryAnswer, 201),
      checkPath('chatId'),
      check('json', EntryDraft),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const entry = await postEntry(deps, asked, c.req.valid('json'));
        return c.json({ epoch: deps.stores.epoch, entry }, 201);
      },
    )
    .delete(
      '/:chatId/entries/:seq',
      describe('Takes an own message back', EntryAnswer),
      checkPath('chatId', 'seq'),
      async (c) => {
        const { chatId, seq } = c.req.valid('param');
        const entry = await deleteEntry(deps, { chatId, actor: c.var.identity }, seq);
        return c.json({ epoch: deps.stores.epoch, entry });
      },
    )
    .post(
      '/:chatId/typing',
      describe('Tells the others that one is writing', null, 204),
      throttlePerson(deps, 'typing-per-person'),
      checkPath('chatId'),
      async (c) => {
        await tellTyping(deps, { ...c.req.valid('param'), actor: c.var.identity });
        return c.body(null, 204);
      },
    )
    .put(
      '/:chatId/read',
      describe('Notes how far one has read', ChatAnswer),
      checkPath('chatId'),
      check('json', ReadMark),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const chat = await markRead(deps, asked, c.req.valid('json').seq);
        return c.json({ epoch: deps.stores.epoch, chat });
      },
    );

/** `/v1/delivered`: what has reached somebody's device, of whatever chats. */
export const deliveryRoutes = (deps: ChatDeps) =>
  new Hono<SignedIn>().put(
    '/',
    describe('Notes what has reached this device', null, 204),
    check('json', Delivered),
    async (c) => {
      await markDelivered(deps, c.var.identity, c.req.valid('json'));
      return c.body(null, 204);
    },
  );
