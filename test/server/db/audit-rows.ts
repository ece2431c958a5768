import { hash } from 'node:crypto';
import { type AuditRecord, checkAudit, type Sha256 } from '@consult/core/chain';
import initSqlJs from 'sql.js';
import { expect } from 'vitest';

export const sha256: Sha256 = (text) => hash('sha256', text);

export type AuditRow = AuditRecord & { readonly hash: string | null };

/** The audit of a database that is held as a file, oldest row first. */
export async function auditOf(file: Uint8Array): Promise<AuditRow[]> {
  const { Database } = await initSqlJs();
  const database = new Database(file);
  const statement = database.prepare('select * from audit order by id');
  const rows: AuditRow[] = [];
  while (statement.step()) rows.push(statement.getAsObject() as unknown as AuditRow);
  database.close();
  return rows;
}

/** Whatever a test has done: every row of the audit stands in its chain. */
export async function expectWholeAudit(file: Uint8Array): Promise<void> {
  const rows = await auditOf(file);
  expect(rows.filter((row) => row.hash === null)).toEqual([]);
  expect(checkAudit(rows, sha256)).toMatchObject({ rows: rows.length, fault: undefined });
}
