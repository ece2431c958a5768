import { ConsultError } from '@consult/core';
import { FileAnswer, UploadHeaders, UploadQuery } from '@consult/core/wire';
import { Hono, type Context } from 'hono';
import { check } from '../http/check.js';
import { BYTES, describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { sendBytes } from '../http/send-bytes.js';
import { downloadHeaders } from './file-headers.js';
import {
  admitUpload,
  cancelUpload,
  keepUpload,
  openFile,
  viewUpload,
  type FileDeps,
} from './file-service.js';
import { resumableRoutes } from './resumable-routes.js';
import { createUploadSlots } from './upload-slots.js';

/** `/v1/chats/:chatId/files` and `/uploads`: documents on their way in and out. */
export function fileRoutes(deps: FileDeps) {
  const { epoch } = deps.stores;
  const takeSlot = createUploadSlots(deps.config);

  const routes = new Hono<SignedIn>()
    .post(
      '/:chatId/files',
      describe('Uploads a file for a message to come; the same key is the same file', FileAnswer, 201, BYTES),
      checkPath('chatId'),
      check('query', UploadQuery),
      check('header', UploadHeaders),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const { key } = c.req.valid('query');
        const { 'content-disposition': name } = c.req.valid('header');
        await admitUpload(deps, asked, key, lengthOf(c));
        const giveBack = takeSlot(asked.actor.person);
        try {
          const file = await keepUpload(deps, asked, { key, name, id: deps.newId('file') }, await bodyOf(c));
          return c.json({ epoch, file }, 201);
        } finally {
          giveBack();
        }
      },
    )
    .get(
      '/:chatId/files/:fileId',
      describe('The bytes of a file', BYTES),
      checkPath('chatId', 'fileId'),
      async (c) => {
        const { chatId, fileId } = c.req.valid('param');
        const download = await openFile(deps, { chatId, actor: c.var.identity }, fileId);
        return sendBytes(c, download.bytes, downloadHeaders(download));
      },
    )
    .delete(
      '/:chatId/files/:fileId',
      describe('Takes an own upload back that no message carries', null, 204),
      checkPath('chatId', 'fileId'),
      async (c) => {
        const { chatId, fileId } = c.req.valid('param');
        await cancelUpload(deps, { chatId, actor: c.var.identity }, fileId);
        return c.body(null, 204);
      },
    )
    .get(
      '/:chatId/uploads/:fileId',
      describe('What became of an own upload', FileAnswer),
      checkPath('chatId', 'fileId'),
      async (c, next) => {
        if (c.req.method === 'HEAD') return next(); // tus asks so how far an upload has come
        const { chatId, fileId } = c.req.valid('param');
        const file = await viewUpload(deps, { chatId, actor: c.var.identity }, fileId);
        return c.json({ epoch, file });
      },
    );
  return deps.resumable ? routes.route('/', resumableRoutes(deps, deps.resumable, takeSlot)) : routes;
}

/** Where nothing carries the request, as in a page, its own stream; Firefox gives a page none of a request. */
const bodyOf = async (c: Context<SignedIn>): Promise<AsyncIterable<Uint8Array>> =>
  c.env?.body?.() ?? c.req.raw.body ?? (await c.req.raw.blob()).stream();

/** The length of the body where it is told. @throws ConsultError `invalid` */
function lengthOf(c: Context<SignedIn>): number | undefined {
  const told = c.req.header('Content-Length');
  if (told === undefined) return undefined;
  if (!/^\d{1,15}$/.test(told)) throw new ConsultError('invalid');
  return Number(told);
}
