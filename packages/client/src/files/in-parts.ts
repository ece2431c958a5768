import { codeOf, ConsultError, isPassing } from '@consult/core';
import type { FileView } from '@consult/core/wire';
import { DetailedError, Upload, type HttpRequest, type HttpResponse, type HttpStack } from 'tus-js-client';
import type { Incoming, SendBytes } from './send-bytes.js';
import { bodyOf, filesOf, IN_ONE_REQUEST, type Transfer, type TransferDeps } from './transfer.js';

/**
 * Uploads by tus 1.0, and goes on where an earlier try was cut off.
 *
 * @returns The server's id; `undefined` where the server takes no parts.
 */
export async function uploadInParts(deps: TransferDeps, job: Transfer): Promise<string | undefined> {
  const { file, bytes, signal } = job;
  const endpoint = `${deps.server}${filesOf(file.chat)}/uploads`;
  const known = file.id === undefined ? undefined : `${endpoint}/${file.id}`;
  const url = await run(deps, job, endpoint, known);
  if (url === undefined) return undefined;
  const answer = await deps.send({ method: 'GET', url, headers: {}, signal });
  job.onProgress(1);
  return bodyOf<{ file: FileView }>(deps, answer).file.id;

  function run(deps: TransferDeps, { onProgress, onBegun }: Transfer, endpoint: string, known?: string) {
    return new Promise<string | undefined>((resolve, reject) => {
      const stop = () => {
        void upload.abort();
        reject(new ConsultError('unavailable'));
      };
      const settle = (act: () => void) => {
        signal.removeEventListener('abort', stop);
        act();
      };
      const upload = new Upload(bytes, {
        endpoint,
        uploadUrl: known ?? null,
        metadata: { key: file.upload, name: file.name },
        chunkSize: IN_ONE_REQUEST,
        // Its notes would lie in localStorage, in the open and with the file's name.
        storeFingerprintForResuming: false,
        retryDelays: deps.retryDelays(),
        httpStack: stackOver(deps.send, endpoint, signal),
        fileReader: { openFile: async (blob: Blob) => sourceOf(blob) },
        onShouldRetry: (error) => isPassing(problemOf(deps, error)),
        onUploadUrlAvailable: () => void onBegun(idIn(upload.url!)),
        onProgress: (sent, all) => onProgress(sent / all),
        onSuccess: () => settle(() => resolve(upload.url!)),
        onError: (error) =>
          settle(() => (isAbsent(error) ? resolve(undefined) : reject(refusalOf(deps, error)))),
      });
      signal.addEventListener('abort', stop);
      if (signal.aborted) settle(stop);
      else upload.start();
    });
  }
}

const idIn = (url: string) => url.slice(url.lastIndexOf('/') + 1);

/** Nobody is at home where uploads begin. */
function isAbsent(error: Error): boolean {
  if (!(error instanceof DetailedError)) return false;
  return error.originalRequest?.getMethod() === 'POST' && error.originalResponse?.getStatus() === 404;
}

/** Why it did not go on: what the server said, else what kept us from it. */
function refusalOf(deps: TransferDeps, error: Error): unknown {
  if (!(error instanceof DetailedError)) return error;
  const response = error.originalResponse;
  if (!response) return error.causingError ?? new ConsultError('unavailable');
  try {
    bodyOf(deps, response.getUnderlyingObject() as Incoming);
  } catch (refusal) {
    return refusal;
  }
  return new ConsultError('unavailable'); // a success out of its turn
}

const problemOf = (deps: TransferDeps, error: Error) => codeOf(refusalOf(deps, error));

/** A `Blob` as a source, the same in browsers and in Node. */
const sourceOf = (blob: Blob) => ({
  size: blob.size,
  slice: async (start: number, end: number) => ({ value: blob.slice(start, end), done: end >= blob.size }),
  close: () => undefined,
});

/** Lets tus send as everything else is sent: with a fresh token, and nowhere but to our server. */
function stackOver(send: SendBytes, endpoint: string, outer: AbortSignal): HttpStack {
  return {
    getName: () => 'consult',
    createRequest(method, url): HttpRequest {
      const headers: Record<string, string> = {};
      const abort = new AbortController();
      const stop = () => abort.abort();
      let onProgress: ((sent: number) => void) | undefined;
      return {
        getMethod: () => method,
        getURL: () => url,
        setHeader: (name, value) => void (headers[name] = value),
        getHeader: (name) => headers[name],
        setProgressHandler: (handler) => void (onProgress = handler),
        async send(body: Blob | null) {
          outer.addEventListener('abort', stop);
          const { signal } = abort;
          try {
            return responseOf(
              await send({ method, url, headers, body: body ?? undefined, onProgress, signal }),
              endpoint,
            );
          } finally {
            outer.removeEventListener('abort', stop);
          }
        },
        abort: async () => stop(),
        getUnderlyingObject: () => undefined,
      };
    },
  };
}

/** Of where an upload lies only the id is believed: a token goes to the server it is for, whatever an answer says. */
const responseOf = (answer: Incoming, endpoint: string): HttpResponse => ({
  getStatus: () => answer.status,
  getHeader(name) {
    const value = answer.header(name) ?? undefined;
    return value && name === 'Location' ? `${endpoint}/${idIn(value)}` : value;
  },
  getBody: () => answer.text,
  getUnderlyingObject: () => answer,
});
