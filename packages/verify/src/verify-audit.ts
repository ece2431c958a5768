import { type Anchor, type AuditRecord, checkAudit } from '@consult/core/chain';
import { sha256 } from './sha256.js';
import type { Finding } from './verify-chat.js';
import type { Words } from './words.js';

/** Looks through the audit in a server's database, which may be in use: it is only read. */
export async function verifyAudit(file: string, anchor: Anchor | undefined, words: Words): Promise<Finding> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('select * from audit order by id').iterate();
    const { rows: count, head, fault } = checkAudit(rows as unknown as Iterable<Row>, sha256, anchor);
    if (!fault) return { whole: true, said: words.auditWhole(count, head?.hash ?? '') };
    return { whole: false, said: words.auditFaults[fault.fault](fault.id, count) };
  } finally {
    database.close();
  }
}

type Row = AuditRecord & { readonly hash: string | null };
