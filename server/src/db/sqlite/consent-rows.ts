import { CONSENT_KINDS, standingVersion, stateOfConsent, type Actor, type ConsentKind } from '@consult/core';
import { consentCode } from '@consult/core/chain';
import type { ConsentDocument, ConsentRecord, ConsentStatus } from '@consult/core/wire';
import { and, count, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { inForce, isWithdrawn } from './access.js';
import type { AuditLog } from './audit-log.js';
import type { SqliteDatabase } from './connection.js';
import { consentWithdrawals } from './consent-schema.js';
import { nameOf } from './names.js';
import { consentDocuments, consents, people, representations } from './schema.js';

const givers = alias(people, 'givers');
const takers = alias(people, 'takers');

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

/** Where a patient stands with a kind of document: what `refusalWithoutConsent` is asked about, for any kind. */
export function standingOf(db: SqliteDatabase, patient: string, kind: ConsentKind) {
  return {
    published: newestOf(db, kind)?.version ?? null,
    given: standingVersion(actsOf(db, patient, kind)),
  };
}

/**
 * Keeps an acceptance that has been allowed, or finds the one that stands. For whoever runs a transaction of their own.
 */
export function recordConsent(
  db: SqliteDatabase,
  audit: AuditLog,
  actor: Actor,
  { id, kind, version, hash, patient }: Pick<ConsentRecord, 'id' | 'kind' | 'version' | 'hash' | 'patient'>,
  now: number,
): ConsentRecord & { readonly fresh: boolean } {
  const same = and(
    eq(consents.patient, patient),
    eq(consents.kind, kind),
    eq(consents.version, version),
    eq(consents.by, actor.person),
  );
  const standing = db
    .select()
    .from(consents)
    .where(and(same, sql`not ${isWithdrawn}`))
    .get();
  if (standing) return { ...recordOf(standing), fresh: false };

  const { round } = db.select({ round: count() }).from(consents).where(same).get()!;
  const row = { id, kind, version, hash, patient, by: actor.person, at: now, level: actor.level, round };
  db.insert(consents).values(row).run();
  audit.write(now, actor, {
    action: 'consent-given',
    subject: patient,
    code: consentCode(row),
  });
  return { ...recordOf(row), fresh: true };
}

/** What is kept of an acceptance; the level is absent in rows from before it was kept. */
export const recordOf = ({ level, ...row }: typeof consents.$inferSelect): ConsentRecord => ({
  id: row.id,
  kind: row.kind,
  version: row.version,
  hash: row.hash,
  patient: row.patient,
  by: row.by,
  at: row.at,
  ...(level !== null && { level }),
});

/** One acceptance as it is kept, with its withdrawal where there is one. */
export function findConsent(db: SqliteDatabase, id: string) {
  const found = db
    .select({ row: consents, withdrawal: consentWithdrawals })
    .from(consents)
    .leftJoin(consentWithdrawals, eq(consentWithdrawals.consent, consents.id))
    .where(eq(consents.id, id))
    .get();
  return found && { consent: recordOf(found.row), withdrawal: found.withdrawal };
}

/** One version as it was published. */
export const findDocument = (
  db: SqliteDatabase,
  kind: ConsentKind,
  version: number,
): ConsentDocument | undefined =>
  db
    .select()
    .from(consentDocuments)
    .where(and(eq(consentDocuments.kind, kind), eq(consentDocuments.version, version)))
    .get();

/** Where these patients stand with every kind, in the order they are given. */
export const statusesOf = (db: SqliteDatabase, patients: readonly string[]): ConsentStatus[] =>
  patients.flatMap((patient) => CONSENT_KINDS.map((kind) => statusOf(db, patient, kind)));

/** Where one patient, whom the registry knows, stands with one kind. */
export function statusOf(db: SqliteDatabase, patient: string, kind: ConsentKind): ConsentStatus {
  const newest = newestOf(db, kind);
  const rows = actsOf(db, patient, kind);
  const { id, ...name } = db.select(person(people)).from(people).where(eq(people.id, patient)).get()!;
  return {
    kind,
    patient: { id, name: nameOf(name) },
    published: newest
      ? { version: newest.version, title: newest.title, publishedAt: newest.publishedAt }
      : null,
    state: stateOfConsent(rows, newest?.version ?? null),
    acts: rows.map(({ act, by, withdrawnAt, withdrawnBy }) => ({
      ...act,
      by: { id: by.id, name: nameOf(by) },
      withdrawn: withdrawnBy && { at: withdrawnAt!, by: { id: withdrawnBy.id, name: nameOf(withdrawnBy) } },
    })),
  };
}

/** Who speaks for whom now: oneself first, where the registry knows one; then those one represents, by name. */
export function spokenForBy(db: SqliteDatabase, actor: string, now: number): string[] {
  const self = db.select({ id: people.id }).from(people).where(eq(people.id, actor)).all();
  const others = db
    .select({ id: representations.patient })
    .from(representations)
    .innerJoin(people, eq(people.id, representations.patient))
    .where(and(eq(representations.representative, actor), inForce(now)))
    .orderBy(people.family, people.given, people.id)
    .all();
  return [...self, ...others].map(({ id }) => id);
}

const person = <Table extends typeof people | typeof givers | typeof takers>({
  id,
  family,
  given,
  patronymic,
}: Table): Pick<Table, 'id' | 'family' | 'given' | 'patronymic'> => ({ id, family, given, patronymic });

/** Every acceptance of a kind, newest first: rows are only ever added, so their number tells the order of one moment's. */
function actsOf(db: SqliteDatabase, patient: string, kind: ConsentKind) {
  return db
    .select({
      act: {
        id: consents.id,
        version: consents.version,
        title: consentDocuments.title,
        hash: consents.hash,
        at: consents.at,
        level: consents.level,
      },
      by: person(givers),
      withdrawnAt: consentWithdrawals.at,
      withdrawnBy: person(takers),
    })
    .from(consents)
    .innerJoin(
      consentDocuments,
      and(eq(consentDocuments.kind, consents.kind), eq(consentDocuments.version, consents.version)),
    )
    .innerJoin(givers, eq(givers.id, consents.by))
    .leftJoin(consentWithdrawals, eq(consentWithdrawals.consent, consents.id))
    .leftJoin(takers, eq(takers.id, consentWithdrawals.by))
    .where(and(eq(consents.patient, patient), eq(consents.kind, kind)))
    .orderBy(desc(consents.at), desc(sql`${consents}.rowid`))
    .all()
    .map((row) => ({ ...row, version: row.act.version, withdrawn: row.withdrawnAt !== null }));
}
