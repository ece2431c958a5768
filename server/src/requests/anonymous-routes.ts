import { ConsultError } from '@consult/core';
import {
  AnonymousAnswer,
  AnonymousLookup,
  ConsentDocuments,
  NewAnonymousRequest,
  RequestAnswer,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { readJson } from '../http/body.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { Deps } from '../deps.js';
import type { Anyone } from '../http/env.js';
import { refuseOrigins } from '../http/sign-in.js';
import { throttleAnonymous } from '../http/throttle.js';
import { readDataDocument, registerUnknown, viewUnknown, type AnonymousDeps } from './anonymous-service.js';

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
      '/consent-documents',
      describe('The document that an application without an account accepts', ConsentDocuments),
      async (c) => c.json({ documents: await readDataDocument(deps) }),
    )
    .post(
      '/lookup',
      describe('A request without an account, by its number and its secret', RequestAnswer),
      check('json', AnonymousLookup),
      async (c) => {
        const request = await viewUnknown(deps, c.req.valid('json'));
        return c.json({ epoch: deps.stores.epoch, now: deps.now(), request });
      },
    );

const whereTheyAreOn = ({ anonymousRequests }: Deps['config']) =>
  createMiddleware<Anyone>(async function whereTheyAreOn(_, next) {
    if (!anonymousRequests) throw new ConsultError('not-found');
    await next();
  });
