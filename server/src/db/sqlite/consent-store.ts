import { refuseIf, type Actor, type ConsentKind } from '@consult/core';
import type { ConsentDocument, ConsentRecord } from '@consult/core/wire';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { ConsentStore } from '../../consents/consent-store.js';
import type { AuditLog } from './audit-log.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { findPerson } from './people-store.js';
import { consentDocuments, consents } from './schema.js';
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
      const birthDate = findPerson(db, patient)?.birthDate ?? null;
      refuseIf(rule({ published, speaksFor: speaksFor(db, actor.person, patient, now), birthDate }));
      return recordConsent(db, audit, actor, { id, kind, version, hash, patient }, now);
    }),
});

/** The document of a kind that is in force. */
export function newestOf(db: SqliteDatabase, kind: ConsentKind): ConsentDocument | undefined {
  return db
    .select()
    .from(consentDocuments)
    .where(eq(consentDocuments.kind, kind))
    .orderBy(desc(consentDocuments.version))
    .limit(1)
    .get();
}

/** Keeps an acceptance that has been allowed, or finds the one there is. For whoever runs a transaction of their own. */
export function recordConsent(
  db: SqliteDatabase,
  audit: AuditLog,
  actor: Actor,
  { id, kind, version, hash, patient }: Omit<ConsentRecord, 'by' | 'at'>,
  now: number,
): ConsentRecord {
  const first = db
    .select()
    .from(consents)
    .where(
      and(
        eq(consents.patient, patient),
        eq(consents.kind, kind),
        eq(consents.version, version),
        eq(consents.by, actor.person),
      ),
    )
    .get();
  if (first) return first;

  const record = { id, kind, version, hash, patient, by: actor.person, at: now };
  db.insert(consents).values(record).run();
  audit.write(now, actor, { action: 'consent-given', subject: patient, code: `${kind}:${version}` });
  return record;
}
