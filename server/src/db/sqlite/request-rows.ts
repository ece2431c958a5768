import {
  isOverdue,
  relationToRequest,
  type Actor,
  type NoticeKind,
  type RequestRelation,
  type RequestState,
} from '@consult/core';
import type { JournalRow, OfferView, RequestView, SlotView } from '@consult/core/wire';
import { asc, eq, inArray } from 'drizzle-orm';
import type { RequestNews } from '../../feed/feed.js';
import type { KeptRequest } from '../../requests/request-store.js';
import type { SqliteDatabase } from './connection.js';
import { nameOf } from './names.js';
import { noteFor } from './notice-rows.js';
import { requestAttempts, requestOffers, requests, slots } from './request-schema.js';
import { organisations, people } from './schema.js';
import { slotsWithDoctors, slotViewOf } from './slot-rows.js';
import { representativesOf, speaksFor } from './speaking.js';

export type RequestRow = typeof requests.$inferSelect;
export type OfferRow = typeof requestOffers.$inferSelect;

export function findRequest(db: SqliteDatabase, id: string): RequestRow | undefined {
  return db.select().from(requests).where(eq(requests.id, id)).get();
}

/** What the rules are asked about. */
export const keptRequest = (row: RequestRow): KeptRequest => ({
  state: row.state,
  refusals: row.refusals,
  lock: row.lockedBy === null ? null : { person: row.lockedBy, until: row.lockedUntil! },
});

/** What the rules are asked about where there is no such request. */
export const NO_REQUEST: KeptRequest = { state: 'registered', refusals: 0, lock: null };

/** How the actor stands to the request now. */
export const relationTo = (db: SqliteDatabase, row: RequestRow, actor: Actor, now: number): RequestRelation =>
  relationToRequest(actor, {
    patient: row.patient,
    applicant: row.applicant,
    source: row.source,
    organisation: row.organisation,
    speaksFor: row.patient !== null && speaksFor(db, actor.person, row.patient, now),
  });

/** Tells the patient's side of it in «Мои уведомления», too. Somebody without an account has none. */
export function noted(
  db: SqliteDatabase,
  { id, number, patient }: RequestRow,
  kind: NoticeKind,
  at: number,
  moment?: number,
): Pick<RequestNews, 'notices'> {
  if (patient === null) return {};
  return { notices: noteFor(db, { kind, patient, at, request: id, number, ...(moment && { moment }) }) };
}

/** What is to be told of a request as it stands now. */
export function newsOf(
  db: SqliteDatabase,
  row: RequestRow,
  now: number,
  dueAt: number | null = null,
): RequestNews {
  const { patient, applicant } = row;
  const side = patient === null ? [] : [patient, ...representativesOf(db, patient, now)];
  const staff = row.source === 'portal' ? [] : [applicant];
  return {
    request: row.id,
    revision: row.revision,
    organisation: row.organisation,
    readers: [
      ...side.map((person) => ({ person, role: 'patient' as const })),
      ...staff.map((person) => ({ person, role: 'doctor' as const })),
    ],
    dueAt,
  };
}

/** Keeps a change of a request; what is over is shown last, and nobody works on it. */
export function keepRequest(
  db: SqliteDatabase,
  row: RequestRow,
  change: Partial<RequestRow> & { readonly state?: RequestState },
): RequestRow {
  const kept = { ...row, ...change, revision: row.revision + 1 };
  const over = kept.state === 'annulled' || kept.state === 'withdrawn' || kept.state === 'done';
  const next = { ...kept, over, ...(over && { lockedBy: null, lockedUntil: null }) };
  db.update(requests).set(next).where(eq(requests.id, row.id)).run();
  return next;
}

/** Requests as they are shown, with all that lies in other tables read at once. */
export function viewRequests(db: SqliteDatabase, rows: readonly RequestRow[], now: number): RequestView[] {
  return journalRows(db, rows, now).map(({ applicant: _a, attempts: _t, lock: _l, ...view }) => view);
}

/** One request as the patient's side sees it. */
export const viewRequest = (db: SqliteDatabase, row: RequestRow, now: number): RequestView =>
  viewRequests(db, [row], now)[0]!;

/** One request as the journal shows it. */
export const journalRow = (db: SqliteDatabase, row: RequestRow, now: number): JournalRow =>
  journalRows(db, [row], now)[0]!;

