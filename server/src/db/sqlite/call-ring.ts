import { ConsultError, dueEnd, type Actor } from '@consult/core';
import { and, eq } from 'drizzle-orm';
import type { BusyRule, CallStore, CallTimes, NewRing } from '../../calls/call-store.js';
import type { Approach } from './access.js';
import type { CallEnding } from './call-ending.js';
import { callViewOf, newsOf, type CallRow } from './call-rows.js';
import { ABSENT, NOBODY } from './chat-reads.js';
import { changeOf } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { calls } from './call-schema.js';

/** Rings: `ring` of the call store. */
export const createRinging =
  ({ db, commit, approach, audit, callReads }: ChatParts, ending: CallEnding): CallStore['ring'] =>
  (access, draft, times, rule, isBusy) =>
    commit(() => {
      const { actor, now } = access;
      const found = approach(access);
      const others = found ? callReads.ofPeople([actor.person]).filter(({ chat }) => chat !== found.no) : [];
      const elsewhere = others.some(({ doctor }) => doctor === actor.person);
      const refusal = rule(found?.chat ?? ABSENT, found?.standing ?? NOBODY, elsewhere);
      // A retry is answered even where one may not ring any more: the first try was in time.
      const known =
        found?.standing.relation === 'doctor' ? knownCall(found, draft.key, actor.person) : undefined;
      if (!found || (refusal && !known)) throw new ConsultError(refusal ?? 'not-found');
      const view = (row: CallRow) => callViewOf(db, row, found.standing.relation);
      if (known) return { call: view(known), change: null, news: null };

      const row = db
        .insert(calls)
        .values(rowOf(found, draft, actor, now, times))
        .returning()
        .get();
      audit.write(now, actor, { action: 'call-rung', chat: found.chat.id, subject: row.id });
      if (!isBusy(...sideOf(found)))
        return { call: view(row), change: null, news: newsOf(row, found.chat.id, found.readers) };
      const ended = ending.end(found, row, 'busy', access);
      return {
        call: view(ended.row),
        change: changeOf(found.chat.id, ended.entry, found.readers),
        news: ended.news,
      };

      /** The call under this key, or the one of the chat that lives. */
      function knownCall({ no }: Approach, key: string, doctor: string): CallRow | undefined {
        const same = and(eq(calls.chat, no), eq(calls.doctor, doctor), eq(calls.key, key));
        return db.select().from(calls).where(same).get() ?? callReads.alive(no);
      }

      /** The patient and whoever speaks for the patient, each with whether they sit in another call. */
      function sideOf({ no, chat, readers }: Approach): Parameters<BusyRule> {
        const people = readers.filter(({ role }) => role === 'patient').map(({ person }) => person);
        const others = callReads.ofPeople(people).filter((one) => one.chat !== no);
        const seated = new Set(others.flatMap(({ doctor, patient }) => [doctor, patient]));
        const called = (person: string) => ({ person, elsewhere: seated.has(person) });
        return [called(chat.patient), people.filter((person) => person !== chat.patient).map(called)];
      }
    });

function rowOf(
  { no }: Approach,
  { id, key, device, peers }: NewRing,
  { person: doctor, session: doctorSession }: Actor,
  now: number,
  times: CallTimes,
): typeof calls.$inferInsert {
  const ringing = { state: 'ringing', rangAt: now, connectingSince: null } as const;
  return {
    ...ringing,
    id,
    chat: no,
    key,
    revision: 1,
    signals: 0,
    doctor,
    doctorDevice: device,
    doctorSession,
    doctorPeer: peers.doctor,
    patientPeer: peers.patient,
    doctorFlows: false,
    patientFlows: false,
    dueAt: dueEnd(ringing, times)!.at,
  };
}
