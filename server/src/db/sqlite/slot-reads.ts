import { ConsultError, dayAfter, LIMITS, moscowMoment, refuseIf } from '@consult/core';
import type { ClinicView, ScheduleAnswer, ScheduleQuery, SubjectsAnswer } from '@consult/core/wire';
import { and, asc, count, eq, gt, gte, lt, sql, type SQL } from 'drizzle-orm';
import type { SlotStore } from '../../slots/slot-store.js';
import { inForce } from './access.js';
import type { SqliteDatabase } from './connection.js';
import { nameOf } from './names.js';
import { attachedAt, findOrganisation } from './organisation-rows.js';
import { attachments, clinicDoctors, slots } from './request-schema.js';
import { organisations, people, representations } from './schema.js';
import { slotsWithDoctors, slotViewOf } from './slot-rows.js';
import { speaksFor } from './speaking.js';

/** The reading half of the store of times. */
export const createSlotReads = (
  db: SqliteDatabase,
): Pick<SlotStore, 'subjects' | 'clinics' | 'schedule'> => ({
  subjects: async ({ person, role }, now) => {
    if (role !== 'patient') return [];
    const mine = sql`${people.id} = ${person} or ${people.id} in (select ${representations.patient}
      from ${representations} where ${representations.representative} = ${person} and ${inForce(now)})`;
    const rows = db.select().from(people).where(mine).orderBy(asc(people.birthDate), asc(people.id)).all();
    const subjects = rows.map((row): SubjectsAnswer['subjects'][number] => ({
      id: row.id,
      isSelf: row.id === person,
      name: nameOf(row),
      birthDate: row.birthDate,
      phone: row.phone,
      email: row.email,
    }));
    return subjects.sort((one, other) => Number(other.isSelf) - Number(one.isSelf));
  },

  clinics: async (actor, { patient, district }, now, rule) => {
    refuseIf(rule({ isOwn: speaksFor(db, actor.person, patient, now) }));
    const attached = sql<number>`exists (select 1 from ${attachments} where ${attachments.organisation} = ${organisations.id}
      and ${attachments.patient} = ${patient} and ${attachedAt(now)})`;
    return db
      .select({ row: organisations, attached })
      .from(organisations)
      .where(district === undefined ? undefined : eq(organisations.district, district))
      .orderBy(asc(organisations.name), asc(organisations.id))
      .all()
      .map(({ row, attached: isAttached }): ClinicView => ({
        id: row.id,
        name: row.name,
        district: row.district,
        address: row.address,
        phone: row.phone,
        attached: Boolean(isAttached),
      }))
      .sort((one, other) => Number(other.attached) - Number(one.attached));
  },

  schedule: async (organisation, query, now) => {
    if (!findOrganisation(db, organisation)) throw new ConsultError('not-found');
    const free = isFree(organisation, query, now);
    const found = slotsWithDoctors(db)
      .where(
        and(
          free,
          query.specialty === undefined ? undefined : eq(slots.specialty, query.specialty),
          query.doctor === undefined ? undefined : eq(slots.doctor, query.doctor),
        ),
      )
      .orderBy(asc(slots.startsAt), asc(slots.id))
      .limit(LIMITS.page);
    return { specialties: specialtiesOf(db, organisation, free), slots: found.all().map(slotViewOf) };
  },
});

/** What is free from now on, of the kind and on the days asked for. */
function isFree(organisation: string, { kind, from, to }: ScheduleQuery, now: number): SQL | undefined {
  return and(
    eq(slots.organisation, organisation),
    sql`${slots.state} = 'free'`, // literally as in the index `slots_free`
    gt(slots.startsAt, now),
    kind === undefined ? undefined : eq(slots.kind, kind),
    from === undefined ? undefined : gte(slots.startsAt, moscowMoment(from)),
    to === undefined ? undefined : lt(slots.startsAt, moscowMoment(dayAfter(to))),
  );
}

/** The doctors of the organisation by their specialties, and how much of each is free. */
function specialtiesOf(
  db: SqliteDatabase,
  organisation: string,
  free: SQL | undefined,
): ScheduleAnswer['specialties'] {
  const doctors = db
    .select({ person: people })
    .from(clinicDoctors)
    .innerJoin(people, eq(people.id, clinicDoctors.doctor))
    .where(eq(clinicDoctors.organisation, organisation))
    .all();
  const counts = new Map(
    db
      .select({ specialty: slots.specialty, free: count() })
      .from(slots)
      .where(free)
      .groupBy(slots.specialty)
      .all()
      .map((row) => [row.specialty, row.free]),
  );
  const found = new Map<string, ScheduleAnswer['specialties'][number]>();
  for (const { person } of doctors) {
    if (person.specialty === null) continue;
    const name = person.specialty;
    const one = found.get(name) ?? { name, doctors: [], free: counts.get(name) ?? 0 };
    one.doctors.push({ id: person.id, name: nameOf(person), specialty: name });
    found.set(name, one);
  }
  const byName = new Intl.Collator('ru');
  return [...found.values()].sort((one, other) => byName.compare(one.name, other.name));
}
