import {
  ConsentAnswer,
  ConsentDocumentAnswer,
  ConsentDocuments,
  ConsentGiven,
  ConsentProof,
  ConsentStatusAnswer,
  ConsentStatuses,
  NewConsentDocument,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { downloadHeaders } from '../files/file-headers.js';
import { check } from '../http/check.js';
import { describe, describeFile } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import {
  type ConsentDeps,
  type ConsentRouteDeps,
  giveConsent,
  makeReceipt,
  proveConsent,
  publishDocument,
  readDocument,
  readDocuments,
  readStatuses,
  withdrawConsent,
} from './consent-service.js';

const PDF = 'application/pdf';

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
export const consentRoutes = (deps: ConsentRouteDeps) =>
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
    )
    .get(
      '/:consentId/receipt',
      describeFile('A consent on paper, as it was given', PDF),
      throttlePerson(deps, 'exports-per-person'),
      checkPath('consentId'),
      async (c) => {
        const { consentId } = c.req.valid('param');
        const { version, pdf } = await makeReceipt(deps, c.var.identity, consentId);
        const file = { type: PDF, size: pdf.byteLength };
        const headers = downloadHeaders({ file, name: `Согласие, редакция ${version}.pdf` });
        return c.body(pdf as Uint8Array<ArrayBuffer>, 200, headers);
      },
    )
    .get(
      '/:consentId/proof',
      describe('The record that proves a consent; the verifier checks it', ConsentProof),
      throttlePerson(deps, 'exports-per-person'),
      checkPath('consentId'),
      async (c) => {
        const proof = await proveConsent(deps, c.var.identity, c.req.valid('param').consentId);
        const json = new TextEncoder().encode(JSON.stringify(proof, null, 2));
        const file = { type: 'application/json', size: json.byteLength };
        return c.body(json, 200, downloadHeaders({ file, name: `consent-${proof.consent.kind}.json` }));
      },
    );
