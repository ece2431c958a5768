import { ConsultError, fullName, refuseIf } from '@consult/core';
import { eq } from 'drizzle-orm';
import type { EndOfTerm, Farewell, PeopleStore, Person } from '../../people/people-store.js';
import { searchableWords } from '../../search/words.js';
import type { AuditLog } from './audit-log.js';
import type { EndCallOf } from './call-ending.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { nameOf } from './names.js';
import { findOrganisation, keepAttachment, keepOrganisation } from './organisation-rows.js';
import {
  findEnds,
  formerSpeaker,
  isSettled,
  keepRepresentation,
  partings,
  takeEnded,
} from './representation-rows.js';
import { people } from './schema.js';

/** People, organisations and representations in SQLite. */
export const sqlitePeopleStore = (
  db: SqliteDatabase,
  commit: Commit,
  audit: AuditLog,
  endCallOf: EndCallOf,
): PeopleStore => ({
  find: async (id) => findPerson(db, id),
  findOrganisation: async (id) => findOrganisation(db, id),

  put: (actor, id, record, now, rule, endOf = ownEnd) =>
    commit(() => {
      const known = findPerson(db, id);
      refuseIf(rule(known));
      const { name, birthDate, specialty, phone = known?.phone, email = known?.email } = record;
      const { family, given, patronymic = null } = name;
      const row = {
        family,
        given,
        patronymic,
        birthDate,
        specialty,
        phone: phone ?? null,
        email: email ?? null,
      };
      const person = personOf(id, row);
      if (known && isSame(known, person)) return known;

      const kept = { ...row, words: searchableWords(fullName(person.name)) };
      db.insert(people)
        .values({ id, ...kept })
        .onConflictDoUpdate({ target: people.id, set: kept })
        .run();
      audit.write(now, actor, { action: 'person-put', subject: id });
      if (known && known.birthDate !== person.birthDate) findEnds(db, endOf, now, id);
      return person;
    }),

  putOrganisation: (actor, organisation, now, rule) =>
    commit(() => {
      refuseIf(rule());
      return keepOrganisation(db, organisation, () =>
        audit.write(now, actor, { action: 'organisation-put', subject: organisation.id }),
      );
    }),

  putAttachment: (actor, pair, term, now, rule) =>
    commit(() => {
      refuseIf(rule());
      if (!findPerson(db, pair.patient) || !findOrganisation(db, pair.organisation))
        throw new ConsultError('not-found');
      if (!keepAttachment(db, pair, term)) return;
      audit.write(now, actor, {
        action: 'attachment-put',
        subject: pair.patient,
        code: pair.organisation,
      });
    }),

  putRepresentation: (actor, pair, term, now, rule, endOf = ownEnd) =>
    commit(() => {
      refuseIf(rule());
      if (!findPerson(db, pair.patient) || !findPerson(db, pair.representative))
        throw new ConsultError('not-found');
      const kept = keepRepresentation(db, pair, term, now, endOf);
      if (!kept) return NOTHING_ENDED;
      audit.write(now, actor, {
        action: 'representation-put',
        subject: pair.patient,
        code: pair.representative,
      });
      if (!kept.ends) return NOTHING_ENDED;
      const changes = partings(db, endCallOf, pair, { actor, now });
      return { changes, former: [formerSpeaker(db, pair, now)] };
    }),

  endRepresentations: (now, limit) =>
    commit(() => {
      const pairs = takeEnded(db, now, limit);
      const changes = pairs.flatMap((pair) => {
        audit.write(now, null, {
          action: 'representation-ended',
          subject: pair.patient,
          code: pair.representative,
        });
        return partings(db, endCallOf, pair, { actor: null, now });
      });
      const former = pairs.map((pair) => formerSpeaker(db, pair, now));
      return { changes, former, more: pairs.length === limit };
    }),

  settleRepresentations: (age, endOf, now) =>
    commit(() => {
      if (!isSettled(db, age)) findEnds(db, endOf, now);
    }),
});

const NOTHING_ENDED: Farewell = { changes: [], former: [] };

/** Where no age ends a representation. */
const ownEnd: EndOfTerm = ({ validTo }) => validTo;

export function findPerson(db: SqliteDatabase, id: string): Person | undefined {
  const row = db.select().from(people).where(eq(people.id, id)).get();
  return row && personOf(id, row);
}

const personOf = (id: string, row: Omit<typeof people.$inferSelect, 'id' | 'words'>): Person => ({
  id,
  name: nameOf(row),
  birthDate: row.birthDate,
  specialty: row.specialty,
  ...(row.phone !== null && { phone: row.phone }),
  ...(row.email !== null && { email: row.email }),
});

const isSame = (one: Person, other: Person) =>
  one.name.family === other.name.family &&
  one.name.given === other.name.given &&
  one.name.patronymic === other.name.patronymic &&
  one.birthDate === other.birthDate &&
  one.specialty === other.specialty &&
  one.phone === other.phone &&
  one.email === other.email;
