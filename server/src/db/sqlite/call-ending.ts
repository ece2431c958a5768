import { endBy, noteOfEnd, type Actor, type CallEnd, type Note, type Role } from '@consult/core';
import { and, eq, or, type SQL } from 'drizzle-orm';
import type { KeptChat } from '../../chats/chat-store.js';
import type { CallNews, Change } from '../../feed/feed.js';
import type { Approach } from './access.js';
import { keptCall, newsOf, type CallRow } from './call-rows.js';
import { changeOf, nextPlace } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { calls, callSignals, isLiveCall } from './call-schema.js';
import { chats } from './schema.js';

/** A call that has ended, with the note that tells of it in the chat. */
export interface EndedCall {
  readonly row: CallRow;
  readonly entry: Note;
  readonly news: CallNews;
}

/** Ends calls, inside whatever transaction makes them end. */
export interface CallEnding {
  /** Ends this call: its note is the chat's next entry, its signals go. */
  end(found: CallPlace, row: CallRow, end: CallEnd, by: { actor: Actor | null; now: number }): EndedCall;
  /** Ends the chat's call where one lives, because the consultation goes on without it. */
  endLive(found: CallPlace, by: { actor: Actor | null; now: number }): EndedCall | undefined;
}

/** The chat in which a call ends. */
export type CallPlace = Pick<Approach, 'no' | 'chat' | 'readers'>;

export function createCallEnding({
  db,
  audit,
  write,
  callReads,
}: Pick<ChatParts, 'db' | 'audit' | 'write' | 'callReads'>): CallEnding {
  const end: CallEnding['end'] = ({ no, chat, readers }, row, how, { actor, now }) => {
    const changed = {
      state: 'ended',
      end: how,
      endedAt: now,
      connectingSince: null,
      dueAt: null,
      revision: row.revision + 1,
    } as const;
    db.update(calls).set(changed).where(eq(calls.id, row.id)).run();
    db.delete(callSignals).where(eq(callSignals.call, row.id)).run();
    const ended = { ...row, ...changed };
    audit.write(now, actor, { action: 'call-ended', chat: chat.id, subject: row.id, code: how });
    return { row: ended, entry: enter(no, chat, ended, now), news: newsOf(ended, chat.id, readers) };
  };

  /** Says in the chat how it ended. */
  function enter(no: number, chat: KeptChat, { end: how, answeredAt }: CallRow, now: number): Note {
    const place = nextPlace(chat, now);
    const note = noteOfEnd(how!, answeredAt !== null);
    const duration = answeredAt === null ? null : Math.max(0, now - answeredAt);
    write.note({ chat: no, ...place, note, person: null, reason: null, duration });
    write.moved({ chat: no, ...place, state: chat.state, outcome: chat.outcome, reason: chat.reason });
    return {
      kind: 'note',
      ...place,
      note,
      person: null,
      reason: null,
      ...(duration !== null && { duration }),
    };
  }

  return {
    end,
    endLive(found, by) {
      const row = callReads.alive(found.no);
      return row && end(found, row, endBy(keptCall(row), 'doctor', false), by);
    },
  };
}

/** Ends the chat's call where this person sits in it for the patient, who may not speak there any more. */
export type EndCallOf = (
  chatId: string,
  person: string,
  by: { actor: Actor | null; now: number },
) => EndedCall | undefined;

export function createSeatEnding(parts: ChatParts): EndCallOf {
  const calls = createCallEnding(parts);
  return (chatId, person, by) => {
    const found = parts.approach({ chatId, actor: null, now: by.now });
    return found && parts.callReads.alive(found.no)?.patient === person
      ? calls.endLive(found, by)
      : undefined;
  };
}

/** Whose seats are meant: those taken in a session, or a person's, perhaps in one role only. */
export type Sitter = { readonly session: string } | { readonly person: string; readonly role?: Role };

/** Ends every call in which somebody sits who may not be there any more; answers what others are told of it. */
export type EndSeatsOf = (sitter: Sitter, by: { actor: Actor | null; now: number }) => Change[];

export function createSeatsEnding(parts: ChatParts): EndSeatsOf {
  const ending = createCallEnding(parts);
  return (sitter, by) => {
    const meant = parts.db
      .select({ call: calls, chatId: chats.id })
      .from(calls)
      .innerJoin(chats, eq(chats.no, calls.chat))
      .where(and(isLiveCall, isSeatOf(sitter)))
      .all();
    return meant.map(({ call, chatId }) => {
      const found = parts.approach({ chatId, actor: null, now: by.now })!;
      const { entry, news } = ending.end(found, call, endBy(keptCall(call), 'doctor', false), by);
      return { ...changeOf(chatId, entry, found.readers), call: news };
    });
  };
}

function isSeatOf(sitter: Sitter): SQL | undefined {
  if ('session' in sitter)
    return or(eq(calls.doctorSession, sitter.session), eq(calls.patientSession, sitter.session));
  const { person, role } = sitter;
  return or(
    role === undefined || role === 'doctor' ? eq(calls.doctor, person) : undefined,
    role === undefined || role === 'patient' ? eq(calls.patient, person) : undefined,
  );
}
