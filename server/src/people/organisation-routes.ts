import { OrganisationRecord, OrganisationView } from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { type PeopleDeps, putOrganisation } from './people-service.js';

/** `/v1/organisations`: the medical organisations that consult. */
export const organisationRoutes = (deps: PeopleDeps) =>
  new Hono<SignedIn>().put(
    '/:organisationId',
    describe('Enters or corrects an organisation', OrganisationView),
    checkPath('organisationId'),
    check('json', OrganisationRecord),
    async (c) => {
      const organisation = { id: c.req.valid('param').organisationId, ...c.req.valid('json') };
      return c.json(await putOrganisation(deps, c.var.identity, organisation));
    },
  );
