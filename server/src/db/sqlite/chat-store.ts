import type { ChatStore } from '../../chats/chat-store.js';
import { createApproach } from './access.js';
import type { AuditLog } from './audit-log.js';
import { createCallReads } from './call-rows.js';
import { createChatReads } from './chat-reads.js';
import { createChatStatements, type ChatStatements } from './chat-statements.js';
import { createChatViews } from './chat-views.js';
import { createChatWrites } from './chat-writes.js';
import type { SqliteDatabase } from './connection.js';
import { createEntryReads } from './entry-rows.js';
import type { Commit } from './group-commit.js';

/** What the stores about chats are made of. Preparing takes most of the time of opening: each statement once per database. */
export interface ChatParts {
  readonly db: SqliteDatabase;
  readonly commit: Commit;
  readonly audit: AuditLog;
  readonly approach: ReturnType<typeof createApproach>;
  readonly views: ReturnType<typeof createChatViews>;
  readonly log: ReturnType<typeof createEntryReads>;
  readonly write: ChatStatements;
  readonly callReads: ReturnType<typeof createCallReads>;
}

/**
 * Chats in SQLite. There is one connection and each verb runs without a pause, so whatever a verb reads belongs to one
 * moment, in a transaction or not.
 */
export function sqliteChatStore(parts: ChatParts): ChatStore {
  return { ...createChatReads(parts), ...createChatWrites(parts) };
}

/** Prepares what all that reads or writes chats is made of. */
export const createChatParts = (db: SqliteDatabase, commit: Commit, audit: AuditLog): ChatParts => ({
  db,
  commit,
  audit,
  approach: createApproach(db),
  views: createChatViews(db),
  log: createEntryReads(db),
  write: createChatStatements(db),
  callReads: createCallReads(db),
});
