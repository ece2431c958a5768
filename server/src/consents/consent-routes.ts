import {
  ConsentDocumentAnswer,
  ConsentDocuments,
  ConsentGiven,
  ConsentAnswer,
  NewConsentDocument,
} from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { type ConsentDeps, giveConsent, publishDocument, readDocuments } from './consent-service.js';

/** `/v1/consent-documents`: the texts. */
export const consentDocumentRoutes = (deps: ConsentDeps & Pick<Deps, 'feed'>) =>
  new Hono<SignedIn>()
    .get('/', describe('The consent documents in force', ConsentDocuments), async (c) =>
      c.json({ documents: await readDocuments(deps) }),
    )
    .post(
      '/',
      describe('Publishes the next version of a document', ConsentDocumentAnswer, 201),
      check('json', NewConsentDocument),
      async (c) =>
        c.json({ document: await publishDocument(deps, c.var.identity, c.req.valid('json')) }, 201),
    );

/** `/v1/consents`: who accepted them. */
export const consentRoutes = (deps: ConsentDeps) =>
  new Hono<SignedIn>().post(
    '/',
    describe('Accepts a document', ConsentAnswer, 201),
    check('json', ConsentGiven),
    async (c) => c.json({ consent: await giveConsent(deps, c.var.identity, c.req.valid('json')) }, 201),
  );
