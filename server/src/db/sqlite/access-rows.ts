import { watcherOf, type NoteCode, type Watcher } from '@consult/core';
import type { AccessView } from '@consult/core/wire';
import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { KeptChat } from '../../chats/chat-store.js';
import { bound } from './bound.js';
import type { SqliteDatabase } from './connection.js';
import { nameOf } from './names.js';
import { audit, files, isAccess, organisations, people } from './schema.js';

/** The staff that acts for the chat's own organisation; an administrator is of all. */
const OF_THE_ORGANISATION: readonly Watcher[] = ['doctor', 'operator'];

/** Reads what the audit tells of a chat, newest first: by an index that holds these rows alone. */
export function createAccessReads(db: SqliteDatabase) {
  const page = db
    .select({
      id: audit.id,
      at: audit.at,
      actor: audit.actor,
      role: audit.role,
      action: audit.action,
      code: audit.code,
      file: files.name,
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
    .leftJoin(organisations, eq(organisations.id, bound(sql.placeholder('organisation'))))
    .leftJoin(files, and(eq(files.id, audit.subject), isNull(files.deletedAt)))
    .where(
      and(
        eq(audit.chat, bound(sql.placeholder('chat'))),
        isAccess,
        lt(audit.id, bound(sql.placeholder('before'))),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(sql.placeholder('limit'))
    .prepare();

  return (
    { id: chat, patient, organisation }: Pick<KeptChat, 'id' | 'patient' | 'organisation'>,
    asker: string,
    before: number,
    limit: number,
  ): AccessView[] =>
    page.all({ chat, organisation, before, limit }).map((row) => {
      const who = watcherOf({ person: row.actor, role: row.role }, { patient }, asker);
      const known = row.person && { ...row.person, family: row.person.family, given: row.person.given };
      return {
        id: row.id,
        at: row.at,
        action: row.action,
        note: row.action === 'chat-moved' ? (row.code as NoteCode) : null,
        file: row.file,
        by: {
          who,
          name: known && nameOf(known),
          specialty: who === 'doctor' ? (known?.specialty ?? null) : null,
          organisation: OF_THE_ORGANISATION.includes(who) ? row.organisation : null,
        },
      };
    });
}
