import { LIMITS } from '@consult/core';
import type { ExportedChat } from '@consult/core/wire';
import type { RecordStore } from '../../records/record-store.js';
import { createAccessReads } from './access-rows.js';
import { createApproach } from './access.js';
import type { AuditLog } from './audit-log.js';
import { admit } from './chat-reads.js';
import { createChatViews } from './chat-views.js';
import type { SqliteDatabase } from './connection.js';
import { createExportReads } from './export-rows.js';
import type { Commit } from './group-commit.js';

/** Who has looked into a chat, and the whole of it, in SQLite. */
export function sqliteRecordStore(db: SqliteDatabase, commit: Commit, audit: AuditLog): RecordStore {
  const approach = createApproach(db);
  const views = createChatViews(db);
  const readAccesses = createAccessReads(db);
  const readExport = createExportReads(db);

  return {
    async accesses(access, { before = Number.MAX_SAFE_INTEGER, limit = LIMITS.page }, rule) {
      const { chat } = admit({ approach }, access, rule);
      const rows = readAccesses(chat, access.actor.person, before, limit + 1);
      return { accesses: rows.slice(0, limit), more: rows.length > limit };
    },

    beginExport: (access, format, rule) =>
      commit(() => {
        const { chat, standing } = admit({ approach }, access, rule);
        audit.write(access.now, access.actor, { action: 'chat-exported', chat: chat.id, code: format });
        const { id, seq, title, specialty, patient, doctor, organisation, ...view } = views.one(
          chat.id,
          access.actor.person,
          standing,
        );
        const { state, outcome, startsAt, endsAt } = view;
        const exported: ExportedChat = {
          ...{ id, seq, title, specialty, patient, doctor, organisation },
          ...{ state, outcome, startsAt, endsAt },
        };
        return exported;
      }),

    async exportPage(access, after, limit, rule) {
      return readExport(admit({ approach }, access, rule).no, after, limit);
    },
  };
}
