import { ConsultError } from '@consult/core';
import type { Tokens } from '../tokens.js';
import type { Tuning } from '../tuning.js';

/** A request whose body is bytes. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob | undefined;
  /** Hears how many bytes have left; only where the browser tells. */
  readonly onProgress?: ((sent: number) => void) | undefined;
  readonly signal: AbortSignal;
}

/** What came back. */
export interface Incoming {
  readonly status: number;
  readonly text: string;
  header(name: string): string | null;
}

/** Sends bytes with the person's token, renewed once where it is refused. @throws ConsultError `unavailable` */
export type SendBytes = (request: Outgoing) => Promise<Incoming>;

export interface SendDeps {
  /** What the page has handed over instead of its network. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly tokens: Tokens;
  readonly tuning: Tuning;
}

/** The slowest line that is waited for, bytes a ms: 10 kB a second. */
const SLOWEST = 10;

export function createSendBytes({ fetch, tokens, tuning }: SendDeps): SendBytes {
  const send =
    fetch || !globalThis.XMLHttpRequest
      ? byFetch(fetch ?? ((request) => globalThis.fetch(request)), tuning)
      : byXhr(tuning);
  return async (request) => {
    const token = await tokens.get();
    const answer = await send(signed(request, token));
    return answer.status === 401 ? send(signed(request, await tokens.renew(token))) : answer;
  };
}

const signed = (request: Outgoing, token: string): Outgoing => ({
  ...request,
  headers: { ...request.headers, Authorization: `Bearer ${token}` },
});

/** `fetch` tells nothing of its progress. */
const byFetch =
  (fetch: (request: Request) => Promise<Response>, { requestTimeout }: Tuning) =>
  async ({ method, url, headers, body, signal }: Outgoing): Promise<Incoming> => {
    const abort = new AbortController();
    const stop = () => abort.abort();
    const timer = setTimeout(stop, requestTimeout + (body?.size ?? 0) / SLOWEST);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      const response = await fetch(
        new Request(url, {
          method,
          headers,
          ...(body && { body }),
          signal: abort.signal,
          cache: 'no-store',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
        }),
      );
      const text = await response.text();
      return { status: response.status, text, header: (name) => response.headers.get(name) };
    } catch (error) {
      throw new ConsultError('unavailable', { cause: error });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };

/** Given up when nothing has moved for a while, however long the whole takes. */
const byXhr =
  ({ requestTimeout }: Tuning) =>
  ({ method, url, headers, body, onProgress, signal }: Outgoing): Promise<Incoming> =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      const stop = () => xhr.abort();
      let timer = setTimeout(stop, requestTimeout);
      xhr.open(method, url);
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
      xhr.upload.onprogress = ({ loaded }) => {
        clearTimeout(timer);
        timer = setTimeout(stop, requestTimeout);
        onProgress?.(loaded);
      };
      xhr.onloadend = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        const { status, responseText: text } = xhr;
        if (!status)
          reject(new ConsultError('unavailable')); // cut, refused by the browser, or given up
        else resolve({ status, text, header: (name) => xhr.getResponseHeader(name) });
      };
      signal.addEventListener('abort', stop);
      if (signal.aborted) return reject(new ConsultError('unavailable'));
      xhr.send(body ?? null);
    });
