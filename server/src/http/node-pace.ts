import type { IncomingMessage, ServerResponse } from 'node:http';
import { bringsBytes } from './body.js';

/** How long a body may take. Documents have longer than the rest, as long as they keep coming. */
export interface PaceLimits {
  readonly requestMs: number;
  readonly uploadMs: number;
  /** Bytes a second, in every window of `uploadGraceMs`. */
  readonly uploadRate: number;
  readonly uploadGraceMs: number;
}

const TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** Lets go of whoever takes too long with a body. Node has one limit for all of them, which has to be the longest. */
export function keepPace(request: IncomingMessage, answer: ServerResponse, limits: PaceLimits): void {
  const { headers, socket } = request;
  if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'] ?? 0)) return;

  const letGo = () => {
    if (request.complete) return;
    if (!answer.headersSent) socket.write(TIMEOUT);
    socket.destroySoon();
  };
  const isUpload = bringsBytes((request.url ?? '').split('?', 1)[0]!);
  const end = setTimeout(letGo, isUpload ? limits.uploadMs : limits.requestMs);
  let read = socket.bytesRead;
  const least = (limits.uploadRate * limits.uploadGraceMs) / 1000;
  const window = isUpload
    ? setInterval(() => {
        if (socket.bytesRead - read < least) letGo();
        read = socket.bytesRead;
      }, limits.uploadGraceMs)
    : undefined;
  request.once('close', () => {
    clearTimeout(end);
    clearInterval(window);
  });
}
