import { refusalToExport, refusalToLookUp } from '@consult/core';
import type { AccessesPage, AccessesQuery, ExportedChat, ExportQuery } from '@consult/core/wire';
import type { Asked } from '../chats/chat-service.js';
import type { ChatRule } from '../chats/chat-store.js';
import type { Deps } from '../deps.js';
import { exportHtml } from './export-html.js';
import { exportJson } from './export-json.js';
import type { ExportedPage } from './exported.js';
import { collect, streamOf } from './streams.js';

/** What the services of records need. */
export type RecordDeps = Pick<Deps, 'stores' | 'bytes' | 'limiter' | 'now'>;

/** So many entries are read at once: others get their turn after each page. */
const PAGE = 100;

const mayLookUp: ChatRule = (_, standing) => refusalToLookUp(standing);
const mayExport: ChatRule = refusalToExport;

/** Who has looked into a chat, a page at a time. */
export async function readAccesses(
  { stores, now }: RecordDeps,
  asked: Asked,
  query: AccessesQuery,
): Promise<AccessesPage> {
  const at = now();
  const page = await stores.records.accesses({ ...asked, now: at }, query, mayLookUp);
  return { epoch: stores.epoch, now: at, ...page };
}

/**
 * A finished conversation as a file, made while it is read: neither the memory nor the turns of others depend on its
 * length. Whoever loses the right to it on the way gets no whole file.
 */
export async function exportChat(
  deps: RecordDeps,
  asked: Asked,
  { format, lang }: ExportQuery,
): Promise<ReadableStream<Uint8Array>> {
  const { stores, bytes, now } = deps;
  const exportedAt = now();
  const chat = await stores.records.beginExport({ ...asked, now: exportedAt }, format, mayExport);
  const about = { epoch: stores.epoch, exportedAt, chat };
  const pages = pagesOf(deps, asked, chat);
  if (format === 'json') return streamOf(exportJson(about, pages));
  const read = async (place: string, size: number) => {
    const stream = await bytes.read(place);
    return stream && collect(stream, size);
  };
  return streamOf(exportHtml(about, pages, lang, read));
}

async function* pagesOf(
  { stores, now }: RecordDeps,
  asked: Asked,
  { seq }: ExportedChat,
): AsyncGenerator<ExportedPage> {
  for (let after = 0; after < seq; after += PAGE)
    yield await stores.records.exportPage({ ...asked, now: now() }, after, PAGE, mayExport);
}
