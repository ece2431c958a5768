import { moscowDay } from '@consult/core';
import { AccessesPage, AccessesQuery, ExportedConversation, ExportQuery } from '@consult/core/wire';
import { Hono } from 'hono';
import { describeRoute, resolver } from 'hono-openapi';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import { exportChat, readAccesses, type RecordDeps } from './record-service.js';

const TYPES = { html: 'text/html; charset=utf-8', json: 'application/json' } as const;

/** `/v1/chats`: what the patient's side may know and have of a chat beside the talk itself. */
export const recordRoutes = (deps: RecordDeps) =>
  new Hono<SignedIn>()
    .get(
      '/:chatId/accesses',
      describe('Who has looked into a chat, newest first', AccessesPage),
      checkPath('chatId'),
      check('query', AccessesQuery),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(await readAccesses(deps, asked, c.req.valid('query')));
      },
    )
    .get(
      '/:chatId/export',
      describeExport(),
      throttlePerson(deps, 'exports-per-person'),
      checkPath('chatId'),
      check('query', ExportQuery),
      async (c) => {
        const query = c.req.valid('query');
        const file = await exportChat(deps, { ...c.req.valid('param'), actor: c.var.identity }, query);
        return c.body(file, 200, {
          'Content-Type': TYPES[query.format],
          'Content-Disposition': `attachment; filename="consultation-${moscowDay(deps.now())}.${query.format}"`,
        });
      },
    );

function describeExport() {
  const summary = 'A finished conversation as a file: HTML for people, JSON with a hash chain for programs';
  return describeRoute({
    summary,
    responses: {
      200: {
        description: summary,
        content: {
          'application/json': { schema: resolver(ExportedConversation) },
          'text/html': { schema: { type: 'string' } },
        },
      },
    },
  });
}
