import { ConsultError, fullName, refuseIf } from '@consult/core';
import type { Representation } from '@consult/core/wire';
import { and, eq, sql } from 'drizzle-orm';
import type { Change } from '../../feed/feed.js';
import type { PeopleStore, Person } from '../../people/people-store.js';
import { searchableWords } from '../../search/words.js';
import { readersOf } from './access.js';
import type { AuditLog } from './audit-log.js';
import type { EndCallOf } from './call-ending.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { nameOf } from './names.js';
import { findOrganisation, keepAttachment, keepOrganisation } from './organisation-rows.js';
import { chats, people, representations } from './schema.js';

/** People, organisations and representations in SQLite. */
export const sqlitePeopleStore = (
  db: SqliteDatabase,
  commit: Commit,
  audit: AuditLog,
  endCallOf: EndCallOf,
): PeopleStore => ({
  find: async (id) => findPerson(db, id),
  findOrganisation: async (id) => findOrganisation(db, id),

  put: (actor, id, record, now, rule) =>
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

  putRepresentation: (actor, pair, term, now, rule) =>
    commit(() => {
      refuseIf(rule());
      if (!findPerson(db, pair.patient) || !findPerson(db, pair.representative))
        throw new ConsultError('not-found');
      const known = db
        .select()
        .from(representations)
        .where(
          and(
            eq(representations.patient, pair.patient),
            eq(representations.representative, pair.representative),
          ),
        )
        .get();
      if (known && known.validFrom === term.validFrom && known.validTo === term.validTo) return [];
      db.insert(representations)
        .values({ ...pair, ...term })
        .onConflictDoUpdate({
          target: [representations.patient, representations.representative],
          set: term,
        })
        .run();
      audit.write(now, actor, {
        action: 'representation-put',
        subject: pair.patient,
        code: pair.representative,
      });
      const ends = known && isInForce(known, now) && !isInForce(term, now);
      if (!ends) return [];
      return partings(db, pair).map((change) => {
        const ended = endCallOf(change.chat, pair.representative, { actor, now });
        if (!ended) return change;
        const { entry, news } = ended;
        const readers = [...news.readers, ...(change.formerReaders ?? [])];
        return { ...change, revision: entry.revision, call: { ...news, readers } };
      });
    }),
});

/** The last that a former representative hears of the patient's chats. */
function partings(db: SqliteDatabase, { patient, representative }: Pair): Change[] {
  const moved = db
    .update(chats)
    .set({ revision: sql`${chats.revision} + 1` }) // a hint of a revision that is known already would not be heard
    .where(eq(chats.patient, patient))
    .returning({ chat: chats.id, revision: chats.revision, doctor: chats.doctor })
    .all();
  return moved.map(({ chat, revision, doctor }) => ({
    chat,
    revision,
    readers: readersOf({ patient, doctor }, [], false),
    formerReaders: [{ person: representative, role: 'patient' }],
  }));
}

interface Pair {
  readonly patient: string;
  readonly representative: string;
}

const isInForce = ({ validFrom, validTo }: Representation, now: number): boolean =>
  validFrom <= now && (validTo === null || validTo > now);

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
