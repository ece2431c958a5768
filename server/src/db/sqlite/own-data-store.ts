import { ConsultError, isErasureOverdue, LIMITS, refuseIf, type Actor } from '@consult/core';
import type { ErasureView } from '@consult/core/wire';
import { and, asc, desc, eq, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { OwnDataStore } from '../../own-data/own-data-store.js';
import type { AuditLog } from './audit-log.js';
import type { SqliteDatabase } from './connection.js';
import { ERASERS } from './erasers.js';
import { erasures } from './erasure-schema.js';
import type { Commit } from './group-commit.js';
import { readOwnAccesses } from './own-data-rows.js';
import { OWN_KINDS } from './own-export-rows.js';
import { findPerson } from './people-store.js';
import { speaksFor } from './speaking.js';

type Row = typeof erasures.$inferSelect;

/**
 * One's own data in SQLite.
 *
 * @param scrub - Sees to it that nothing of what was deleted is left in the files.
 */
export function sqliteOwnDataStore(
  db: SqliteDatabase,
  commit: Commit,
  audit: AuditLog,
  scrub: (patient: boolean) => Promise<boolean>,
): OwnDataStore {
  /** Something may be left in the files, perhaps of what a server that is no more has destroyed. */
  let left = db.select().from(erasures).where(isNotNull(erasures.doneAt)).limit(1).get() !== undefined;
  const admit = (
    { person }: Actor,
    patient: string,
    now: number,
    rule: Parameters<OwnDataStore['beginExport']>[3],
  ) => refuseIf(rule({ speaksFor: speaksFor(db, person, patient, now) }));
  const openOf = (patient: string) =>
    db
      .select()
      .from(erasures)
      .where(and(eq(erasures.person, patient), isNull(erasures.doneAt)))
      .get();

  return {
    async accesses(actor, patient, { before = Number.MAX_SAFE_INTEGER, limit = LIMITS.page }, now, rule) {
      admit(actor, patient, now, rule);
      const rows = readOwnAccesses(db, patient, actor.person, before, limit + 1);
      return { accesses: rows.slice(0, limit), more: rows.length > limit };
    },

    beginExport: (actor, patient, now, rule) =>
      commit(() => {
        admit(actor, patient, now, rule);
        audit.write(now, actor, { action: 'data-exported', subject: patient });
        return OWN_KINDS.map(([kind]) => kind);
      }),

    async exportRows(actor, patient, { kind, after, limit }, now, rule) {
      admit(actor, patient, now, rule);
      const [, read] = OWN_KINDS.find(([name]) => name === kind)!;
      return read(db, patient, after, limit);
    },

    ask: (actor, { id, patient, dueAt }, now, rule) =>
      commit(() => {
        admit(actor, patient, now, rule);
        const known = openOf(patient);
        if (known) return viewOf(known, now);
        if (!findPerson(db, patient)) throw new ConsultError('not-found');
        const wish = { id, person: patient, askedBy: actor.person, askedAt: now, dueAt };
        const row = db.insert(erasures).values(wish).returning().get();
        audit.write(now, actor, { action: 'erasure-asked', subject: patient, code: id });
        return viewOf(row, now);
      }),

    async ofPatient(actor, patient, now, rule) {
      admit(actor, patient, now, rule);
      const own = db.select().from(erasures).where(eq(erasures.person, patient));
      return own
        .orderBy(desc(erasures.askedAt))
        .all()
        .map((row) => viewOf(row, now));
    },

    async all(state, now, rule, next) {
      refuseIf(rule());
      const [which, order] =
        state === 'open'
          ? [isNull(erasures.doneAt), asc(erasures.dueAt)]
          : [isNotNull(erasures.doneAt), desc(erasures.doneAt)];
      const rows = db.select().from(erasures).where(which).orderBy(order).limit(LIMITS.page).all();
      return rows.map((row) => ({ ...viewOf(row, now), refusal: next(row) ?? null }));
    },

    async alarms(now, since) {
      const quiet = or(isNull(erasures.alarmedAt), lte(erasures.alarmedAt, since));
      const found = db
        .select()
        .from(erasures)
        .where(and(isNull(erasures.doneAt), quiet))
        .orderBy(asc(erasures.dueAt))
        .all()
        .filter((row) => isErasureOverdue(row, now));
      if (!found.length) return [];
      return commit(() => {
        for (const { id } of found)
          db.update(erasures).set({ alarmedAt: now }).where(eq(erasures.id, id)).run();
        return found.map(({ id }) => id);
      });
    },

    async approve(actor, id, now, rule) {
      const result = await commit(() => {
        const known = db.select().from(erasures).where(eq(erasures.id, id)).get();
        refuseIf(rule(known));
        if (!known) throw new ConsultError('not-found');
        return known.approvedBy === null ? approve(known, actor, now) : destroy(known, actor, now);
      });
      left ||= result.erasure.state === 'done';
      return result.erasure.state === 'done' ? { ...result, scrubbed: await scrubbed(true) } : result;
    },

    scrubbed: () => scrubbed(false),
  };

  async function scrubbed(patient: boolean): Promise<boolean> {
    if (left) left = !(await scrub(patient));
    return !left;
  }

  function approve({ id, person }: Row, actor: Actor, now: number) {
    audit.write(now, actor, { action: 'erasure-approved', subject: person, code: id });
    return { erasure: keep(id, { approvedBy: actor.person, approvedAt: now }, now), free: [] };
  }

  /** The act: what was destroyed, by kind, stays in the audit and in the row. */
  function destroy({ id, person }: Row, actor: Actor, now: number) {
    const erased: Record<string, number> = {};
    const free: string[] = [];
    for (const { kind, destroy: destroyIn } of ERASERS) {
      const { count, places = [] } = destroyIn(db, person);
      erased[kind] = count;
      free.push(...places);
    }
    const code = Object.entries(erased).map(([kind, count]) => `${kind}:${count}`);
    audit.write(now, actor, { action: 'data-erased', subject: person, code: code.join(',') });
    return { erasure: keep(id, { confirmedBy: actor.person, doneAt: now, erased }, now), free };
  }

  function keep(id: string, changed: Partial<Row>, now: number): ErasureView {
    return viewOf(db.update(erasures).set(changed).where(eq(erasures.id, id)).returning().get(), now);
  }
}

const viewOf = (
  { id, person, askedAt, dueAt, approvedBy, doneAt, erased }: Row,
  now: number,
): ErasureView => ({
  id,
  person,
  askedAt,
  dueAt,
  state: doneAt !== null ? 'done' : approvedBy !== null ? 'approved' : 'asked',
  doneAt,
  overdue: isErasureOverdue({ dueAt, doneAt }, now),
  erased: erased ?? null,
});
