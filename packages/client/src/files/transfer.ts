import { ConsultError, uploadDisposition } from '@consult/core';
import type { FileView } from '@consult/core/wire';
import { answerOf, problemOf } from '../http.js';
import type { KeptFile } from './kept-file.js';
import type { Incoming, SendBytes } from './send-bytes.js';

/** One try to bring a document up. */
export interface Transfer {
  readonly file: KeptFile;
  readonly bytes: Blob;
  /** Hears how much has left, 0 … 1. */
  readonly onProgress: (progress: number) => void;
  /** The server has begun to keep it under this id: from here it can be gone on with. */
  readonly onBegun: (id: string) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface TransferDeps {
  readonly server: string;
  readonly send: SendBytes;
  readonly now: () => number;
  /** The pauses between the tries of a resumable upload, in ms. */
  readonly retryDelays: () => number[];
}

/** Above this a document is uploaded in parts, so that a broken line costs the last one only. */
export const IN_ONE_REQUEST = 5 * 1024 * 1024;

/** Brings it up and answers the server's id for it. @throws ConsultError */
export async function transfer(deps: TransferDeps, job: Transfer): Promise<string> {
  if (job.bytes.size > IN_ONE_REQUEST) {
    const { uploadInParts } = await import('./in-parts.js');
    const id = await uploadInParts(deps, job);
    if (id !== undefined) return id; // a server in a page takes no parts
  }
  return uploadAtOnce(deps, job);
}

async function uploadAtOnce(deps: TransferDeps, { file, bytes, onProgress, signal }: Transfer) {
  const answer = await deps.send({
    method: 'POST',
    url: `${deps.server}${filesOf(file.chat)}/files?key=${file.upload}`,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': uploadDisposition(file.name),
    },
    body: bytes,
    onProgress: (sent) => onProgress(sent / bytes.size),
    signal,
  });
  return bodyOf<{ file: FileView }>(deps, answer).file.id;
}

/** Where a chat's documents are. */
export const filesOf = (chat: string) => `/v1/chats/${encodeURIComponent(chat)}`;

/** The JSON of an answer. @throws ConsultError what it refuses */
export function bodyOf<T>({ now }: Pick<TransferDeps, 'now'>, { status, text, header }: Incoming): T {
  const answer = answerOf(status, text, header('Retry-After'), now());
  const code = problemOf(answer);
  if (code) throw new ConsultError(code, { retryAfter: answer.retryAfter });
  return answer.body as T;
}
