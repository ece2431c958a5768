import { refusalToCheckLines, refuseIf } from '@consult/core';
import { IceServersAnswer } from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { throttlePerson } from '../http/throttle.js';

/** As long as a check may take: what it is given is good for nothing else. */
const CHECK_MS = 2 * 60_000;

/** `/v1/ice-servers`: the servers a call would use, for somebody who checks their line before there is one. */
export const iceRoutes = (deps: Pick<Deps, 'iceServers' | 'limiter' | 'now' | 'newId'>) =>
  new Hono<SignedIn>().post(
    '/',
    describe('The ICE servers of a call, for a check before one', IceServersAnswer, 201),
    throttlePerson(deps, 'ice-checks-per-person'),
    async (c) => {
      refuseIf(refusalToCheckLines(c.var.identity));
      const now = deps.now();
      // A name of no call, and of nobody: the TURN server writes names into its log.
      const wish = { call: deps.newId('call'), now, endsBy: now + CHECK_MS };
      const { servers: iceServers, until: iceExpiresAt } = await deps.iceServers(wish);
      return c.json({ now, iceServers, iceExpiresAt } satisfies IceServersAnswer, 201);
    },
  );
