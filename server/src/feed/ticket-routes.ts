import { FeedTicket, FeedTicketWish } from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { throttlePerson } from '../http/throttle.js';

/** `/v1/feed-tickets`: a browser cannot send a header with a WebSocket, so it brings a ticket fetched here. */
export const ticketRoutes = (deps: Pick<Deps, 'feed' | 'limiter'>) =>
  new Hono<SignedIn>().post(
    '/',
    describe('A single-use ticket that opens the live feed', FeedTicket, 201),
    throttlePerson(deps, 'tickets-per-person'),
    check('json', FeedTicketWish),
    (c) => {
      const { family } = c.req.valid('json');
      const origin = c.req.header('Origin') ?? null;
      const ticket: FeedTicket = deps.feed.issueTicket({ ...c.var.identity, family }, origin);
      return c.json(ticket, 201);
    },
  );
