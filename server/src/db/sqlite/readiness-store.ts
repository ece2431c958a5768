import { ConsultError, sideOf } from '@consult/core';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { ReadinessStore } from '../../calls/readiness-store.js';
import { admit } from './chat-reads.js';
import type { ChatParts } from './chat-store.js';
import { readiness } from './call-schema.js';

/** Checks before a call in SQLite. */
export const sqliteReadinessStore = (parts: ChatParts): ReadinessStore => {
  const { db, commit, audit } = parts;
  return {
    tell: (access, findings, rule) =>
      commit(() => {
        const { no, chat, standing } = admit(parts, access, rule);
        const side = sideOf(standing.relation);
        if (!side) throw new ConsultError('not-found');
        const told = { side, at: access.now, findings };
        db.insert(readiness)
          .values({ chat: no, person: access.actor.person, ...told })
          .onConflictDoUpdate({ target: [readiness.chat, readiness.person], set: told })
          .run();
        audit.write(access.now, access.actor, { action: 'readiness-told', chat: chat.id });
      }),

    newest: (access, since, rule) =>
      commit(() => {
        const { no, chat } = admit(parts, access, rule);
        if (!audit.hasOpening(chat.id, access.actor, access.now, 'readiness-opened'))
          audit.write(access.now, access.actor, { action: 'readiness-opened', chat: chat.id });
        const found = db
          .select({ checkedAt: readiness.at, findings: readiness.findings })
          .from(readiness)
          .where(and(eq(readiness.chat, no), eq(readiness.side, 'patient'), gt(readiness.at, since)))
          .orderBy(desc(readiness.at))
          .limit(1)
          .get();
        return found;
      }),
  };
};
