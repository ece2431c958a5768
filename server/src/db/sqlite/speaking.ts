import { and, eq } from 'drizzle-orm';
import { inForce } from './access.js';
import type { SqliteDatabase } from './connection.js';
import { representations } from './schema.js';

/** Whether `person` speaks for `patient` now: for oneself always, for a child while the representation lasts. */
export function speaksFor(db: SqliteDatabase, person: string, patient: string, now: number): boolean {
  if (person === patient) return true;
  const pair = and(eq(representations.patient, patient), eq(representations.representative, person));
  return (
    db
      .select({ patient: representations.patient })
      .from(representations)
      .where(and(pair, inForce(now)))
      .get() !== undefined
  );
}

/** Who speaks for the patient now, besides the patient. */
export function representativesOf(db: SqliteDatabase, patient: string, now: number): string[] {
  return db
    .select({ id: representations.representative })
    .from(representations)
    .where(and(eq(representations.patient, patient), inForce(now)))
    .orderBy(representations.representative)
    .all()
    .map(({ id }) => id);
}
