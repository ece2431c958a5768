import { codeOf, ConsultError } from '@consult/core';
import { answerOf, problemOf } from '../http.js';
import { within } from '../within.js';

/** Where the server is for somebody who is not signed in, and how it is reached. */
export interface AnonymousWay {
  /** The server's address without a path. */
  readonly server: string;
  /** Default: the page's own. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** The page's clock, ms UTC. */
  readonly now?: () => number;
}

/** Sends one request without a token and answers its JSON. @throws ConsultError with the server's code, else `unavailable` */
export type AnonymousCall = <T>(method: 'GET' | 'POST', path: string, body?: object) => Promise<T>;

/** How long an answer may take, in ms. */
const PATIENCE = 15_000;

/** The server's address as everything else is appended to it. */
export const originOf = ({ server }: AnonymousWay): string => server.replace(/\/+$/, '');

/** The API as far as it is open to somebody without an account. */
export function createAnonymousCall(way: AnonymousWay): AnonymousCall {
  const server = originOf(way);
  const { now = Date.now, fetch: send = (request: Request) => fetch(request) } = way;

  return async <T>(method: 'GET' | 'POST', path: string, body?: object) => {
    const request = new Request(server + path, {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const answer = await within(
      PATIENCE,
      send(request).then(async (response) =>
        answerOf(response.status, await response.text(), response.headers.get('Retry-After'), now()),
      ),
    ).catch((error: unknown) => {
      const code = codeOf(error);
      throw new ConsultError(code === 'failed' ? 'unavailable' : code, { cause: error });
    });
    const code = problemOf(answer);
    if (code) throw new ConsultError(code, { retryAfter: answer.retryAfter });
    return answer.body as T;
  };
}
