import { refusalToOpenDocuments, refusalToRead } from '@consult/core';
import type { SearchHit, SearchPage, SearchQuery } from '@consult/core/wire';
import type { Asked } from '../chats/chat-service.js';
import type { ChatRule } from '../chats/chat-store.js';
import type { Deps } from '../deps.js';
import type { Find } from './search-store.js';
import { snippetOf } from './snippet.js';
import { soughtWords, type SoughtWord } from './words.js';

/** What the search inside a chat needs. */
export type SearchDeps = Pick<Deps, 'stores' | 'now' | 'limiter'>;

/** Hits on a page, where nothing else is asked for. */
const HITS = 20;

const mayRead: ChatRule = (_, standing) => refusalToRead(standing);
const mayOpen: ChatRule = (_, standing) => refusalToOpenDocuments(standing);

/**
 * Finds messages of one chat and its conclusion, newest first. The first page counts them all; a further one looks no
 * further than it needs.
 */
export async function searchEntries(
  { stores, now }: SearchDeps,
  asked: Asked,
  { q, before, limit = HITS }: SearchQuery,
): Promise<SearchPage> {
  const access = { ...asked, now: now() };
  while (await stores.search.learn(access, mayRead));

  const words = soughtWords(q);
  const finds: Find[] = [];
  let count = 0;
  let from: number | null = before ?? Number.MAX_SAFE_INTEGER;
  for (let opens = true; from !== null && (before === undefined || finds.length <= limit); opens = false) {
    const room: number = limit + 1 - finds.length;
    const stretch = { words: words ?? [], before: from, limit: room, opens, mayOpen };
    const found = await stores.search.look(access, stretch, mayRead);
    finds.push(...found.finds);
    count += found.count;
    from = words ? found.next : null;
  }
  const hits = finds.slice(0, limit).map((find) => hitOf(find, words ?? []));
  return {
    epoch: stores.epoch,
    now: access.now,
    hits,
    next: finds.length > limit ? hits.at(-1)!.seq : null,
    total: before === undefined ? count : null,
  };
}

/** What was found stands in the text, else in the name of a file. */
function hitOf({ names, text, ...entry }: Find, words: readonly SoughtWord[]): SearchHit {
  const inText = snippetOf(text, words);
  const inName = inText ? undefined : names.map((name) => snippetOf(name, words)).find(Boolean);
  const snippet = inText ?? inName ?? { text: '', matches: [] };
  return { ...entry, snippet, inFile: inName !== undefined };
}
