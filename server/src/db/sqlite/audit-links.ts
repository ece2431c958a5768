import { AUDIT_START, consentCode, type AuditLinked } from '@consult/core/chain';
import type { ConsentRecord } from '@consult/core/wire';
import { and, eq } from 'drizzle-orm';
import type { AuditAction } from '../../chats/audit.js';
import type { SqliteDatabase } from './connection.js';
import { audit, isOfConsents } from './schema.js';

/**
 * The row of the audit that tells of this act, between its hash and that of the row before it; `undefined` where there is
 * none, or none with a hash.
 */
export function linkedRow(
  db: SqliteDatabase,
  consent: ConsentRecord,
  action: AuditAction,
): AuditLinked | undefined {
  const found = db
    .select()
    .from(audit)
    .where(
      and(
        isOfConsents,
        eq(audit.subject, consent.patient),
        eq(audit.action, action),
        eq(audit.code, consentCode(consent)),
      ),
    )
    .get();
  if (!found?.hash) return undefined;
  const { hash, ...row } = found;
  const before = db
    .select({ hash: audit.hash })
    .from(audit)
    .where(eq(audit.id, row.id - 1))
    .get();
  const previous = row.id === 1 ? AUDIT_START : before?.hash;
  return previous === undefined || previous === null ? undefined : { previous, row, hash };
}
