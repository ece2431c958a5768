import { codeOf, ConsultError, type ErrorCode } from '@consult/core';
import type { ServerClock } from './clock.js';
import type { Tokens } from './tokens.js';
import { within } from './within.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Sends one request of the API and answers its JSON. @throws ConsultError with the server's code, else `unavailable` */
export type Call = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<T>;

export interface HttpDeps {
  readonly server: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly tokens: Tokens;
  readonly clock: ServerClock;
  readonly pageNow: () => number;
  readonly timeout: number;
  /** Ends with the client. */
  readonly signal: AbortSignal;
  /** Whether the server was reached. */
  readonly onReach: (reached: boolean) => void;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: number | undefined;
}

/** The API over HTTP: bearer token, one renewal when it is refused, problems as {@link ConsultError}. */
export function createCall(deps: HttpDeps): Call {
  const { tokens, clock, pageNow } = deps;

  return async <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => {
    if (deps.signal.aborted) throw new ConsultError('unavailable');
    const token = await tokens.get();
    const askedAt = pageNow();
    let answer = await exchange(deps, token, method, path, body, signal);
    if (answer.status === 401) {
      const refused = problemOf(answer)!;
      const next = await tokens.renew(token).catch((error: unknown) => {
        // The server knows more than the portal's "not signed in" says.
        throw codeOf(error) === 'signed-out' ? new ConsultError(refused) : error;
      });
      answer = await exchange(deps, next, method, path, body, signal);
    }
    const { now } = Object(answer.body) as { now?: unknown };
    if (typeof now === 'number') clock.learn(now, askedAt, pageNow());
    const code = problemOf(answer);
    deps.onReach(code !== 'unavailable');
    if (!code) return answer.body as T;
    throw new ConsultError(code, { retryAfter: answer.retryAfter });
  };
}

/** One request and its answer, read to the end. */
async function exchange(
  deps: HttpDeps,
  token: string,
  method: Method,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  const signals = [deps.signal, signal];
  for (const each of signals) {
    each?.addEventListener('abort', stop);
    if (each?.aborted) stop();
  }
  try {
    return await within(deps.timeout, request(abort.signal), abort.signal);
  } catch (error) {
    if (!abort.signal.aborted) deps.onReach(false);
    throw new ConsultError('unavailable', { cause: error });
  } finally {
    for (const each of signals) each?.removeEventListener('abort', stop);
    stop(); // after a timeout: the browser may let go of the connection
  }

  async function request(signal: AbortSignal): Promise<Answer> {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await deps.fetch(
      new Request(deps.server + path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      }),
    );
    const text = await response.text();
    return answerOf(response.status, text, response.headers.get('Retry-After'), deps.clock.now());
  }
}

/** An answer as it came over the wire. */
export function answerOf(status: number, text: string, retryAfter: string | null, now: number): Answer {
  return { status, body: parsed(text), retryAfter: waitOf(retryAfter, now) };
}

/** `undefined` for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The code of a refusal; `undefined` for an answer to use.
 *
 * What carries no code of ours was not said by our server but by something on the way (a proxy's error page, a hotel's
 * sign-in page with status 200): the weather.
 */
export function problemOf({ status, body }: Answer): ErrorCode | undefined {
  if (status === 204 || (status < 300 && body !== undefined)) return undefined;
  if (status === 401) return codeOf(body) === 'account-ended' ? 'account-ended' : 'signed-out';
  if (typeof (Object(body) as { code?: unknown }).code === 'string') return codeOf(body);
  return status === 413 ? 'too-large' : 'unavailable';
}

/** `Retry-After` in ms: seconds or a date (RFC 9110 §10.2.3). */
function waitOf(said: string | null, now: number): number | undefined {
  if (!said) return undefined;
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return ms > 0 ? ms : undefined;
}
