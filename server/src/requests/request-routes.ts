import {
  NewRequest,
  OfferAcceptance,
  OfferRefusal,
  RequestAnswer,
  RequestsPage,
  RequestsQuery,
  type RequestView,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import {
  acceptOffer,
  listRequests,
  refuseOffer,
  register,
  viewRequest,
  withdrawRequest,
  type RequestDeps,
} from './request-service.js';

const answerOf = ({ stores, now }: RequestDeps, request: RequestView): RequestAnswer => ({
  epoch: stores.epoch,
  now: now(),
  request,
});

/** `/v1/requests`: deferred requests, for the patient's side. Each command may be sent again. */
export const requestRoutes = (deps: RequestDeps) =>
  new Hono<SignedIn>()
    .post(
      '/',
      describe('Registers a deferred request; the same key is the same request', RequestAnswer, 201),
      check('json', NewRequest),
      async (c) => c.json(answerOf(deps, await register(deps, c.var.identity, c.req.valid('json'))), 201),
    )
    .get(
      '/',
      describe('One’s own requests and those of whom one speaks for', RequestsPage),
      check('query', RequestsQuery),
      async (c) => c.json(await listRequests(deps, c.var.identity, c.req.valid('query'))),
    )
    .get('/:requestId', describe('One request', RequestAnswer), checkPath('requestId'), async (c) => {
      const asked = { ...c.req.valid('param'), actor: c.var.identity };
      return c.json(answerOf(deps, await viewRequest(deps, asked)));
    })
    .post(
      '/:requestId/offers/:offerId/accept',
      describe('Accepts a time that was offered', RequestAnswer),
      checkPath('requestId', 'offerId'),
      check('json', OfferAcceptance),
      async (c) => {
        const { requestId, offerId } = c.req.valid('param');
        const asked = { requestId, actor: c.var.identity };
        return c.json(answerOf(deps, await acceptOffer(deps, asked, offerId)));
      },
    )
    .post(
      '/:requestId/offers/:offerId/refuse',
      describe('Refuses a time that was offered', RequestAnswer),
      checkPath('requestId', 'offerId'),
      check('json', OfferRefusal),
      async (c) => {
        const { requestId, offerId } = c.req.valid('param');
        const asked = { requestId, actor: c.var.identity };
        return c.json(answerOf(deps, await refuseOffer(deps, asked, offerId, c.req.valid('json'))));
      },
    )
    .post(
      '/:requestId/withdraw',
      describe('Withdraws a request', RequestAnswer),
      checkPath('requestId'),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await withdrawRequest(deps, asked)));
      },
    );
