import { type Anchor, type AuditRecord, checkAudit } from '@consult/core/chain';
import { sha256 } from './sha256.js';
import type { Finding } from './verify-chat.js';
import type { Words } from './words.js';

/** Looks through the audit in a server's database, which may be in use: it is only read. */
export async function verifyAudit(file: string, anchor: Anchor | undefined, words: Words): Promise<Finding> {
  const { rows: count, head, fault } = await readAudit(file, (rows) => checkAudit(rows, sha256, anchor));
  if (!fault) return { whole: true, said: words.auditWhole(count, head?.hash ?? '') };
  return { whole: false, said: words.auditFaults[fault.fault](fault.id, count) };
}

/** Hands over the rows of the audit in a server's database, oldest first. */
export async function readAudit<Answer>(
  file: string,
  look: (rows: Iterable<Row>) => Answer,
): Promise<Answer> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return look(database.prepare('select * from audit order by id').iterate() as unknown as Iterable<Row>);
  } finally {
    database.close();
  }
}

/** A row of the table `audit`. */
export type Row = AuditRecord & { readonly hash: string | null };
