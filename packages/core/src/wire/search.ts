import * as v from 'valibot';
import { LIMITS } from '../limits.js';
import { Author, Count, QueryCount } from './chat.js';
import { atMost, Moment } from './person.js';

/** `GET /v1/chats/:chatId/search` */
export const SearchQuery = v.strictObject({
  /**
   * Words to look for, by their beginnings or in another form, in messages, names of files and the conclusion; all must
   * be there.
   */
  q: v.pipe(v.string(), atMost(LIMITS.query), v.trim(), v.nonEmpty()),
  /** The `next` of the page before. */
  before: v.optional(v.pipe(QueryCount, v.minValue(1))),
  limit: v.optional(v.pipe(QueryCount, v.minValue(1), v.maxValue(LIMITS.page))),
});
export type SearchQuery = v.InferOutput<typeof SearchQuery>;

/** A message, or the conclusion, in which all the words were found. */
export const SearchHit = v.object({
  seq: Count,
  sentAt: Moment,
  author: Author,
  /** The part of the text, or of a file's name, around what was found. */
  snippet: v.object({
    text: v.string(),
    /** Where in `text` the found words begin and end, in UTF-16 units. */
    matches: v.array(v.tuple([Count, Count])),
  }),
  /** Whether the snippet is the name of a file. */
  inFile: v.boolean(),
  /** Whether it is of the doctor's conclusion, as its newest version says. */
  inConclusion: v.boolean(),
});
export type SearchHit = v.InferOutput<typeof SearchHit>;

export const SearchPage = v.object({
  epoch: v.string(),
  now: Moment,
  /** Newest first. */
  hits: v.array(SearchHit),
  /** Pass as `before` for older hits; `null` where there are none. */
  next: v.nullable(Count),
  /** All hits in the chat; `null` on every page but the first. */
  total: v.nullable(Count),
});
export type SearchPage = v.InferOutput<typeof SearchPage>;
