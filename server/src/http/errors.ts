import { codeOf, ConsultError, type ErrorCode } from '@consult/core';
import type { Problem } from '@consult/core/wire';
import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Anyone } from './env.js';

/** The HTTP status of each refusal. A code without a row does not compile. */
export const STATUS: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  'account-ended': 401,
  'account-simplified': 403,
  'age-refused': 403,
  'already-done': 409,
  'call-answered': 409,
  'call-elsewhere': 409,
  'call-ended': 409,
  'chat-finished': 409,
  'chat-not-finished': 409,
  'chat-not-open': 409,
  'conclusion-incomplete': 422,
  'consent-needed': 403,
  'consent-outdated': 409,
  'dates-needed': 422,
  'dates-wrong': 422,
  'documents-hidden': 403,
  failed: 500,
  'file-blocked': 403,
  'file-empty': 422,
  'file-scanning': 409,
  'file-too-large': 413,
  'file-type-refused': 415,
  'file-unchecked': 403,
  'image-too-large': 422,
  invalid: 422,
  'key-reused': 409,
  'not-allowed': 403,
  'not-attached': 403,
  'not-found': 404,
  'offer-answered': 409,
  'offer-lapsed': 409,
  'offer-open': 409,
  'origin-refused': 403,
  'phone-wrong': 422,
  'quota-exceeded': 409,
  'reason-needed': 422,
  'refusals-missing': 409,
  'request-closed': 409,
  'request-duplicate': 409,
  'request-locked': 423,
  'signed-out': 401,
  'slot-past': 409,
  'slot-taken': 409,
  'storage-full': 507,
  'text-empty': 422,
  'text-too-long': 422,
  'too-early': 409,
  'too-large': 413,
  'too-many-dates': 422,
  'too-many-files': 422,
  'too-many-requests': 429,
  unavailable: 503,
  'upload-expired': 410,
};

/** The code of anything thrown in here; a code that is not in the list is somebody else's, and a failure of ours. */
export function refusalOf(thrown: unknown): ErrorCode {
  const code = codeOf(thrown);
  return Object.hasOwn(STATUS, code) ? code : 'failed';
}

/** What `Retry-After` says, in whole seconds; `undefined` where waiting does not help. */
export function retryAfterOf(thrown: unknown): string | undefined {
  const wait = thrown instanceof ConsultError ? thrown.retryAfter : undefined;
  return wait === undefined ? undefined : String(Math.max(1, Math.ceil(wait / 1000)));
}

/** The one place where something thrown becomes a response. A bug is logged by its class and says nothing. */
export const onError: ErrorHandler<Anyone> = (error, c) => {
  const byHono = error instanceof HTTPException; // malformed JSON, a body of another type
  const code = byHono ? 'invalid' : refusalOf(error);
  if (code === 'failed') c.var.log.error({ name: error.name, requestId: c.var.requestId }, 'request-failed');
  const wait = retryAfterOf(error);
  if (wait !== undefined) c.header('Retry-After', wait);
  if (code === 'signed-out') c.header('WWW-Authenticate', challenge(c));
  return problem(c, code, byHono ? error.status : STATUS[code]);
};

/** What is not there answers exactly like what one may not see. */
export const onNotFound: NotFoundHandler<Anyone> = () => {
  throw new ConsultError('not-found');
};

/** RFC 6750 §3: an error is named only to those who brought a token. */
const challenge = (c: Context<Anyone>) =>
  c.req.header('Authorization') ? 'Bearer realm="consult", error="invalid_token"' : 'Bearer realm="consult"';

/** RFC 9457 problem details with our `code` added: all that is ever said about a failure. */
export const problemOf = (code: ErrorCode, status: number = STATUS[code], requestId?: string): Problem => ({
  type: `urn:consult:problem:${code}`,
  title: code.replaceAll('-', ' '),
  status,
  code,
  ...(requestId && { requestId }),
});

const problem = (c: Context<Anyone>, code: ErrorCode, status: ContentfulStatusCode) =>
  c.body(JSON.stringify(problemOf(code, status, c.var.requestId)), status, {
    'Content-Type': 'application/problem+json',
  });
