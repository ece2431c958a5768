import type { Anchor, Sha256 } from './canonical.js';

/** A row of the audit, as its hash covers it. */
export interface AuditRecord {
  readonly id: number;
  readonly at: number;
  readonly actor: string | null;
  readonly role: string | null;
  readonly session: string | null;
  readonly action: string;
  readonly chat: string | null;
  readonly subject: string | null;
  readonly code: string | null;
}

/** The hash of the row before the first one. */
export const AUDIT_START = '';

/** The text whose SHA-256 is a row's hash: a JSON array of the hash before it and the row, in this order. */
export const auditLink = (previous: string, row: AuditRecord): string =>
  JSON.stringify([
    previous,
    row.id,
    row.at,
    row.actor,
    row.role,
    row.session,
    row.action,
    row.chat,
    row.subject,
    row.code,
  ]);

/**
 * What is wrong at a row:
 * - `changed`: it is not as it was written;
 * - `missing`: it stands where another one stood, which is gone or was put elsewhere;
 * - `unchained`: it has no hash, though rows before it have one;
 * - `rewritten`: the chain is whole, and not the one the anchor was taken from;
 * - `cut`: the audit ends before the anchor.
 */
export interface AuditFault {
  readonly id: number;
  readonly fault: 'changed' | 'missing' | 'unchained' | 'rewritten' | 'cut';
}

/** What came of looking through an audit. */
export interface AuditVerdict {
  /** Rows found whole before the fault, if there is one. */
  readonly rows: number;
  /** Where the chain stands after them; `null` in an empty audit. */
  readonly head: Anchor | null;
  readonly fault: AuditFault | undefined;
}

/**
 * Looks through an audit, oldest row first, for the first row that is not as it was written. Rows from before the chain
 * carry no hash; they are linked like all others, and the first row that has one vouches for them.
 *
 * Whoever may write to the file can write a whole new chain: only an `anchor` kept elsewhere tells.
 */
export function checkAudit(
  rows: Iterable<AuditRecord & { readonly hash: string | null }>,
  sha256: Sha256,
  anchor?: Anchor,
): AuditVerdict {
  let head: Anchor | null = null;
  let chained = false;
  const stop = (id: number, fault: AuditFault['fault']) => ({
    rows: head?.id ?? 0,
    head,
    fault: { id, fault },
  });
  for (const row of rows) {
    const expected: number = (head?.id ?? 0) + 1;
    if (row.id !== expected) return stop(expected, 'missing');
    const hash = sha256(auditLink(head?.hash ?? AUDIT_START, row));
    if (row.hash === null && chained) return stop(row.id, 'unchained');
    if (row.hash !== null && row.hash !== hash) return stop(row.id, 'changed');
    if (anchor?.id === row.id && anchor.hash !== hash) return stop(row.id, 'rewritten');
    chained = row.hash !== null;
    head = { id: row.id, hash };
  }
  if (anchor && anchor.id > (head?.id ?? 0)) return stop(anchor.id, 'cut');
  return { rows: head?.id ?? 0, head, fault: undefined };
}
