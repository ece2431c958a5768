import { dueMove } from '@consult/core';
import { announce, type ChatDeps } from '../chats/chat-service.js';
import type { Move } from '../chats/chat-store.js';

/** So many moves are looked for at once. */
const ROUND = 100;

const MOVES: Readonly<Record<NonNullable<ReturnType<typeof dueMove>>, Move>> = {
  open: { state: 'open', outcome: null, note: 'opened', reason: null },
  missed: { state: 'missed', outcome: null, note: 'missed', reason: null },
};

/**
 * Makes the moves whose time has come: a consultation opens at the appointed time, and is missed where nobody wrote.
 *
 * Each is asked again in its own transaction: who wrote a moment ago has not missed it. Answers how many were made.
 */
export async function moveDue(deps: ChatDeps): Promise<number> {
  const { stores, config } = deps;
  const now = deps.now();
  const dueNow: typeof dueMove = (chat, wrote) => dueMove(chat, wrote, now, config.missedAfterMs);
  let made = 0;
  for (;;) {
    const due = await stores.chats.due(now, config.missedAfterMs, ROUND);
    const moved = await Promise.all(
      due.map(async (found) => {
        const move = dueNow(found, found.wrote, now);
        if (!move) return false;
        const { change } = await stores.chats.move(
          { chatId: found.id, actor: null, now },
          MOVES[move],
          (chat) => (dueNow(chat, chat.wrote, now) === move ? undefined : 'done'),
        );
        announce(deps, change);
        return change !== null;
      }),
    );
    made += moved.filter(Boolean).length;
    if (due.length < ROUND || !moved.includes(true)) return made;
  }
}
