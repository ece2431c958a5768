import { watcherOf, type NoteCode } from '@consult/core';
import type { OwnAccessView } from '@consult/core/wire';
import { and, desc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { SqliteDatabase } from './connection.js';
import { nameOf } from './names.js';
import { requests } from './request-schema.js';
import { audit, chats, files, isAccess, organisations, people } from './schema.js';

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
