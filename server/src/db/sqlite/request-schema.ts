import type {
  AttemptResult,
  DateRange,
  OfferState,
  RequestKind,
  RequestSource,
  RequestState,
  SlotState,
} from '@consult/core';
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { organisations, people } from './schema.js';

/** Where a patient is attached by the ОМС policy, and when. */
export const attachments = sqliteTable(
  'attachments',
  {
    patient: text()
      .notNull()
      .references(() => people.id),
    organisation: text()
      .notNull()
      .references(() => organisations.id),
    validFrom: integer('valid_from').notNull(),
    validTo: integer('valid_to'),
  },
  (t) => [
    primaryKey({ columns: [t.patient, t.organisation] }),
    index('attachments_of_organisation').on(t.organisation),
  ],
);

/** Who sees patients where: whoever has had a time or a consultation there. */
export const clinicDoctors = sqliteTable(
  'clinic_doctors',
  {
    organisation: text()
      .notNull()
      .references(() => organisations.id),
    doctor: text()
      .notNull()
      .references(() => people.id),
  },
  (t) => [primaryKey({ columns: [t.organisation, t.doctor] })],
);

/** Times of doctors: a row each, from the day they are opened. */
export const slots = sqliteTable(
  'slots',
  {
    id: text().primaryKey(),
    organisation: text()
      .notNull()
      .references(() => organisations.id),
    doctor: text()
      .notNull()
      .references(() => people.id),
    /** The doctor's, on the day the time was opened. */
    specialty: text().notNull(),
    kind: text().$type<RequestKind>().notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    state: text().$type<SlotState>().notNull(),
    /** Who comes, where it is booked; who booked it, under which key, and what they said. */
    patient: text().references(() => people.id),
    bookedBy: text('booked_by'),
    bookedKey: text('booked_key'),
    comment: text(),
    /** The public id of the consultation that came of it. */
    chat: text(),
  },
  (t) => [
    uniqueIndex('slots_once').on(t.doctor, t.startsAt),
    uniqueIndex('slots_booked_once').on(t.bookedBy, t.bookedKey),
    index('slots_free')
      .on(t.organisation, t.startsAt, t.id)
      .where(sql`state = 'free'`),
    index('slots_of_chat')
      .on(t.chat)
      .where(sql`chat is not null`),
  ],
);

/** How many requests each year has numbered. */
export const requestNumbers = sqliteTable('request_numbers', {
  year: integer().primaryKey(),
  last: integer().notNull(),
});

/** Whether the registry owes a time: literally as in the index, which SQLite uses for no other words. */
export const isWaitingRequest = sql.raw(`"requests"."state" in ('registered', 'in-progress', 'refused')`);

/** The journal of deferred requests. */
export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    /** «Ж-2026-000123» */
    number: text().notNull().unique(),
    revision: integer().notNull(),
    state: text().$type<RequestState>().notNull(),
    /** Whether it is over: the journal shows such last. */
    over: integer({ mode: 'boolean' }).notNull(),
    source: text().$type<RequestSource>().notNull(),
    kind: text().$type<RequestKind>().notNull(),
    registeredAt: integer('registered_at').notNull(),
    /** `null`: applied without an account; then who it is stands in the next columns and nowhere else. */
    patient: text().references(() => people.id),
    family: text(),
    given: text(),
    patronymic: text(),
    birthDate: text('birth_date'),
    /** SHA-256 of the secret by which one without an account looks it up, hex. */
    secret: text(),
    /** Who entered it; empty: somebody without an account. */
    applicant: text().notNull(),
    key: text().notNull(),
    organisation: text()
      .notNull()
      .references(() => organisations.id),
    specialty: text().notNull(),
    /** The doctor wished for. */
    doctor: text().references(() => people.id),
    phone: text().notNull(),
    email: text(),
    wishes: text({ mode: 'json' }).$type<readonly DateRange[]>().notNull(),
    comment: text().notNull(),
    /** The text to whose consent the request was made in the same act; `null`: the staff has it on paper or by voice. */
    consentVersion: integer('consent_version'),
    consentHash: text('consent_hash'),
    callBy: integer('call_by').notNull(),
    callByProvisional: integer('call_by_provisional', { mode: 'boolean' }).notNull(),
    consultBy: integer('consult_by').notNull(),
    /** When the registry has reached the patient or offered a time first; `null` while it owes that. */
    answeredAt: integer('answered_at'),
    refusals: integer().notNull(),
    annulledAt: integer('annulled_at'),
    annulReason: text('annul_reason'),
    withdrawnAt: integer('withdrawn_at'),
    /** The time it was scheduled for, by whom, under which key; and the consultation, which a visit in person has not. */
    slot: text().references(() => slots.id),
    scheduledBy: text('scheduled_by'),
    scheduledKey: text('scheduled_key'),
    chat: text(),
    /** When the visit in person is over. */
    doneAt: integer('done_at'),
    lockedBy: text('locked_by'),
    lockedUntil: integer('locked_until'),
    /** What the journal's search looks through. */
    words: text().notNull(),
  },
  (t) => [
    uniqueIndex('requests_once').on(t.applicant, t.key),
    uniqueIndex('requests_alive')
      .on(t.patient, t.organisation, t.specialty)
      .where(sql`patient is not null and over = 0`),
    index('requests_of_patient').on(t.patient, t.registeredAt),
    index('requests_in_journal').on(t.organisation, t.over, t.callBy, t.id, t.state, t.specialty),
    index('requests_waiting')
      .on(t.organisation, t.callBy, t.id, t.answeredAt)
      .where(sql`state in ('registered', 'in-progress', 'refused')`),
    index('requests_entered').on(t.applicant, t.over, t.callBy, t.id),
    index('requests_of_chat')
      .on(t.chat)
      .where(sql`chat is not null`),
    index('requests_due_done')
      .on(t.doneAt)
      .where(sql`state = 'scheduled' and done_at is not null`),
  ],
);

/** Times that were offered, in the order of `no`. */
export const requestOffers = sqliteTable(
  'request_offers',
  {
    id: text().primaryKey(),
    request: text()
      .notNull()
      .references(() => requests.id),
    no: integer().notNull(),
    key: text().notNull(),
    by: text().notNull(),
    slot: text()
      .notNull()
      .references(() => slots.id),
    state: text().$type<OfferState>().notNull(),
    offeredAt: integer('offered_at').notNull(),
    heldUntil: integer('held_until').notNull(),
    answeredAt: integer('answered_at'),
    reason: text(),
    byPhone: integer('by_phone', { mode: 'boolean' }).notNull(),
  },
  (t) => [
    uniqueIndex('request_offers_by_no').on(t.request, t.no),
    uniqueIndex('request_offers_once').on(t.request, t.by, t.key),
    index('request_offers_due')
      .on(t.heldUntil)
      .where(sql`state = 'held'`),
  ],
);

/** Attempts to reach a patient by telephone. */
export const requestAttempts = sqliteTable(
  'request_attempts',
  {
    id: text().primaryKey(),
    request: text()
      .notNull()
      .references(() => requests.id),
    key: text().notNull(),
    by: text().notNull(),
    at: integer().notNull(),
    result: text().$type<AttemptResult>().notNull(),
    note: text(),
  },
  (t) => [
    uniqueIndex('request_attempts_once').on(t.request, t.by, t.key),
    index('request_attempts_of').on(t.request, t.at),
  ],
);