/** Requests as the journal shows them. */
export function journalRows(db: SqliteDatabase, rows: readonly RequestRow[], now: number): JournalRow[] {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const attemptRows = db
    .select()
    .from(requestAttempts)
    .where(inArray(requestAttempts.request, ids))
    .orderBy(asc(requestAttempts.at), asc(requestAttempts.id))
    .all();
  const known = peopleOf(db, [
    ...rows.flatMap((row) => [row.patient, row.applicant, row.doctor, row.lockedBy]),
    ...attemptRows.map(({ by }) => by),
  ]);
  const attempts = new Map<string, JournalRow['attempts']>(ids.map((id) => [id, []]));
  for (const { id, request, at, by, result, note } of attemptRows)
    attempts.get(request)!.push({ id, at, by: { id: by, name: nameOf(known.get(by)!) }, result, note });
  const clinics = new Map(
    db
      .select()
      .from(organisations)
      .where(inArray(organisations.id, [...new Set(rows.map((row) => row.organisation))]))
      .all()
      .map((clinic) => [clinic.id, clinic]),
  );
  const offers = offersOf(db, ids);
  const named = (id: string) => ({ id, name: nameOf(known.get(id)!) });

  return rows.map((row) => {
    const clinic = clinics.get(row.organisation)!;
    const doctor = row.doctor === null ? undefined : known.get(row.doctor);
    const patient = row.patient === null ? undefined : known.get(row.patient)!;
    return {
      id: row.id,
      number: row.number,
      revision: row.revision,
      state: row.state,
      source: row.source,
      kind: row.kind,
      registeredAt: row.registeredAt,
      patient: {
        id: row.patient,
        name: nameOf(patient ?? { family: row.family!, given: row.given!, patronymic: row.patronymic }),
        birthDate: patient ? patient.birthDate : row.birthDate,
      },
      organisation: { id: clinic.id, name: clinic.name, phone: clinic.phone },
      specialty: row.specialty,
      doctor: doctor
        ? { id: doctor.id, name: nameOf(doctor), specialty: doctor.specialty ?? row.specialty }
        : null,
      phone: row.phone,
      email: row.email,
      wishes: row.wishes.map(({ from, to }) => ({ from, to })),
      comment: row.comment,
      callBy: row.callBy,
      callByProvisional: row.callByProvisional,
      consultBy: row.consultBy,
      overdue: isOverdue(row, now),
      refusals: row.refusals,
      offers: offers.get(row.id) ?? [],
      annulment: row.annulledAt === null ? null : { at: row.annulledAt, reason: row.annulReason! },
      withdrawnAt: row.withdrawnAt,
      chat: row.chat,
      applicant: known.has(row.applicant) ? named(row.applicant) : null,
      attempts: attempts.get(row.id)!,
      lock:
        row.lockedBy !== null && row.lockedUntil! > now && known.has(row.lockedBy)
          ? { person: row.lockedBy, name: named(row.lockedBy).name, until: row.lockedUntil! }
          : null,
    };
  });
}

function peopleOf(db: SqliteDatabase, ids: readonly (string | null)[]) {
  const sought = [...new Set(ids)].filter((id): id is string => Boolean(id));
  const rows = sought.length ? db.select().from(people).where(inArray(people.id, sought)).all() : [];
  return new Map(rows.map((person) => [person.id, person]));
}

function offersOf(db: SqliteDatabase, ids: readonly string[]): Map<string, OfferView[]> {
  const rows = db
    .select()
    .from(requestOffers)
    .where(inArray(requestOffers.request, [...ids]))
    .orderBy(asc(requestOffers.no))
    .all();
  const found = new Map<string, OfferView[]>();
  if (rows.length === 0) return found;
  const times = new Map<string, SlotView>(
    slotsWithDoctors(db)
      .where(inArray(slots.id, [...new Set(rows.map(({ slot }) => slot))]))
      .all()
      .map((row) => [row.slot.id, slotViewOf(row)]),
  );
  for (const { request, slot, key: _key, by: _by, ...offer } of rows) {
    const { doctor, startsAt, endsAt } = times.get(slot)!;
    found.set(request, [...(found.get(request) ?? []), { ...offer, doctor, startsAt, endsAt }]);
  }
  return found;
}
