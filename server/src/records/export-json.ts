import {
  exportHead,
  exportLine,
  exportLink,
  exportSeal,
  exportStart,
  exportTail,
  type ExportAbout,
} from '@consult/core/chain';
import { sha256 } from '../digest.js';
import type { ExportedEntry, ExportedPage, Places } from './exported.js';

/** An entry in the chain. */
export interface Linked {
  readonly entry: ExportedEntry;
  readonly hash: string;
  readonly places: Places;
}

/** Chains the entries: each hash covers the entry and all before it. Answers the last hash. */
export async function* linked(
  about: ExportAbout,
  pages: AsyncIterable<ExportedPage>,
): AsyncGenerator<Linked, string> {
  let hash = await sha256(exportStart(about));
  for await (const { entries, places } of pages)
    for (const entry of entries) {
      hash = await sha256(exportLink(hash, entry));
      yield { entry, hash, places };
    }
  return hash;
}

/** The conversation for programs, in the layout that `checkExport` of core knows. */
export async function* exportJson(
  about: ExportAbout,
  pages: AsyncIterable<ExportedPage>,
): AsyncGenerator<string> {
  yield `${exportHead(about)}\n`;
  const links = linked(about, pages);
  let next = await links.next();
  for (; !next.done; next = await links.next()) {
    const { entry, hash } = next.value;
    yield `${exportLine(entry, hash)}${entry.seq < about.chat.seq ? ',' : ''}\n`;
  }
  yield `${exportTail(next.value, await sha256(exportSeal(next.value, about)))}\n`;
}
