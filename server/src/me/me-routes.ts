import { Me } from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';

/** `/v1/me`: who the server takes the caller for. */
export const meRoutes = ({ stores, config, now }: Pick<Deps, 'stores' | 'config' | 'now'>) =>
  new Hono<SignedIn>().get('/', describe('Who the caller is to this server', Me), async (c) => {
    const { person, role, level, organisation } = c.var.identity;
    const { fileBytes, filesPerMessage, filesPerChat, bytesPerChat } = config;
    const known = await stores.people.find(person);
    const me: Me = {
      id: person,
      role,
      level,
      organisation,
      name: known?.name ?? null,
      now: now(),
      epoch: stores.epoch,
      files: { fileBytes, filesPerMessage, filesPerChat, bytesPerChat },
    };
    return c.json(me);
  });
