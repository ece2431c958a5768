import { ConsultError } from '@consult/core';
import { AnonymousAnswer, NewAnonymousRequest, RequestAnswer, SecretQuery } from '@consult/core/wire';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { readJson } from '../http/body.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { Deps } from '../deps.js';
import type { Anyone } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { refuseOrigins } from '../http/sign-in.js';
import { throttleAnonymous } from '../http/throttle.js';
import { registerUnknown, viewUnknown, type AnonymousDeps } from './anonymous-service.js';

/**
 * `/v1/anonymous-requests`: requests of people without an account, where the installation lets them. They stand before the
 * sign-in; where they are off they are not there.
 */
export const anonymousRoutes = (deps: AnonymousDeps) =>
  new Hono<Anyone>()
    .use(refuseOrigins(deps), readJson(deps.config), whereTheyAreOn(deps.config))
    .post(
      '/',
      describe('Registers a request without an account', AnonymousAnswer, 201),
      throttleAnonymous(deps),
      check('json', NewAnonymousRequest),
      async (c) => {
        const answer = await registerUnknown(deps, c.req.valid('json'));
        return c.json({ epoch: deps.stores.epoch, now: deps.now(), ...answer }, 201);
      },
    )
    .get(
      '/:requestId',
      describe('A request without an account, by its secret', RequestAnswer),
      checkPath('requestId'),
      check('query', SecretQuery),
      async (c) => {
        const { requestId } = c.req.valid('param');
        const request = await viewUnknown(deps, requestId, c.req.valid('query').secret);
        return c.json({ epoch: deps.stores.epoch, now: deps.now(), request });
      },
    );

const whereTheyAreOn = ({ anonymousRequests }: Deps['config']) =>
  createMiddleware<Anyone>(async function whereTheyAreOn(_, next) {
    if (!anonymousRequests) throw new ConsultError('not-found');
    await next();
  });
