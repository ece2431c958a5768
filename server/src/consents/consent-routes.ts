import {
  ConsentAnswer,
  ConsentDocumentAnswer,
  ConsentDocuments,
  ConsentGiven,
  ConsentStatusAnswer,
  ConsentStatuses,
  NewConsentDocument,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import {
  type ConsentDeps,
  giveConsent,
  publishDocument,
  readDocument,
  readDocuments,
  readStatuses,
  withdrawConsent,
} from './consent-service.js';

/** `/v1/consent-documents`: the texts. */
export const consentDocumentRoutes = (deps: ConsentDeps) =>
  new Hono<SignedIn>()
    .get('/', describe('The consent documents in force', ConsentDocuments), async (c) =>
      c.json({ documents: await readDocuments(deps) }),
    )
    .get(
      '/:kind/versions/:version',
      describe('One version of a document, as it was published', ConsentDocumentAnswer),
      checkPath('kind', 'version'),
      async (c) => {
        const { kind, version } = c.req.valid('param');
        return c.json({ document: await readDocument(deps, kind, version) });
      },
    )
    .post(
      '/',
      describe('Publishes the next version of a document', ConsentDocumentAnswer, 201),
      check('json', NewConsentDocument),
      async (c) =>
        c.json({ document: await publishDocument(deps, c.var.identity, c.req.valid('json')) }, 201),
    );

/** `/v1/consents`: who accepted them, and took that back. */
export const consentRoutes = (deps: ConsentDeps) =>
  new Hono<SignedIn>()
    .get(
      '/',
      describe('Where one stands with every document, and those one speaks for', ConsentStatuses),
      async (c) => c.json(await readStatuses(deps, c.var.identity)),
    )
    .post('/', describe('Accepts a document', ConsentAnswer, 201), check('json', ConsentGiven), async (c) =>
      c.json({ consent: await giveConsent(deps, c.var.identity, c.req.valid('json')) }, 201),
    )
    .post(
      '/:consentId/withdraw',
      describe('Takes a consent back; again it changes nothing', ConsentStatusAnswer),
      checkPath('consentId'),
      async (c) => c.json(await withdrawConsent(deps, c.var.identity, c.req.valid('param').consentId)),
    );
