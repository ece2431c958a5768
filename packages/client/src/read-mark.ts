import { codeOf, isPassing } from '@consult/core';
import type { ChatAnswer, ChatView } from '@consult/core/wire';
import type { Call } from './http.js';
import type { Tuning } from './tuning.js';

/** Tells the server how far one chat was read: what comes quickly goes together, and nothing goes back. */
export interface ReadMark {
  mark(seq: number): void;
  /** Sends what waits now: a mark that failed gets its next occasion, a chat that closes leaves nothing behind. */
  flush(): void;
}

/**
 * @param readSeq - How far the server knows it.
 * @param onAnswer - What the server says after a mark.
 */
export function createReadMark(
  chatId: string,
  call: Call,
  tuning: Tuning,
  readSeq: () => number | undefined,
  onAnswer: (chat: ChatView) => void,
): ReadMark {
  let wanted = 0;
  let sending = false;
  let refused = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush() {
    clearTimeout(timer);
    timer = undefined;
    const known = readSeq();
    if (sending || refused || known === undefined || wanted <= known) return;
    sending = true;
    const seq = wanted;
    try {
      const { chat } = await call<ChatAnswer>('PUT', `/v1/chats/${chatId}/read`, { seq });
      onAnswer(chat);
      sending = false;
      if (wanted > seq) void flush();
    } catch (error) {
      sending = false;
      refused = !isPassing(codeOf(error)); // e.g. access has ended: asking again would not help
    }
  }

  return {
    mark(seq) {
      if (seq <= wanted) return;
      wanted = seq;
      timer ??= setTimeout(() => void flush(), tuning.readAfter);
    },
    flush: () => void flush(),
  };
}
