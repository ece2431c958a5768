import type { Actor } from '@consult/core';
import { AUDIT_START, auditLink, type Anchor } from '@consult/core/chain';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { OPENING, type AuditAction } from '../../chats/audit.js';
import type { SqliteConnection, TransactionControl } from './connection.js';
import { audit } from './schema.js';

/** What an audit row adds to who and when. */
export interface AuditRow {
  readonly action: AuditAction;
  readonly chat?: string;
  readonly subject?: string;
  readonly code?: string;
}

/**
 * Writes the audit rows, in the transaction of what they tell of. Each carries the hash of itself and the row before it.
 *
 * The end of the chain is kept in memory, and read again after whatever was undone: see {@link watching}.
 */
export function createAuditLog({ db, control, sha256 }: SqliteConnection) {
  const write = db
    .insert(audit)
    .values({
      id: sql.placeholder('id'),
      at: sql.placeholder('at'),
      actor: sql.placeholder('actor'),
      role: sql.placeholder('role'),
      session: sql.placeholder('session'),
      action: sql.placeholder('action'),
      chat: sql.placeholder('chat'),
      subject: sql.placeholder('subject'),
      code: sql.placeholder('code'),
      hash: sql.placeholder('hash'),
    })
    .prepare();
  const newest = db
    .select({ id: audit.id, hash: audit.hash })
    .from(audit)
    .orderBy(desc(audit.id))
    .limit(1)
    .prepare();
  const older = db
    .select()
    .from(audit)
    .where(gt(audit.id, sql.placeholder('after')))
    .orderBy(asc(audit.id))
    .limit(PAGE)
    .prepare();
  const recent = db
    .select({ id: audit.id })
    .from(audit)
    .where(
      and(
        // Literally as in the index `audit_openings`, which SQLite uses for no other words.
        sql`${audit.action} in ('chat-opened', 'readiness-opened')`,
        eq(audit.action, sql.placeholder('action')),
        eq(audit.chat, sql.placeholder('chat')),
        eq(audit.session, sql.placeholder('session')),
        gt(audit.at, sql.placeholder('since')),
        eq(audit.actor, sql.placeholder('actor')),
      ),
    )
    .limit(1)
    .prepare();

  const recentInRegistry = db
    .select({ id: audit.id })
    .from(audit)
    .where(
      and(
        // Literally as in the index `audit_registry_openings`, as above.
        sql`${audit.action} in ('journal-opened', 'people-searched', 'request-opened')`,
        eq(audit.action, sql.placeholder('action')),
        eq(audit.subject, sql.placeholder('subject')),
        eq(audit.session, sql.placeholder('session')),
        gt(audit.at, sql.placeholder('since')),
        eq(audit.actor, sql.placeholder('actor')),
      ),
    )
    .limit(1)
    .prepare();

  let head: Anchor | undefined;
  const forget = () => (head = undefined);

  /** The end of the chain. Rows from before there was one are linked here, once, and kept as they are. */
  function readHead(): Anchor {
    const row = newest.get();
    if (row?.hash) return { id: row.id, hash: row.hash };
    let end: Anchor = { id: 0, hash: AUDIT_START };
    for (let page = row ? older.all({ after: 0 }) : []; page.length; page = older.all({ after: end.id }))
      for (const unchained of page) end = { id: unchained.id, hash: sha256(auditLink(end.hash, unchained)) };
    return end;
  }

  return {
    /** The connection's transactions, for whoever writes here: what is undone takes its links with it. */
    control: watching(control, forget),
    /** `actor` is `null` where the clock acts. */
    write(at: number, actor: Actor | null, { action, chat, subject, code }: AuditRow): void {
      const { id, hash: previous } = (head ??= readHead());
      const row = {
        id: id + 1,
        at,
        actor: actor?.person ?? null,
        role: actor?.role ?? null,
        session: actor?.session ?? null,
        action,
        chat: chat ?? null,
        subject: subject ?? null,
        code: code ?? null,
      };
      const hash = sha256(auditLink(previous, row));
      write.run({ ...row, hash });
      head = { id: row.id, hash };
    },
    /** Where the chain stands; `null` in an empty audit. */
    head(): Anchor | null {
      head ??= readHead();
      return head.id ? head : null;
    },
    /** Whether this session's reading of the chat, or of a check made for it, has been noted down lately. */
    hasOpening: (
      chat: string,
      { person, session }: Actor,
      now: number,
      action: Extract<AuditAction, 'chat-opened' | 'readiness-opened'> = 'chat-opened',
    ): boolean => recent.get({ chat, session, actor: person, since: now - OPENING, action }) !== undefined,
    /** Whether this session's looking at a request, or into a journal, has been noted down lately. */
    hasRegistryOpening: (
      action: Extract<AuditAction, 'journal-opened' | 'people-searched' | 'request-opened'>,
      subject: string,
      { person, session }: Actor,
      now: number,
    ): boolean =>
      recentInRegistry.get({ action, subject, session, actor: person, since: now - OPENING }) !== undefined,
  };
}

/** So many rows from before the chain are read at once. */
const PAGE = 1000;

/** The same transactions; `onUndone` is told wherever what was written before is perhaps no longer there. */
function watching(control: TransactionControl, onUndone: () => void): TransactionControl {
  let committed = false;
  return {
    begin() {
      if (!committed) onUndone(); // SQLite ends a transaction by itself when a disk fails
      committed = false;
      control.begin();
    },
    commit() {
      control.commit();
      committed = true;
    },
    rollback: () => control.rollback(),
    mark: () => control.mark(),
    keep: () => control.keep(),
    undo() {
      onUndone();
      control.undo();
    },
    get active() {
      return control.active;
    },
  };
}

export type AuditLog = ReturnType<typeof createAuditLog>;
