import { ConclusionCopy, ConclusionDraft, ConclusionPreview, EntryAnswer } from '@consult/core/wire';
import { Hono } from 'hono';
import { downloadHeaders } from '../files/file-headers.js';
import { check } from '../http/check.js';
import { describe, describeFile } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { sendBytes } from '../http/send-bytes.js';
import {
  type ConclusionDeps,
  correctConclusion,
  openConclusion,
  previewConclusion,
  readConclusion,
} from './conclusion-service.js';

const PDF = 'application/pdf';

/** `/v1/chats/:chatId/conclusion…`: documents of the end. Giving the first one is completing: `consultation-routes`. */
export const conclusionRoutes = (deps: ConclusionDeps) =>
  new Hono<SignedIn>()
    .get(
      '/:chatId/conclusion',
      describe('The conclusion in force, for the doctor who corrects it', ConclusionCopy),
      checkPath('chatId'),
      async (c) => c.json(await readConclusion(deps, { ...c.req.valid('param'), actor: c.var.identity })),
    )
    .post(
      '/:chatId/conclusion',
      describe('Corrects a conclusion by a further version; the same key is the same one', EntryAnswer, 201),
      checkPath('chatId'),
      check('json', ConclusionDraft),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const entry = await correctConclusion(deps, asked, c.req.valid('json'));
        return c.json({ epoch: deps.stores.epoch, entry }, 201);
      },
    )
    .post(
      '/:chatId/conclusion/preview',
      describeFile('The document as it would be, marked as a draft', PDF),
      checkPath('chatId'),
      check('json', ConclusionPreview),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const pdf = await previewConclusion(deps, asked, c.req.valid('json').content);
        return c.body(pdf as Uint8Array<ArrayBuffer>, 200, headersOf(pdf.byteLength, 'черновик'));
      },
    )
    .get(
      '/:chatId/conclusions/:version',
      describeFile('One version of the conclusion, as a document', PDF),
      checkPath('chatId', 'version'),
      async (c) => {
        const { chatId, version } = c.req.valid('param');
        const { size, stream } = await openConclusion(deps, { chatId, actor: c.var.identity }, version);
        return sendBytes(c, stream, headersOf(size, version));
      },
    );

/** The name tells nothing of the patient, who may be sitting at a computer of many people. */
const headersOf = (size: number, version: number | 'черновик') =>
  downloadHeaders({ file: { type: PDF, size }, name: `Заключение ${version}.pdf` });
