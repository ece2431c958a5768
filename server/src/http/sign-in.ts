import { ConsultError } from '@consult/core';
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.js';
import type { Anyone, SignedIn } from './env.js';

/** Lets in whoever brings a good access token, and says so to all that comes after. */
export const signIn = ({ identify }: Pick<Deps, 'identify'>) =>
  createMiddleware<SignedIn>(async function signIn(c, next) {
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (!token) throw new ConsultError('signed-out');
    c.set('identity', await identify(token));
    await next();
  });

/** A page that is not on the list is refused by the server too, not only by its browser. */
export const refuseOrigins = ({ config }: Pick<Deps, 'config'>) =>
  createMiddleware<Anyone>(async function refuseOrigins(c, next) {
    const origin = c.req.header('Origin');
    if (origin !== undefined && !config.origins.includes(origin)) throw new ConsultError('origin-refused');
    await next();
  });
