import { sideOf, type Relation, type Side } from '@consult/core';
import type { CallView } from '@consult/core/wire';
import { and, eq, sql } from 'drizzle-orm';
import type { KeptCall } from '../../calls/call-store.js';
import type { CallNews, Reader } from '../../feed/feed.js';
import { bound } from './bound.js';
import type { SqliteDatabase } from './connection.js';
import { findPerson } from './people-store.js';
import { calls, isLiveCall } from './call-schema.js';
import { chats } from './schema.js';

/** A call as it lies in its row. */
export type CallRow = typeof calls.$inferSelect;

/** The same for the rules. */
export const keptCall = (row: CallRow): KeptCall => ({
  id: row.id,
  state: row.state,
  end: row.end,
  seats: {
    doctor: { person: row.doctor, device: row.doctorDevice },
    patient:
      row.patient === null || row.patientDevice === null
        ? null
        : { person: row.patient, device: row.patientDevice },
  },
  rangAt: row.rangAt,
  answeredAt: row.answeredAt,
  connectingSince: row.connectingSince,
  flows: { doctor: row.doctorFlows, patient: row.patientFlows },
  signals: row.signals,
});

/** What the rules are asked about where there is no such call: they refuse as they would refuse a stranger. */
export const NO_CALL: KeptCall = {
  id: '',
  state: 'ended',
  end: 'failed',
  seats: { doctor: { person: '', device: '' }, patient: null },
  rangAt: 0,
  answeredAt: null,
  connectingSince: null,
  flows: { doctor: false, patient: false },
  signals: 0,
};

/** The ways to a call's row. */
export function createCallReads(db: SqliteDatabase) {
  const byId = db
    .select({ call: calls, chatId: chats.id })
    .from(calls)
    .innerJoin(chats, eq(chats.no, calls.chat))
    .where(eq(calls.id, bound(sql.placeholder('id'))))
    .prepare();
  const alive = db
    .select()
    .from(calls)
    .where(and(eq(calls.chat, sql.placeholder('chat')), isLiveCall))
    .prepare();
  const ofPeople = db
    .select({ chat: calls.chat, state: calls.state, doctor: calls.doctor, patient: calls.patient })
    .from(calls)
    .where(
      and(
        isLiveCall,
        sql`(${calls.doctor} in (select value from json_each(${sql.placeholder('people')}))
          or ${calls.patient} in (select value from json_each(${sql.placeholder('people')})))`,
      ),
    )
    .prepare();

  return {
    find: (id: string): { readonly call: CallRow; readonly chatId: string } | undefined => byId.get({ id }),
    /** The call of the chat that is not over. */
    alive: (chat: number): CallRow | undefined => alive.get({ chat }),
    /** Calls that are not over in which one of these people has a seat. */
    ofPeople: (people: readonly string[]) => ofPeople.all({ people: JSON.stringify(people) }),
  };
}

/** A call as somebody of this relation to its chat sees it. */
export function callViewOf(db: SqliteDatabase, row: CallRow, relation: Relation): CallView {
  const side = sideOf(relation)!;
  const chat = db
    .select({ id: chats.id, patient: chats.patient, specialty: chats.specialty })
    .from(chats)
    .where(eq(chats.no, row.chat))
    .get()!;
  const doctor = findPerson(db, row.doctor)!;
  const patient = findPerson(db, chat.patient)!;
  return {
    id: row.id,
    chat: chat.id,
    revision: row.revision,
    state: row.state,
    end: row.end,
    side,
    doctor: { id: doctor.id, name: doctor.name, specialty: doctor.specialty ?? chat.specialty },
    patient: { id: patient.id, name: patient.name },
    rangAt: row.rangAt,
    answeredAt: row.answeredAt,
    endedAt: row.endedAt,
    ringsUntil: row.state === 'ringing' ? row.dueAt : null,
    seat: keptCall(row).seats[side],
    signals: row.signals,
  };
}

/** What is told of a call. */
export const newsOf = (row: CallRow, chat: string, readers: readonly Reader[]): CallNews => ({
  chat,
  call: row.id,
  revision: row.revision,
  signals: row.signals,
  over: row.state === 'ended',
  dueAt: row.dueAt,
  // Who has answered knows of it already, and goes on with it where a new text of the consent is published meanwhile.
  readers: row.patient === null ? readers : readers.map(({ person, role }) => ({ person, role })),
});

/** The columns of a side. */
export const sideColumns = {
  doctor: { person: 'doctor', device: 'doctorDevice', flows: 'doctorFlows', peer: 'doctorPeer' },
  patient: { person: 'patient', device: 'patientDevice', flows: 'patientFlows', peer: 'patientPeer' },
} as const satisfies Record<Side, Record<string, keyof CallRow>>;
