import {
  EndedPushSubscription,
  NewPushSubscription,
  NoticesPage,
  NoticesQuery,
  NoticesRead,
  PushOffer,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import {
  markNoticesRead,
  offerPush,
  readNotices,
  subscribe,
  unsubscribe,
  type NoticeDeps,
} from './notice-service.js';

/** `/v1/notices`: what one was told of. */
export const noticeRoutes = (deps: NoticeDeps) =>
  new Hono<SignedIn>()
    .get(
      '/',
      describe('What the caller was told of, newest first', NoticesPage),
      check('query', NoticesQuery),
      async (c) => c.json(await readNotices(deps, c.var.identity, c.req.valid('query'))),
    )
    .put(
      '/read',
      describe('Marks a notice and all before it as read', null, 204),
      check('json', NoticesRead),
      async (c) => {
        await markNoticesRead(deps, c.var.identity, c.req.valid('json').upTo);
        return c.body(null, 204);
      },
    );

/** `/v1/me/push-subscriptions`: the caller's browsers that want to be told. */
export const pushRoutes = (deps: NoticeDeps) =>
  new Hono<SignedIn>()
    .get('/', describe('By which key a browser subscribes to web push, if at all', PushOffer), (c) =>
      c.json(offerPush(deps, c.var.identity)),
    )
    .put(
      '/',
      describe('Tells this browser too', null, 204),
      check('json', NewPushSubscription),
      async (c) => {
        await subscribe(deps, c.var.identity, c.req.valid('json'));
        return c.body(null, 204);
      },
    )
    .delete(
      '/',
      describe('Tells this browser nothing any more', null, 204),
      check('json', EndedPushSubscription),
      async (c) => {
        await unsubscribe(deps, c.var.identity, c.req.valid('json').endpoint);
        return c.body(null, 204);
      },
    );
