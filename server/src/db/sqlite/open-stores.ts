import { eq } from 'drizzle-orm';
import type { Stores } from '../../deps.js';
import { createAuditLog } from './audit-log.js';
import { createSeatEnding } from './call-ending.js';
import { sqliteCallStore } from './call-store.js';
import { createChatParts, sqliteChatStore } from './chat-store.js';
import { sqliteConclusionStore } from './conclusion-store.js';
import type { SqliteConnection, SqliteDatabase } from './connection.js';
import { sqliteConsentStore } from './consent-store.js';
import { sqliteJournalStore } from './journal-store.js';
import { sqliteDeliveryStore } from './delivery-store.js';
import { sqliteFileStore } from './file-store.js';
import { createGroupCommit, type GroupCommitOptions } from './group-commit.js';
import { migrate } from './migrate.js';
import { sqliteNoticeStore } from './notice-store.js';
import { sqliteOwnDataStore } from './own-data-store.js';
import { sqlitePeopleStore } from './people-store.js';
import { sqlitePushStore } from './push-store.js';
import { sqliteReadinessStore } from './readiness-store.js';
import { sqliteRequestStore } from './request-store.js';
import { sqliteSlotStore } from './slot-store.js';
import { sqliteRecordStore } from './record-store.js';
import { meta } from './schema.js';
import { sqliteSearchStore } from './search-store.js';
import { sqliteSessionStore } from './session-store.js';

/** Makes the stores of an open connection, its database brought up to date first. Closing them closes the connection. */
export function sqliteStores(connection: SqliteConnection, options: GroupCommitOptions): Stores {
  migrate(connection);
  const { db } = connection;
  const audit = createAuditLog(connection);
  const { commit, close } = createGroupCommit(audit.control, options);
  const parts = createChatParts(db, commit, audit);
  return {
    epoch: epochOf(db),
    chats: sqliteChatStore(parts),
    calls: sqliteCallStore(parts),
    readiness: sqliteReadinessStore(parts),
    conclusions: sqliteConclusionStore(parts),
    files: sqliteFileStore(parts),
    search: sqliteSearchStore(parts),
    people: sqlitePeopleStore(db, commit, audit, createSeatEnding(parts)),
    consents: sqliteConsentStore(parts),
    slots: sqliteSlotStore(parts),
    requests: sqliteRequestStore(parts),
    journal: sqliteJournalStore(parts),
    records: sqliteRecordStore(parts),
    sessions: sqliteSessionStore(parts),
    notices: sqliteNoticeStore(db, commit),
    deliveries: sqliteDeliveryStore(db, commit),
    pushes: sqlitePushStore(db, commit),
    ownData: sqliteOwnDataStore(db, commit, audit, (patient) => connection.scrub(patient)),
    anchor: () => commit(() => audit.head()),
    async close() {
      await close();
      connection.close();
    },
  };
}

/** The database's life, begun when it was made. */
function epochOf(db: SqliteDatabase): string {
  const known = db.select().from(meta).where(eq(meta.key, 'epoch')).get();
  if (known) return known.value;
  const epoch = crypto.randomUUID();
  db.insert(meta).values({ key: 'epoch', value: epoch }).run();
  return epoch;
}
