import { READINESS_LIFE, refusalToLead, refusalToTellReadiness } from '@consult/core';
import { ReadinessReport, ReadinessView } from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';

/** `/v1/chats/:chatId/readiness`: whether somebody's devices and lines are ready for a call. */
export const readinessRoutes = ({ stores, now }: Pick<Deps, 'stores' | 'now'>) =>
  new Hono<SignedIn>()
    .get(
      '/:chatId/readiness',
      describe('The newest check of the patient’s side, for the doctor', ReadinessView),
      checkPath('chatId'),
      async (c) => {
        const access = { ...c.req.valid('param'), actor: c.var.identity, now: now() };
        const since = access.now - READINESS_LIFE;
        const report = await stores.readiness.newest(access, since, (_, standing) => refusalToLead(standing));
        return c.json({ now: access.now, report: report ?? null });
      },
    )
    .put(
      '/:chatId/readiness',
      describe('Tells what a check of one’s own devices has found', null, 204),
      checkPath('chatId'),
      check('json', ReadinessReport),
      async (c) => {
        const access = { ...c.req.valid('param'), actor: c.var.identity, now: now() };
        await stores.readiness.tell(access, c.req.valid('json').findings, refusalToTellReadiness);
        return c.body(null, 204);
      },
    );
