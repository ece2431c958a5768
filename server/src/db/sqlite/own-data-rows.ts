import { watcherOf, type NoteCode } from '@consult/core';
import type { OwnAccessView, OwnData } from '@consult/core/wire';
import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import { calls, readiness } from './call-schema.js';
import type { SqliteDatabase } from './connection.js';
import { erasures } from './erasure-schema.js';
import { nameOf } from './names.js';
import { notices, pushSubscriptions } from './notice-schema.js';
import { attachments, requestAttempts, requestOffers, requests, slots } from './request-schema.js';
import {
  audit,
  chats,
  consents,
  entries,
  files,
  isAccess,
  organisations,
  people,
  representations,
} from './schema.js';

/** What is for the server alone, of whatever table: a search's words, secrets, the way to bytes, numbers of rows. */
const OWN_BUSINESS = [
  'words',
  'secret',
  'place',
  'no',
  'indexedSeq',
  'planned',
  'p256dh',
  'auth',
  'alarmedAt',
];

const shown = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !OWN_BUSINESS.includes(column)));

/** All that is kept of a person, by kind. What others wrote in chats is not theirs: it comes with the chat's own export. */
export function readOwnData(db: SqliteDatabase, person: string): OwnData['data'] {
  const own = db.select({ id: requests.id }).from(requests).where(eq(requests.patient, person));
  const { chat: _, ...entry } = getTableColumns(entries);
  const { chat: __, ...file } = getTableColumns(files);
  const data: Record<string, Record<string, unknown>[]> = {
    profile: db.select().from(people).where(eq(people.id, person)).all(),
    representations: db
      .select()
      .from(representations)
      .where(or(eq(representations.patient, person), eq(representations.representative, person)))
      .all(),
    attachments: db.select().from(attachments).where(eq(attachments.patient, person)).all(),
    consents: db
      .select()
      .from(consents)
      .where(or(eq(consents.patient, person), eq(consents.by, person)))
      .all(),
    requests: db.select().from(requests).where(eq(requests.patient, person)).all(),
    offers: db.select().from(requestOffers).where(inArray(requestOffers.request, own)).all(),
    attempts: db.select().from(requestAttempts).where(inArray(requestAttempts.request, own)).all(),
    bookings: db.select().from(slots).where(eq(slots.patient, person)).all(),
    chats: db.select().from(chats).where(eq(chats.patient, person)).all(),
    messages: db
      .select({ chat: chats.id, ...entry })
      .from(entries)
      .innerJoin(chats, eq(chats.no, entries.chat))
      .where(and(eq(entries.author, person), isNull(entries.deletedAt)))
      .orderBy(entries.chat, entries.seq)
      .all(),
    files: db
      .select({ chat: chats.id, ...file })
      .from(files)
      .innerJoin(chats, eq(chats.no, files.chat))
      .where(and(eq(files.person, person), isNull(files.deletedAt)))
      .all(),
    readiness: db.select().from(readiness).where(eq(readiness.person, person)).all(),
    calls: db
      .select({ id: calls.id, rangAt: calls.rangAt, answeredAt: calls.answeredAt, endedAt: calls.endedAt })
      .from(calls)
      .where(eq(calls.patient, person))
      .all(),
    notices: db
      .select()
      .from(notices)
      .where(or(eq(notices.person, person), eq(notices.patient, person)))
      .all(),
    pushSubscriptions: db.select().from(pushSubscriptions).where(eq(pushSubscriptions.person, person)).all(),
    erasures: db.select().from(erasures).where(eq(erasures.person, person)).all(),
  };
  return Object.fromEntries(Object.entries(data).map(([kind, rows]) => [kind, rows.map(shown)]));
}

/** What the audit tells of all that is kept of a patient, newest first: of the chats, of the requests, of the person. */
export function readOwnAccesses(
  db: SqliteDatabase,
  patient: string,
  asker: string,
  before: number,
  limit: number,
): OwnAccessView[] {
  const theirChats = db.select({ id: chats.id }).from(chats).where(eq(chats.patient, patient));
  const theirRequests = db.select({ id: requests.id }).from(requests).where(eq(requests.patient, patient));
  return db
    .select({
      row: audit,
      file: files.name,
      chat: { id: chats.id, title: chats.title },
      organisation: organisations.name,
      person: {
        family: people.family,
        given: people.given,
        patronymic: people.patronymic,
        specialty: people.specialty,
      },
    })
    .from(audit)
    .leftJoin(people, eq(people.id, audit.actor))
    .leftJoin(chats, eq(chats.id, audit.chat))
    .leftJoin(organisations, eq(organisations.id, chats.organisation))
    .leftJoin(files, and(eq(files.id, audit.subject), isNull(files.deletedAt)))
    .where(
      and(
        lt(audit.id, before),
        or(
          and(isNotNull(audit.chat), inArray(audit.chat, theirChats), isAccess),
          and(isNull(audit.chat), or(eq(audit.subject, patient), inArray(audit.subject, theirRequests))),
        ),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit)
    .all()
    .map(({ row, file, chat, organisation, person }) => {
      const who = watcherOf({ person: row.actor, role: row.role }, { patient }, asker);
      const isStaff = who === 'doctor' || who === 'operator';
      return {
        id: row.id,
        at: row.at,
        action: row.action,
        note: row.action === 'chat-moved' ? (row.code as NoteCode) : null,
        file,
        chat,
        by: {
          who,
          name: person && nameOf(person),
          specialty: who === 'doctor' ? (person?.specialty ?? null) : null,
          organisation: isStaff ? organisation : null,
        },
      };
    });
}
