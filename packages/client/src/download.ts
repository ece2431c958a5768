import { ConsultError } from '@consult/core';
import { answerOf, problemOf } from './http.js';
import type { Tokens } from './tokens.js';
import type { Tuning } from './tuning.js';
import { within } from './within.js';

export interface DownloadDeps {
  readonly server: string;
  /** What the page has handed over instead of its network. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly tokens: Tokens;
  readonly tuning: Tuning;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** The slowest line that is waited for, bytes a ms. */
const SLOWEST = 10;

/**
 * Reads something of the API that is no JSON to be read: bytes, about so many; made of `body` where there is one.
 * @throws ConsultError
 */
export async function download(
  deps: DownloadDeps,
  path: string,
  size: number,
  body?: unknown,
): Promise<Blob> {
  const { fetch = (request: Request) => globalThis.fetch(request), tokens, tuning, signal } = deps;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const ask = async (token: string) =>
    fetch(
      new Request(deps.server + path, {
        headers: { Authorization: `Bearer ${token}`, ...(sent && { 'Content-Type': 'application/json' }) },
        ...(sent && { method: 'POST', body: sent }),
        signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      }),
    );

  async function read(): Promise<Blob> {
    const token = await tokens.get();
    let response = await ask(token);
    if (response.status === 401) response = await ask(await tokens.renew(token));
    if (response.ok) return response.blob();
    const { status, headers } = response;
    const answer = answerOf(status, await response.text(), headers.get('Retry-After'), deps.now());
    throw new ConsultError(problemOf(answer) ?? 'unavailable', { retryAfter: answer.retryAfter });
  }

  return within(tuning.requestTimeout + size / SLOWEST, read(), signal).catch((error: unknown) => {
    throw error instanceof ConsultError ? error : new ConsultError('unavailable', { cause: error });
  });
}
