import { ConsultError, refuseIf, type Actor, type EndedSessions, type Role } from '@consult/core';
import { and, eq, lte, or, sql } from 'drizzle-orm';
import type { Bearer, HeldRole, SessionStore } from '../../sessions/session-store.js';
import { createSeatsEnding, type Sitter } from './call-ending.js';
import type { ChatParts } from './chat-store.js';
import { logoutTokens, revocations } from './session-schema.js';

/** So many bearers are remembered: as many as come within minutes, in a megabyte or two. */
const KNOWN = 10_000;

/** Which sessions and roles are over, in SQLite. */
export function sqliteSessionStore(parts: ChatParts): SessionStore {
  const { db, commit, audit } = parts;
  const endSeatsOf = createSeatsEnding(parts);
  const person = sql.placeholder('person');
  // It runs with every request: three looks into the primary key.
  const find = db
    .select({ scope: revocations.scope })
    .from(revocations)
    .where(
      or(
        and(eq(revocations.subject, sql.placeholder('session')), eq(revocations.scope, 'session')),
        and(
          eq(revocations.subject, person),
          eq(revocations.scope, 'person'),
          sql`${revocations.since} >= ${sql.placeholder('issuedAt')}`,
        ),
        and(eq(revocations.subject, person), eq(revocations.scope, sql.placeholder('role'))),
      ),
    )
    .limit(1)
    .prepare();

  const sweep = (now: number) => {
    db.delete(revocations).where(lte(revocations.until, now)).run();
    db.delete(logoutTokens).where(lte(logoutTokens.until, now)).run();
  };

  /**
   * Who is known not to be over. A look into the file costs a request a tenth of its time, and nobody but this store writes
   * what it would find.
   */
  const going = new Set<string>();

  const isOver = ({ person, session, role, issuedAt }: Bearer) => {
    const bearer = JSON.stringify([person, session, role, issuedAt]);
    if (going.has(bearer)) return false;
    if (find.get({ person, session, role, issuedAt })) return true;
    if (going.size >= KNOWN) going.clear();
    going.add(bearer);
    return false;
  };

  /** What is told late, and is about less, takes nothing back: an end is only ever moved on. */
  const keep = (row: typeof revocations.$inferInsert) => {
    going.clear();
    db.insert(revocations)
      .values(row)
      .onConflictDoUpdate({
        target: [revocations.subject, revocations.scope],
        set: { since: sql`max(since, excluded.since)`, until: sql`max(until, excluded.until)` },
      })
      .run();
  };

  const end = (ended: EndedSessions, keptUntil: number, actor: Actor | null, now: number) => {
    sweep(now);
    const [scope, subject, since] =
      'session' in ended
        ? (['session', ended.session, now] as const)
        : (['person', ended.person, ended.begunBy] as const);
    keep({ scope, subject, since, until: keptUntil });
    audit.write(now, actor, { action: 'sessions-ended', subject, code: scope });
    return endSeatsOf(ended as Sitter, { actor, now });
  };

  const roleRow = ({ person: subject, role }: HeldRole) =>
    and(eq(revocations.subject, subject), eq(revocations.scope, role));

  return {
    isEnded: async (bearer) => isOver(bearer),

    logOut: ({ ended, jti, until }, keptUntil, now) =>
      commit(() => {
        const known = db.select().from(logoutTokens).where(eq(logoutTokens.jti, jti)).get();
        if (known) throw new ConsultError('invalid');
        const changes = end(ended, keptUntil, null, now);
        db.insert(logoutTokens).values({ jti, until }).run();
        return changes;
      }),

    endAll: (actor, ended, keptUntil, now, rule) =>
      commit(() => {
        refuseIf(rule());
        return end(ended, keptUntil, actor, now);
      }),

    revokeRole: (actor, held, now, rule) =>
      commit(() => {
        refuseIf(rule());
        if (db.select().from(revocations).where(roleRow(held)).get()) return [];
        keep({ scope: held.role, subject: held.person, since: now, until: null });
        note(actor, 'role-revoked', held, now);
        return endSeatsOf(held, { actor, now });
      }),

    restoreRole: (actor, held, now, rule) =>
      commit(() => {
        refuseIf(rule());
        const gone = db.delete(revocations).where(roleRow(held)).returning().all();
        if (gone.length) note(actor, 'role-restored', held, now);
      }),
  };

  function note(actor: Actor, action: 'role-revoked' | 'role-restored', held: HeldRole, now: number) {
    audit.write(now, actor, { action, subject: held.person, code: held.role satisfies Role });
  }
}
