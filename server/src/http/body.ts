import { ConsultError } from '@consult/core';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { ServerConfig } from '../deps.js';
import type { Anyone } from './env.js';

/**
 * Takes bodies of JSON in UTF-8, of the length the configuration allows, and no others.
 *
 * A form, which a foreign page could send without asking, is refused before it is read. Bytes that are not UTF-8 are
 * refused and not repaired, so that what is kept is what was sent.
 */
export function readJson(config: Pick<ServerConfig, 'bodyBytes' | 'consentDocumentBytes'>) {
  const read = upTo(config.bodyBytes);
  const readText = upTo(config.consentDocumentBytes);

  return createMiddleware<Anyone>(async function readJson(c, next) {
    const { path, method } = c.req;
    if (!bringsBytes(path)) await (method === 'POST' && path === TEXTS ? readText : read)(c);
    await next();
  });
}

/** Where the body is a document: it is read as it comes, and measured where it is kept. */
export const bringsBytes = (path: string) => /^\/v1\/chats\/[^/]+\/(files|uploads)(\/|$)/.test(path);

/** Where the text of a consent is published, which is longer than anything else that is said in JSON. */
const TEXTS = '/v1/consent-documents';

/**
 * Reads a body of so many bytes at most.
 *
 * Hono's `bodyLimit` makes a stream of every body, which doubles the time of a short request (86 → 164 µs and more);
 * it is asked only where the length is not told beforehand.
 */
function upTo(bytesAllowed: number) {
  const refuseLong = () => {
    throw new ConsultError('too-large');
  };
  const limitStream = bodyLimit({ maxSize: bytesAllowed, onError: refuseLong });

  return async (c: Context<Anyone>): Promise<void> => {
    const type = c.req.header('Content-Type');
    const length = Number(c.req.header('Content-Length') ?? 0);
    const untold = c.req.header('Transfer-Encoding') !== undefined;
    if (length > bytesAllowed) refuseLong();
    if (type === undefined ? untold || length > 0 : !JSON_TYPE.test(type)) throw new HTTPException(415);
    if (type === undefined) return;
    if (untold) await limitStream(c, () => Promise.resolve());
    const bytes = await c.req.raw.arrayBuffer();
    if (bytes.byteLength > bytesAllowed) refuseLong(); // in a page nothing is said of the length
    // Hono reads the text from here; left to itself it would decode once more and put � for what it cannot read.
    c.req.bodyCache.text = Promise.resolve(decode(bytes)) as never;
  };
}

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: ArrayBuffer) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new HTTPException(400);
  }
}
