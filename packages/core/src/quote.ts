import { QUOTE_LENGTH, type Entry, type Message, type Quote, type Tombstone } from './chat.js';
import type { ErrorCode } from './errors.js';

/**
 * Says why a message may not answer `quoted`, an entry of the same chat, if it is there: what was taken back is as good
 * as gone, and to what the system and the conclusion say nobody replies.
 */
export function refusalToReply(quoted: Pick<Entry, 'kind'> | undefined): ErrorCode | undefined {
  if (!quoted || quoted.kind === 'tombstone') return 'not-found';
  return quoted.kind === 'message' ? undefined : 'invalid';
}

/** A message as another one quotes it: its beginning, or nothing of it once it was taken back. */
export function quoteOf(
  quoted: Pick<Message, 'kind' | 'seq' | 'author' | 'text'> | Pick<Tombstone, 'kind' | 'seq' | 'author'>,
  files: number,
): Quote {
  const { seq, author } = quoted;
  if (quoted.kind === 'tombstone') return { seq, author, text: null, files: 0 };
  return { seq, author, text: beginningOf(quoted.text), files };
}

/** The first {@link QUOTE_LENGTH} code points. */
function beginningOf(text: string): string {
  if (text.length <= QUOTE_LENGTH) return text;
  return [...text.slice(0, 2 * QUOTE_LENGTH)].slice(0, QUOTE_LENGTH).join('');
}
