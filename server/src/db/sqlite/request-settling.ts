import type { Actor, ConsultationState } from '@consult/core';
import { and, eq, sql } from 'drizzle-orm';
import type { RequestNews } from '../../feed/feed.js';
import type { ChatParts } from './chat-store.js';
import { requests, slots } from './request-schema.js';
import { keepRequest, newsOf } from './request-rows.js';

/**
 * What the state of a consultation means for the request it came of, in the same transaction.
 *
 * Completed, the request is done. Cancelled or missed, the patient has not been seen: the registry owes a time again, with the
 * deadlines of the registration, so that the request is at the top of the journal and counts as overdue where they are past;
 * nobody has to apply anew, and nothing counts as a refusal. The time of a cancelled consultation is void, as the doctor may not
 * be there: the operator opens it anew if they are.
 */
export const createSettling =
  ({ db, audit }: Pick<ChatParts, 'db' | 'audit'>) =>
  (
    chat: string,
    state: ConsultationState,
    actor: Actor | null,
    now: number,
  ): { readonly request?: RequestNews } => {
    if (state !== 'completed' && state !== 'cancelled' && state !== 'missed') return {};
    if (state === 'cancelled')
      db.update(slots)
        .set({ state: 'void' })
        .where(and(sql`${slots.chat} is not null`, eq(slots.chat, chat)))
        .run();
    const row = db
      .select()
      .from(requests)
      .where(and(sql`${requests.chat} is not null`, eq(requests.chat, chat)))
      .get();
    if (row?.state !== 'scheduled') return {};
    const isDone = state === 'completed';
    audit.write(now, actor, {
      action: isDone ? 'request-done' : 'request-returned',
      subject: row.id,
      chat,
      code: state,
    });
    const kept = keepRequest(db, row, isDone ? { state: 'done' } : { state: 'in-progress', ...OWED_AGAIN });
    return { request: newsOf(db, kept, now) };
  };

const OWED_AGAIN = {
  answeredAt: null,
  slot: null,
  chat: null,
  scheduledBy: null,
  scheduledKey: null,
};
