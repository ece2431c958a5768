import { ConsultError, dueEnd, refuseIf, sideOf, stateByMedia, type Actor, type Side } from '@consult/core';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { CallAccess, CallResult, CallRule, CallStore, CallTimes } from '../../calls/call-store.js';
import { createCallEnding, type EndedCall } from './call-ending.js';
import { callViewOf, keptCall, newsOf, NO_CALL, sideColumns, type CallRow } from './call-rows.js';
import { createRinging } from './call-ring.js';
import { createSignalling } from './call-signals.js';
import type { Approach } from './access.js';
import { NOBODY } from './chat-reads.js';
import { changeOf } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { chatsOf } from './chat-views.js';
import { calls, isLiveCall } from './call-schema.js';
import { chats } from './schema.js';

/** A call and the actor's way to it, read at one moment. */
export interface FoundCall {
  readonly row: CallRow;
  readonly found: Approach;
}

/** Calls in SQLite. They are few beside messages: nothing is prepared but the ways to a row. */
export function sqliteCallStore(parts: ChatParts): CallStore {
  const { db, commit, approach, audit, callReads } = parts;
  const ending = createCallEnding(parts);

  return {
    ring: createRinging(parts, ending),

    answer: (access, device, times, rule) =>
      commit(() => {
        const { row, found } = admitToCall(access, rule);
        if (row.patient !== null) return unchanged(row, found);
        const { person, session } = access.actor;
        const state = stateByMedia('connecting', keptCall(row).flows);
        const answered: CallRow = {
          ...row,
          state,
          patient: person,
          patientDevice: device,
          patientSession: session,
          answeredAt: access.now,
          connectingSince: state === 'active' ? null : access.now,
        };
        db.update(chats).set({ wrote: true }).where(eq(chats.no, found.no)).run(); // who has spoken has not missed it
        audit.write(access.now, access.actor, {
          action: 'call-answered',
          chat: found.chat.id,
          subject: row.id,
        });
        return changed(keep(answered, times), found);
      }),

    end: (access, how, rule) =>
      commit(() => {
        const { row, found } = admitToCall(access, rule);
        const end = row.state === 'ended' ? undefined : how(keptCall(row), sideOf(found.standing.relation)!);
        if (!end) return unchanged(row, found);
        const ended = ending.end(found, row, end, access);
        return { call: viewOf(ended.row, found), ...tidingsOf(ended, found) };
      }),

    expire: (access, how) =>
      commit(() => {
        const known = callReads.find(access.callId);
        const found = known && approach({ chatId: known.chatId, actor: null, now: access.now });
        const end = known && known.call.state !== 'ended' && how(keptCall(known.call));
        if (!found || !end) return { change: null, news: null };
        return tidingsOf(ending.end(found, known.call, end, access), found);
      }),

    report: (access, flows, times, rule) =>
      commit(() => {
        const { row, found } = admitToCall(access, rule);
        const { flows: column } = sideColumns[sideOf(found.standing.relation)!];
        if (row[column] === flows) return unchanged(row, found);
        const told = { ...row, [column]: flows };
        const state = stateByMedia(row.state, keptCall(told).flows);
        if (state !== row.state) return changed(keep(movedTo(told, state, access.now), times), found);
        db.update(calls)
          .set({ [column]: flows })
          .where(eq(calls.id, row.id))
          .run();
        return unchanged(told, found);
      }),

    sit: (access, device, times, rule) =>
      commit(() => {
        const { row, found } = admitToCall(access, rule);
        const side = sideOf(found.standing.relation)!;
        const other: Side = side === 'doctor' ? 'patient' : 'doctor';
        const seat = keptCall(row).seats[side];
        audit.write(access.now, access.actor, {
          action: 'call-joined',
          chat: found.chat.id,
          subject: row.id,
        });
        const moved =
          seat && seat.device !== device
            ? keep({ ...seated(row, side, device, access.now), ...inSession(side, access.actor) }, times)
            : undefined;
        if (seat && !moved)
          db.update(calls).set(inSession(side, access.actor)).where(eq(calls.id, row.id)).run();
        const now = moved ?? row;
        return {
          call: viewOf(now, found),
          news: moved ? newsOf(moved, found.chat.id, found.readers) : null,
          side,
          peer: row[sideColumns[side].peer],
          partner: row[sideColumns[other].peer],
          endsBy: row.rangAt + times.length,
        };
      }),

    view: async (access, rule) => {
      const { row, found } = admitToCall(access, rule);
      return viewOf(row, found);
    },

    live: async (actor, now, rule) => {
      const mine = chatsOf(actor, now);
      if (!mine) return [];
      const rows = db
        .select({ call: calls, chatId: chats.id })
        .from(calls)
        .innerJoin(chats, eq(chats.no, calls.chat))
        .where(and(isLiveCall, mine))
        .orderBy(asc(calls.rangAt), asc(calls.id))
        .all();
      return rows.flatMap(({ call, chatId }) => {
        const found = approach({ chatId, actor, now });
        return found && !rule(keptCall(call), found.standing) ? [viewOf(call, found)] : [];
      });
    },

    ...createSignalling(parts, admitToCall, viewOf),

    due: async (now, limit) =>
      db
        .select({ id: calls.id })
        .from(calls)
        .where(and(isLiveCall, lte(calls.dueAt, now)))
        .orderBy(asc(calls.dueAt))
        .limit(limit)
        .all()
        .map(({ id }) => id),
  };

  /** The call and the actor's standing to it, if the rule lets them pass. @throws ConsultError what `rule` answers */
  function admitToCall({ callId, actor, now }: CallAccess, rule: CallRule): FoundCall {
    const known = callReads.find(callId);
    const found = known && approach({ chatId: known.chatId, actor, now });
    refuseIf(rule(known ? keptCall(known.call) : NO_CALL, found?.standing ?? NOBODY));
    if (!known || !found || !sideOf(found.standing.relation)) throw new ConsultError('not-found');
    return { row: known.call, found };
  }

  function viewOf(row: CallRow, { standing }: Approach) {
    return callViewOf(db, row, standing.relation);
  }

  /** Keeps a change of the call; its time to end follows from what it is now. */
  function keep(row: CallRow, times: CallTimes): CallRow {
    const kept = { ...row, revision: row.revision + 1, dueAt: dueEnd(row, times)?.at ?? null };
    db.update(calls).set(kept).where(eq(calls.id, row.id)).run();
    return kept;
  }

  function unchanged(row: CallRow, found: Approach): CallResult {
    return { call: viewOf(row, found), change: null, news: null };
  }

  function changed(row: CallRow, found: Approach): CallResult {
    return { call: viewOf(row, found), change: null, news: newsOf(row, found.chat.id, found.readers) };
  }
}

/** What is told of an end: the note in the chat, and the call. */
export const tidingsOf = (
  { entry, news }: EndedCall,
  { chat, readers }: Pick<Approach, 'chat' | 'readers'>,
) => ({
  change: changeOf(chat.id, entry, readers),
  news,
});

/** The call in another state; since when it tries to connect belongs to that. */
function movedTo(row: CallRow, state: CallRow['state'], now: number): CallRow {
  const connectingSince = state === 'active' ? null : (row.connectingSince ?? now);
  return { ...row, state, connectingSince };
}

/** A page that signs in anew sits in another session from then on, and ends with that one. */
const inSession = (side: Side, { session }: Actor) => ({ [sideColumns[side].session]: session });

/** The call with another page in the seat of a side. Nothing has arrived there yet. */
function seated(row: CallRow, side: Side, device: string, now: number): CallRow {
  const columns = sideColumns[side];
  const sat = { ...row, [columns.device]: device, [columns.flows]: false };
  return movedTo(sat, stateByMedia(row.state, keptCall(sat).flows), now);
}

export type AdmitToCall = (access: CallAccess, rule: CallRule) => FoundCall;
