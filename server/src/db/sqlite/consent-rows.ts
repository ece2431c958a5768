import type { Actor, ConsentKind } from '@consult/core';
import type { ConsentDocument, ConsentRecord } from '@consult/core/wire';
import { and, desc, eq } from 'drizzle-orm';
import type { AuditLog } from './audit-log.js';
import type { SqliteDatabase } from './connection.js';
import { consentDocuments, consents } from './schema.js';

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
