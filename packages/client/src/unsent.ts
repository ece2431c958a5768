import type { ErrorCode } from '@consult/core';
import type { MessageExtras, OwnFile, PendingMessage } from './contracts.js';

/** A message as it is kept. Made once, with its key, and deleted when the server has said yes. */
export interface Unsent extends MessageExtras {
  readonly key: string;
  readonly chat: string;
  readonly text: string;
  readonly files?: readonly OwnFile[] | undefined;
  readonly at: number;
  /** Its place among the others: grows even where the clock goes back. */
  readonly order: number;
  /** Refused for good, as far as we can tell: set aside until its author decides. */
  readonly problem?: ErrorCode;
}

/** As it shows on the screen. */
export function pendingOf(message: Unsent, leaving: boolean): PendingMessage {
  const { key, text, files, at, replyTo, problem } = message;
  const shown = { key, text, files, at, replyTo };
  if (problem) return { ...shown, state: 'failed', problem };
  return { ...shown, state: leaving ? 'sending' : 'waiting' };
}

/** What lies in the storage may be of another version of ours. */
export function isUnsent(value: unknown): value is Unsent {
  const { key, chat, text, at, order } = Object(value) as Record<string, unknown>;
  return (
    [key, chat, text].every((part) => typeof part === 'string') &&
    [at, order].every((part) => typeof part === 'number')
  );
}
