import type { AttachedFile } from '@consult/core';
import { download as read, type DownloadDeps } from '../download.js';
import { filesOf } from './transfer.js';

export type { DownloadDeps } from '../download.js';

/** Reads a document that hangs on a message. @throws ConsultError */
export const download = (
  deps: DownloadDeps,
  chat: string,
  { id, size }: Pick<AttachedFile, 'id' | 'size'>,
): Promise<Blob> => read(deps, `${filesOf(chat)}/files/${encodeURIComponent(id)}`, size);
