import type { ErrorCode } from './errors.js';

/** A search in the chat list, in code points. Apart from the others: the first paint knows no other. */
export const QUERY_LENGTH = 100;

/** The limits of what people may write and ask for. The server may be configured with others; these are the defaults. */
export const LIMITS = {
  /** A message, in Unicode code points. */
  text: 4000,
  /** The reason for finishing without a conclusion, in code points. */
  reason: 2000,
  /** Part of a name, in code points. */
  name: 100,
  query: QUERY_LENGTH,
  /** Entries or chats on one page, where nothing else is asked for. */
  page: 100,
  /** Entries on one page, where so many are asked for: somebody goes far back. */
  history: 500,
  /** How early before the appointed time the doctor may open a consultation, in ms. */
  openEarly: 15 * 60 * 1000,
  /** How long after its end a consultation nobody wrote in waits before it counts as missed, in ms. */
  missedAfter: 30 * 60 * 1000,
  /** Days, or stretches of days, one request may wish for. */
  wishes: 10,
  /** How far ahead a wished day may lie, in days. */
  wishAhead: 365,
  /** What the patient tells of the wish and its reason, in code points. */
  comment: 2000,
  /** Within how many working days after registration the registry telephones (manual §3). */
  callDays: 5,
  /** Within how many days after registration a planned consultation is given (manual §3); calendar days. */
  consultDays: 10,
} as const;

/** Length as people count it: code points, so that an emoji outside the BMP is one and not two. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Why `text` cannot be a message: nothing but white space, or more than `limit` code points. */
export function refusalToText(text: string, limit: number = LIMITS.text): ErrorCode | undefined {
  if (!text.trim()) return 'text-empty';
  if (text.length <= limit) return undefined; // UTF-16 length is never less than the count of code points
  return lengthOf(text) > limit ? 'text-too-long' : undefined;
}
