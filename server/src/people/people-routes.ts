import { Attachment, PersonRecord, PersonView, Representation } from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { type PeopleDeps, putAttachment, putPerson, putRepresentative } from './people-service.js';

/** `/v1/people`: what the registry knows of people. */
export const peopleRoutes = (deps: PeopleDeps) =>
  new Hono<SignedIn>()
    .put(
      '/:personId',
      describe('Enters or corrects a person', PersonView),
      checkPath('personId'),
      check('json', PersonRecord),
      async (c) =>
        c.json(await putPerson(deps, c.var.identity, c.req.valid('param').personId, c.req.valid('json'))),
    )
    .put(
      '/:personId/representatives/:representativeId',
      describe('Lets somebody speak for a person', Representation),
      checkPath('personId', 'representativeId'),
      check('json', Representation),
      async (c) => {
        const { personId: patient, representativeId: representative } = c.req.valid('param');
        const term = c.req.valid('json');
        await putRepresentative(deps, c.var.identity, { patient, representative }, term);
        return c.json(term);
      },
    )
    .put(
      '/:personId/attachments/:organisationId',
      describe('Attaches a patient to an organisation', Attachment),
      checkPath('personId', 'organisationId'),
      check('json', Attachment),
      async (c) => {
        const { personId: patient, organisationId: organisation } = c.req.valid('param');
        const term = c.req.valid('json');
        await putAttachment(deps, c.var.identity, { patient, organisation }, term);
        return c.json(term);
      },
    );
