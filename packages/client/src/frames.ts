import type { Entry } from '@consult/core';
import type { FeedFrame } from '@consult/core/wire';

/** Frames for handles that live beside the chats. */
const AS_THEY_ARE = ['typing', 'presence', 'call', 'request', 'consents', 'notices'];

/**
 * Reads one message of the live feed; `undefined` for what we do not know, which a newer server may well say.
 * A carried entry that looks odd is left out: the log is asked instead.
 */
export function readFrame(data: unknown): FeedFrame | undefined {
  let frame: Record<string, unknown>;
  try {
    frame = Object(JSON.parse(String(data))) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { type, epoch, beat, chat, revision, entry } = frame;
  if (type === 'beat') return { type };
  if (AS_THEY_ARE.includes(String(type))) return frame as FeedFrame; // whoever hears it looks closer
  if (typeof epoch !== 'string') return undefined;
  if (type === 'hello' && typeof beat === 'number') return { type, epoch, beat };
  if (type !== 'hint' || typeof chat !== 'string' || typeof revision !== 'number') return undefined;
  return { type, epoch, chat, revision, ...(isMessage(entry) && { entry }) };
}

/** Only messages are taken from a hint; all else that may happen to a chat is read from its log. */
function isMessage(value: unknown): value is Entry & { kind: 'message' } {
  const entry = Object(value) as Record<string, unknown>;
  const author = Object(entry.author) as Record<string, unknown>;
  const name = Object(author.name) as Record<string, unknown>;
  return (
    entry.kind === 'message' &&
    [entry.seq, entry.revision, entry.sentAt].every(Number.isSafeInteger) &&
    [entry.key, entry.text, author.id, author.side, name.family, name.given].every(
      (text) => typeof text === 'string',
    )
  );
}
