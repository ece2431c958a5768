import { LIMITS } from '@consult/core';
import type { ExportedChat } from '@consult/core/wire';
import type { RecordStore } from '../../records/record-store.js';
import { createAccessReads } from './access-rows.js';
import { admit } from './chat-reads.js';
import type { ChatParts } from './chat-store.js';
import { createExportReads } from './export-rows.js';

/** Who has looked into a chat, and the whole of it, in SQLite. */
export function sqliteRecordStore(parts: ChatParts): RecordStore {
  const { commit, audit, views } = parts;
  const readAccesses = createAccessReads(parts.db);
  const readExport = createExportReads(parts);

  return {
    async accesses(access, { before = Number.MAX_SAFE_INTEGER, limit = LIMITS.page }, rule) {
      const { chat } = admit(parts, access, rule);
      const rows = readAccesses(chat, access.actor.person, before, limit + 1);
      return { accesses: rows.slice(0, limit), more: rows.length > limit };
    },

    beginExport: (access, format, rule) =>
      commit(() => {
        const { chat, standing } = admit(parts, access, rule);
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
      return readExport(admit(parts, access, rule).no, after, limit);
    },
  };
}
