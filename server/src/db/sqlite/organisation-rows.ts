import { refusalToEnter, type Actor, type ErrorCode } from '@consult/core';
import type { Attachment, OrganisationRecord } from '@consult/core/wire';
import { and, eq, sql } from 'drizzle-orm';
import type { Organisation } from '../../people/people-store.js';
import { searchableWords } from '../../search/words.js';
import type { SqliteDatabase } from './connection.js';
import { attachments } from './request-schema.js';
import { organisations } from './schema.js';

type OrganisationRow = typeof organisations.$inferSelect;

/** What is known of an organisation. */
export function findOrganisation(db: SqliteDatabase, id: string): Organisation | undefined {
  const row = db.select().from(organisations).where(eq(organisations.id, id)).get();
  return row && organisationOf(row);
}

/** An organisation as it is told: of what nobody has said there is nothing in it. */
export const organisationOf = ({
  id,
  name,
  district,
  address,
  phone,
  hours,
  levels,
}: OrganisationRow): Organisation => ({
  id,
  name,
  ...(district !== null && { district }),
  ...(address !== null && { address }),
  ...(phone !== null && { phone }),
  ...(hours && { hours }),
  ...(levels && { levels: [...levels] }),
});

/** Keeps what is said of an organisation, and what was known of the rest; `onChange` is told where that is something new. */
export function keepOrganisation(
  db: SqliteDatabase,
  { id, name, ...said }: OrganisationRecord & { readonly id: string },
  onChange: () => void,
): Organisation {
  const row = db.select().from(organisations).where(eq(organisations.id, id)).get();
  const {
    district = null,
    address = null,
    phone = null,
    hours = null,
    levels = null,
  } = { ...row, ...defined(said) };
  const words = searchableWords(name);
  const next: OrganisationRow = { id, name, words, district, address, phone, hours, levels };
  if (row && JSON.stringify(organisationOf(row)) === JSON.stringify(organisationOf(next)))
    return organisationOf(row);
  db.insert(organisations).values(next).onConflictDoUpdate({ target: organisations.id, set: next }).run();
  onChange();
  return organisationOf(next);
}

/** Why a patient with this account may not act in the organisation: it may be more particular than the installation. */
export function refusalByLevel(
  db: SqliteDatabase,
  organisation: string,
  { role, level }: Pick<Actor, 'role' | 'level'>,
): ErrorCode | undefined {
  const levels = role === 'patient' ? findOrganisation(db, organisation)?.levels : undefined;
  return levels && refusalToEnter(level, levels);
}

const defined = <T extends object>(said: T) =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as T;

type Pair = Pick<typeof attachments.$inferSelect, 'patient' | 'organisation'>;

/** Whether a patient is attached at `now`. */
export const attachedAt = (now: unknown) =>
  sql`${attachments.validFrom} <= ${now} and (${attachments.validTo} is null or ${attachments.validTo} > ${now})`;

const thisPair = ({ patient, organisation }: Pair) =>
  and(eq(attachments.patient, patient), eq(attachments.organisation, organisation));

/** Whether the patient is attached to the organisation at this moment. */
export function isAttached(db: SqliteDatabase, pair: Pair, now: number): boolean {
  const found = db
    .select({ patient: attachments.patient })
    .from(attachments)
    .where(and(thisPair(pair), attachedAt(now)));
  return found.get() !== undefined;
}

/** Keeps when a patient is attached; answers whether that is something new. */
export function keepAttachment(db: SqliteDatabase, pair: Pair, term: Attachment): boolean {
  const known = db.select().from(attachments).where(thisPair(pair)).get();
  if (known && known.validFrom === term.validFrom && known.validTo === term.validTo) return false;
  db.insert(attachments)
    .values({ ...pair, ...term })
    .onConflictDoUpdate({ target: [attachments.patient, attachments.organisation], set: term })
    .run();
  return true;
}
