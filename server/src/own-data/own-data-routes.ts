import {
  ErasureAnswer,
  ErasuresQuery,
  ErasureWish,
  Erasures,
  OwnAccessesPage,
  OwnAccessesQuery,
  OwnData,
  OwnQuery,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import {
  approveErasure,
  askErasure,
  exportOwnData,
  type OwnDataDeps,
  readErasures,
  readOwnAccesses,
  readOwnErasures,
} from './own-data-service.js';

/** `/v1/me/…`: what a patient may know, have and have destroyed of all that is kept. */
export const ownDataRoutes = (deps: OwnDataDeps) =>
  new Hono<SignedIn>()
    .get(
      '/accesses',
      describe('Who has looked into one’s whole record, newest first', OwnAccessesPage),
      check('query', OwnAccessesQuery),
      async (c) => c.json(await readOwnAccesses(deps, c.var.identity, c.req.valid('query'))),
    )
    .get(
      '/export',
      describe('All that is kept of a person', OwnData),
      throttlePerson(deps, 'exports-per-person'),
      check('query', OwnQuery),
      async (c) => {
        const file = await exportOwnData(deps, c.var.identity, c.req.valid('query').patient);
        return c.body(file, 200, { 'Content-Type': 'application/json' });
      },
    )
    .get(
      '/erasure',
      describe('What has come of one’s wishes to have data destroyed', Erasures),
      check('query', OwnQuery),
      async (c) => c.json(await readOwnErasures(deps, c.var.identity, c.req.valid('query').patient)),
    )
    .post(
      '/erasure',
      describe('Asks to destroy what need not be kept', ErasureAnswer, 201),
      check('json', ErasureWish),
      async (c) =>
        c.json({ erasure: await askErasure(deps, c.var.identity, c.req.valid('json').patient) }, 201),
    );

/** `/v1/erasures`: what two administrators see to. */
export const erasureRoutes = (deps: OwnDataDeps) =>
  new Hono<SignedIn>()
    .get(
      '/',
      describe('What is to be destroyed, the most urgent first, or what was', Erasures),
      check('query', ErasuresQuery),
      async (c) => c.json(await readErasures(deps, c.var.identity, c.req.valid('query'))),
    )
    .post(
      '/:erasureId/approve',
      describe('Approves a destruction; the second administrator’s word does it', ErasureAnswer),
      checkPath('erasureId'),
      async (c) =>
        c.json({ erasure: await approveErasure(deps, c.var.identity, c.req.valid('param').erasureId) }),
    );
