import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { readiness } from './call-schema.js';
import type { SqliteDatabase } from './connection.js';
import { deliveries, notices, pushSubscriptions } from './notice-schema.js';
import { requestAttempts, requestOffers, requests, slots } from './request-schema.js';
import { files, people } from './schema.js';

/** What one room has destroyed: how many, and where bytes lie that nobody needs any more. */
export interface Destroyed {
  readonly count: number;
  readonly places?: readonly string[];
}

/**
 * Destroys what one room keeps of a person beyond the medical record, inside the transaction of the act. A room that keeps
 * such data adds its own to {@link ERASERS}.
 */
export interface Eraser {
  readonly kind: string;
  destroy(db: SqliteDatabase, person: string): Destroyed;
}

/**
 * Every room's. The medical record is not among them (chats, what was said in them, their files, conclusions, calls and
 * the consents they rest on): the law has it kept, and only access to it ends, by the withdrawal of the consent.
 */
export const ERASERS: readonly Eraser[] = [
  {
    // Made without an account; before the contacts, by which they are known.
    kind: 'anonymous-requests',
    destroy: (db, person) => destroyRequests(db, isTheirsUnsigned(person)),
  },
  {
    kind: 'contacts',
    destroy(db, person) {
      const { phone, email } =
        db
          .select({ phone: people.phone, email: people.email })
          .from(people)
          .where(eq(people.id, person))
          .get() ?? {};
      db.update(people).set({ phone: null, email: null }).where(eq(people.id, person)).run();
      return { count: [phone, email].filter(Boolean).length };
    },
  },
  {
    // Requests that led to a consultation belong to its record.
    kind: 'requests',
    destroy: (db, person) => destroyRequests(db, and(eq(requests.patient, person), isNull(requests.chat))),
  },
  {
    // What was said at the booking of a visit in person; that there is a visit the clinic must know.
    kind: 'booking-comments',
    destroy(db, person) {
      const spoken = db
        .update(slots)
        .set({ comment: null })
        .where(and(eq(slots.patient, person), isNull(slots.chat)))
        .returning({ id: slots.id })
        .all();
      return { count: spoken.length };
    },
  },
  {
    kind: 'readiness',
    destroy: (db, person) => ({
      count: db.delete(readiness).where(eq(readiness.person, person)).returning().all().length,
    }),
  },
  {
    // Documents that were never sent.
    kind: 'uploads',
    destroy(db, person) {
      const gone = db
        .delete(files)
        .where(and(eq(files.person, person), isNull(files.seq)))
        .returning({ place: files.place })
        .all();
      return { count: gone.length, places: gone.map(({ place }) => place) };
    },
  },
  {
    // What they were told, and what others were told of their requests, with whatever of it waits to leave. What others
    // were told of a consultation belongs to its record: their calendars count by it.
    kind: 'notices',
    destroy(db, person) {
      const ofRequests = and(eq(notices.patient, person), isNull(notices.chat));
      const theirs = or(eq(notices.person, person), ofRequests);
      const found = db.select({ no: notices.no }).from(notices).where(theirs);
      db.delete(deliveries).where(inArray(deliveries.notice, found)).run();
      return { count: db.delete(notices).where(theirs).returning({ no: notices.no }).all().length };
    },
  },
  {
    kind: 'push-subscriptions',
    destroy(db, person) {
      const theirs = eq(pushSubscriptions.person, person);
      const gone = db.delete(pushSubscriptions).where(theirs).returning({ id: pushSubscriptions.id });
      return { count: gone.all().length };
    },
  },
];

/**
 * Requests without an account that are this person's beyond doubt: the name, the birthday, and a number that is known to be
 * theirs. A namesake's are not touched.
 */
const isTheirsUnsigned = (person: string): SQL => sql`${requests.patient} is null and exists (
  select 1 from ${people} where ${people.id} = ${person} and ${people.birthDate} = ${requests.birthDate}
    and ${people.family} = ${requests.family} and ${people.given} = ${requests.given}
    and ${people.patronymic} is ${requests.patronymic}
    and (${people.phone} = ${requests.phone} or exists (
      select 1 from ${requests} as own where own.patient = ${person} and own.phone = ${requests.phone})))`;

/** Destroys requests with all that was done about them; what was held for them is free again. */
function destroyRequests(db: SqliteDatabase, which: SQL | undefined): Destroyed {
  const found = db.select({ id: requests.id }).from(requests).where(which).all();
  const ids = found.map(({ id }) => id);
  if (!ids.length) return { count: 0 };
  const held = db
    .select({ slot: requestOffers.slot })
    .from(requestOffers)
    .where(and(inArray(requestOffers.request, ids), eq(requestOffers.state, 'held')))
    .all();
  for (const { slot } of held)
    db.update(slots)
      .set({ state: 'free' })
      .where(and(eq(slots.id, slot), eq(slots.state, 'held')))
      .run();
  db.delete(requestAttempts).where(inArray(requestAttempts.request, ids)).run();
  db.delete(requestOffers).where(inArray(requestOffers.request, ids)).run();
  db.delete(requests).where(inArray(requests.id, ids)).run();
  return { count: ids.length };
}
