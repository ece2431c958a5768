import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { BYTES, describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { cancelUpload, type FileDeps } from './file-service.js';
import type { Resumable } from './resumable.js';
import type { UploadSlots } from './upload-slots.js';

/** `/v1/chats/:chatId/uploads`: the tus 1.0 protocol with `creation`, `termination` and `expiration`. */
export function resumableRoutes(deps: FileDeps, resumable: Resumable, takeSlot: UploadSlots) {
  const pass = async (c: Context<SignedIn>, chatId: string, fileId?: string) => {
    c.header('Tus-Resumable', '1.0.0');
    const giveBack = c.req.method === 'HEAD' ? undefined : takeSlot(c.var.identity.person);
    try {
      const { status, headers } = await resumable.handle(
        c.req.raw,
        { chatId, actor: c.var.identity },
        fileId,
      );
      const told = [...headers].filter(([name]) => TOLD.has(name));
      return c.body(null, status as ContentfulStatusCode, Object.fromEntries(told));
    } finally {
      giveBack?.();
    }
  };

  return new Hono<SignedIn>()
    .post(
      '/:chatId/uploads',
      describe('Begins a resumable upload (tus); its `Upload-Metadata` tells key and name', null, 201),
      checkPath('chatId'),
      (c) => pass(c, c.req.valid('param').chatId),
    )
    .get('/:chatId/uploads/:fileId', checkPath('chatId', 'fileId'), (c) => {
      const { chatId, fileId } = c.req.valid('param');
      return pass(c, chatId, fileId);
    })
    .patch(
      '/:chatId/uploads/:fileId',
      describe('Goes on with a resumable upload (tus)', null, 204, BYTES),
      checkPath('chatId', 'fileId'),
      (c) => {
        const { chatId, fileId } = c.req.valid('param');
        return pass(c, chatId, fileId);
      },
    )
    .delete(
      '/:chatId/uploads/:fileId',
      describe('Takes a resumable upload back (tus)', null, 204),
      checkPath('chatId', 'fileId'),
      async (c) => {
        const { chatId, fileId } = c.req.valid('param');
        await cancelUpload(deps, { chatId, actor: c.var.identity }, fileId);
        return c.body(null, 204, { 'Tus-Resumable': '1.0.0' });
      },
    );
}

/** What of the library's answer is told; which page may read it is ours to say. */
const TOLD = new Set([
  'cache-control',
  'location',
  'tus-resumable',
  'upload-expires',
  'upload-length',
  'upload-offset',
]);
