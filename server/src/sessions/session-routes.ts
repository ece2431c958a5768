import { codeOf, ConsultError } from '@consult/core';
import { BackchannelLogout } from '@consult/core/wire';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describeRoute, resolver } from 'hono-openapi';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import type { ServerConfig } from '../deps.js';
import { describe } from '../http/describe.js';
import type { Anyone, SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { endSessions, restoreRole, revokeRole, takeLogout, type SessionDeps } from './session-service.js';

const FORM = 'application/x-www-form-urlencoded';

/** `/v1/backchannel-logout`: asked by the portal's server, which proves itself by the token and by nothing else. */
export const logoutRoutes = (deps: SessionDeps & { readonly config: Pick<ServerConfig, 'bodyBytes'> }) =>
  new Hono<Anyone>().post(
    '/',
    describeRoute({
      summary: 'Ends a session, or all of a person: OpenID Connect Back-Channel Logout 1.0',
      requestBody: { required: true, content: { [FORM]: { schema: resolver(BackchannelLogout) as never } } },
      responses: { 200: { description: 'It has ended' } },
    }),
    bodyLimit({
      maxSize: deps.config.bodyBytes,
      onError: () => {
        throw new ConsultError('too-large');
      },
    }),
    async (c) => {
      if (!c.req.header('Content-Type')?.toLowerCase().startsWith(FORM)) throw new HTTPException(415);
      const form = v.safeParse(
        BackchannelLogout,
        await c.req.parseBody({ all: true }) /* the same twice: an array, and refused */,
      );
      if (!form.success) throw new HTTPException(400);
      await takeLogout(deps, form.output.logout_token).catch(refuse);
      return c.body(null, 200);
    },
  );

/** §2.8: whatever is wrong with the token is 400; that the portal's keys cannot be had is worth another try. */
function refuse(cause: unknown): never {
  const code = codeOf(cause);
  throw code === 'signed-out' || code === 'invalid' ? new HTTPException(400, { cause }) : cause;
}

/** `/v1/people/:personId/…`: what an administrator ends for somebody. */
export const personSessionRoutes = (deps: SessionDeps) =>
  new Hono<SignedIn>()
    .post(
      '/:personId/sessions/end',
      describe('Ends all sessions of a person', null, 204),
      checkPath('personId'),
      async (c) => {
        await endSessions(deps, c.var.identity, c.req.valid('param').personId);
        return c.body(null, 204);
      },
    )
    .delete(
      '/:personId/roles/:role',
      describe('Takes a role from a person', null, 204),
      checkPath('personId', 'role'),
      async (c) => {
        const { personId: person, role } = c.req.valid('param');
        await revokeRole(deps, c.var.identity, { person, role });
        return c.body(null, 204);
      },
    )
    .put(
      '/:personId/roles/:role',
      describe('Gives a role back', null, 204),
      checkPath('personId', 'role'),
      async (c) => {
        const { personId: person, role } = c.req.valid('param');
        await restoreRole(deps, c.var.identity, { person, role });
        return c.body(null, 204);
      },
    );
