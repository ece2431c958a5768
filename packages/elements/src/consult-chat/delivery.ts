import type { ChatState } from '@consult/client';
import type { ErrorCode } from '@consult/core';

/** What became of own messages between two states of a chat. */
export interface Delivery {
  /** The server has them now. */
  readonly sent: readonly { readonly key: string; readonly seq: number }[];
  /** The server will not have them. */
  readonly refused: readonly { readonly key: string; readonly code: ErrorCode }[];
}

/** Compares two states of one chat: which messages that waited have arrived, and which were refused. */
export function deliveryBetween(before: ChatState, after: ChatState): Delivery {
  const sent = [];
  const refused = [];
  for (const { key, state } of before.pending) {
    const now = after.pending.find((message) => message.key === key);
    if (now?.state === 'failed' && state !== 'failed') refused.push({ key, code: now.problem ?? 'failed' });
    if (now) continue;
    const entry = after.entries.find((entry) => 'key' in entry && entry.key === key);
    if (entry) sent.push({ key, seq: entry.seq });
  }
  return { sent, refused };
}
