import { sideOf } from '@consult/core';
import { eq, sql } from 'drizzle-orm';
import type { ChatRule, ChatStore } from '../../chats/chat-store.js';
import type { Change } from '../../feed/feed.js';
import type { Approach } from './access.js';
import type { ChatParts } from './chat-store.js';
import { chats } from './schema.js';

/** Notes what has reached people's devices: `markDelivered` of the chat store. */
export function createDelivering({ db, commit, approach }: ChatParts): ChatStore['markDelivered'] {
  const value = (name: string) => sql`${sql.placeholder(name)}`;
  const write = db
    .update(chats)
    .set({
      revision: value('revision'),
      patientSideDelivered: value('patient'),
      doctorSideDelivered: value('doctor'),
    })
    .where(eq(chats.no, sql.placeholder('chat')))
    .prepare();

  return (actor, marks, now, rule) =>
    commit(() =>
      marks.flatMap(({ chat: chatId, seq }) => {
        const found = approach({ chatId, actor, now });
        return found ? deliver(found, seq, rule) : [];
      }),
    );

  function deliver(found: Approach, seq: number, rule: ChatRule): Change[] {
    const { no, chat, standing, sideReads, sideDelivered, readers } = found;
    const side = sideOf(standing.relation);
    const mark = Math.min(seq, chat.seq);
    if (!side || rule(chat, standing)) return [];
    if (mark <= Math.max(sideReads[side], sideDelivered[side])) return []; // what was read has been delivered
    const revision = chat.revision + 1;
    write.run({ chat: no, revision, ...sideDelivered, [side]: mark });
    return [{ chat: chat.id, revision, readers }];
  }
}
