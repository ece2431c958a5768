import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { Deps } from '../deps.js';
import type { Anyone } from './env.js';
import { refusalOf } from './errors.js';

/**
 * Gives every request an id of our own making and one line in the log: which route, how it ended, how long it took.
 *
 * An id sent from outside is not taken over: whatever is in it would end up in the log.
 */
export const observe = ({ log, newId, now }: Pick<Deps, 'log' | 'newId' | 'now'>) =>
  createMiddleware<Anyone>(async function observe(c, next) {
    const requestId = newId('request');
    const begun = now();
    c.set('requestId', requestId);
    c.set('log', log);
    c.header('X-Request-Id', requestId);
    await next();
    const identity = c.get('identity');
    log.info(
      {
        requestId,
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: now() - begun,
        ...(identity && { person: identity.person }),
        ...(c.error && { code: c.error instanceof HTTPException ? 'invalid' : refusalOf(c.error) }),
      },
      'request',
    );
  });
