import { ConsultError } from '@consult/core';
import { createMiddleware } from 'hono/factory';
import type { Deps, Limiter, LimitRule } from '../deps.js';
import type { Anyone, SignedIn } from './env.js';

type Counting = Pick<Deps, 'limiter'>;

/** Counts every request of a network address, before anything is known about who asks. */
export const throttleAddress = ({ limiter }: Counting) =>
  createMiddleware<Anyone>(async function throttleAddress(c, next) {
    const address = c.env?.address;
    if (address !== undefined) await take(limiter, 'requests-per-address', address);
    await next();
  });

/**
 * Counts what a signed-in person writes: all of it, and again within each chat.
 *
 * The chat's count is kept per person: a stranger who knows a chat's id must not be able to use it up for those in it.
 * Read marks do not count in the chat: reading along with a fast talker is not talking. Nor does telling that one is
 * writing, which has a limit of its own. What the pages of a call tell one another is no writing of a person's at all:
 * it must not use up what somebody may say.
 */
export const throttleWrites = ({ limiter }: Counting) =>
  createMiddleware<SignedIn>(async function throttleWrites(c, next) {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const { person } = c.get('identity');
      const [, chat, verb] = /^\/v1\/chats\/([^/]+)\/([^/]+)/.exec(c.req.path) ?? [];
      if (!COUNTED_APART.test(c.req.path)) await take(limiter, 'writes-per-person', person);
      if (chat && verb !== 'read' && verb !== 'typing')
        await take(limiter, 'writes-per-chat', `${person} ${chat}`);
    }
    await next();
  });

/** Where a machine speaks, with a limit of its own. */
const COUNTED_APART = /^\/v1\/calls\/[^/]+\/(signals|media|tickets)$/;

/** Counts what a person asks of one kind, each of which costs more than most. */
export const throttlePerson = ({ limiter }: Counting, rule: LimitRule) =>
  createMiddleware<SignedIn>(async function throttlePerson(c, next) {
    await take(limiter, rule, c.var.identity.person);
    await next();
  });

/** Counts what a network address asks for without an account. Where there is no network there is nobody to count. */
export const throttleAnonymous = ({ limiter }: Counting) =>
  createMiddleware<Anyone>(async function throttleAnonymous(c, next) {
    const address = c.env?.address;
    if (address !== undefined) await take(limiter, 'anonymous-requests-per-address', address);
    await next();
  });

/** Counts one use. @throws ConsultError `too-many-requests` */
export async function take(limiter: Limiter, rule: LimitRule, key: string): Promise<void> {
  const wait = await limiter.take(rule, key);
  if (wait > 0) throw new ConsultError('too-many-requests', { retryAfter: wait });
}
