import type { CallEnd, CallState, ProbeFinding, Side } from '@consult/core';
import type { SignalKind } from '@consult/core/wire';
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { chats, people } from './schema.js';

/** Whether a call is not over: literally as in its indexes, which SQLite uses for no other words. */
export const isLiveCall = sql.raw(`"calls"."state" <> 'ended'`);

/** Calls: a row each, which stays when the call is over; only the signals go. One that lives to a chat. */
export const calls = sqliteTable(
  'calls',
  {
    id: text().primaryKey(),
    chat: integer()
      .notNull()
      .references(() => chats.no),
    key: text().notNull(),
    revision: integer().notNull(),
    /** The newest signal's place. */
    signals: integer().notNull(),
    state: text().$type<CallState>().notNull(),
    end: text().$type<CallEnd>(),
    /** Who rang, and whose seat it is; with the page that sits in it. */
    doctor: text()
      .notNull()
      .references(() => people.id),
    doctorDevice: text('doctor_device').notNull(),
    /** The portal's session in which that page was opened. */
    doctorSession: text('doctor_session'),
    /** Who has answered, likewise; `null`: nobody yet. */
    patient: text().references(() => people.id),
    patientDevice: text('patient_device'),
    patientSession: text('patient_session'),
    /** Random names of the two sides at the broker. */
    doctorPeer: text('doctor_peer').notNull(),
    patientPeer: text('patient_peer').notNull(),
    /** Whether that side has said last that it sees or hears the other. */
    doctorFlows: integer('doctor_flows', { mode: 'boolean' }).notNull(),
    patientFlows: integer('patient_flows', { mode: 'boolean' }).notNull(),
    rangAt: integer('rang_at').notNull(),
    answeredAt: integer('answered_at'),
    connectingSince: integer('connecting_since'),
    endedAt: integer('ended_at'),
    /** When it ends by itself; see `dueEnd` in core. */
    dueAt: integer('due_at'),
  },
  (t) => [
    uniqueIndex('calls_once').on(t.chat, t.doctor, t.key),
    uniqueIndex('calls_alive')
      .on(t.chat)
      .where(sql`state <> 'ended'`),
    index('calls_due')
      .on(t.dueAt)
      .where(sql`state <> 'ended'`),
  ],
);

/** What the two pages of a call tell one another past the broker. Rows go when the call is over. */
export const callSignals = sqliteTable(
  'call_signals',
  {
    call: text()
      .notNull()
      .references(() => calls.id),
    seq: integer().notNull(),
    side: text().$type<Side>().notNull(),
    person: text().notNull(),
    device: text().notNull(),
    key: text().notNull(),
    kind: text().$type<SignalKind>().notNull(),
    /** JSON, as it came. */
    payload: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.call, t.seq] }),
    uniqueIndex('call_signals_once').on(t.call, t.person, t.key),
  ],
);

/** The newest check of devices and lines that each person has made for a chat. */
export const readiness = sqliteTable(
  'readiness',
  {
    chat: integer()
      .notNull()
      .references(() => chats.no),
    person: text().notNull(),
    side: text().$type<Side>().notNull(),
    at: integer().notNull(),
    findings: text({ mode: 'json' }).$type<readonly ProbeFinding[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.chat, t.person] })],
);
