import { refuseIf } from '@consult/core';
import type { ConsentDocument } from '@consult/core/wire';
import { asc, sql } from 'drizzle-orm';
import type { ConsentStore } from '../../consents/consent-store.js';
import type { AuditLog } from './audit-log.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { newestOf, recordConsent } from './consent-rows.js';
import { consentDocuments } from './schema.js';
import { speaksFor } from './speaking.js';

/** Consent documents and acceptances in SQLite. */
export const sqliteConsentStore = (db: SqliteDatabase, commit: Commit, audit: AuditLog): ConsentStore => ({
  documents: async () =>
    db
      .select()
      .from(consentDocuments)
      .where(
        sql`${consentDocuments.version} = (select max(newest.version)
          from ${consentDocuments} as newest where newest.kind = ${consentDocuments.kind})`,
      )
      .orderBy(asc(consentDocuments.kind))
      .all(),

  publish: (actor, document, now, rule) =>
    commit(() => {
      refuseIf(rule());
      const newest = newestOf(db, document.kind);
      if (newest?.hash === document.hash && newest.title === document.title) return newest;

      const published: ConsentDocument = {
        ...document,
        version: (newest?.version ?? 0) + 1,
        publishedAt: now,
      };
      db.insert(consentDocuments).values(published).run();
      audit.write(now, actor, {
        action: 'consent-published',
        subject: document.kind,
        code: String(published.version),
      });
      return published;
    }),

  give: (actor, { id, kind, version, hash, patient }, now, rule) =>
    commit(() => {
      const published = newestOf(db, kind) ?? null;
      refuseIf(rule({ published, speaksFor: speaksFor(db, actor.person, patient, now) }));
      return recordConsent(db, audit, actor, { id, kind, version, hash, patient }, now);
    }),
});
