import { ConsultError, refuseIf, sideOf, type Entry, type Message, type Tombstone } from '@consult/core';
import type { Access, ChatStore, Move } from '../../chats/chat-store.js';
import type { Change } from '../../feed/feed.js';
import type { Approach } from './access.js';
import { createCallEnding } from './call-ending.js';
import { ABSENT, admit, NOBODY } from './chat-reads.js';
import { createAppointing } from './chat-create.js';
import { createDelivering } from './chat-delivered.js';
import { createReassigning } from './chat-reassign.js';
import { changeOf, nextPlace } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { createFileBinding } from './file-rows.js';
import { createSettling } from './request-settling.js';
import { noteFor } from './notice-rows.js';

/** The writing half of the chat store. */
export function createChatWrites(
  parts: ChatParts,
): Pick<ChatStore, 'append' | 'tombstone' | 'markRead' | 'markDelivered' | 'move' | 'create' | 'reassign'> {
  const { commit, approach, views, log, audit, write } = parts;
  const binding = createFileBinding(parts.db);
  const calls = createCallEnding(parts);
  const settle = createSettling(parts);

  return {
    append: (access, { key, text, replyTo, files = [] }, rule, attach = () => 'not-found') =>
      commit(() => {
        const { no, chat, standing, name, readers } = admitToWrite(access);
        const quoted = replyTo === undefined ? undefined : log.at(no, replyTo);
        const refusal = rule(chat, standing, quoted);
        const side = sideOf(standing.relation);
        const place = nextPlace(chat, access.now);
        const author = side && name && { id: access.actor.person, side, name };
        const isNew =
          !refusal &&
          author &&
          write.message({
            chat: no,
            ...place,
            author: author.id,
            side,
            key,
            text,
            replyTo: replyTo ?? null,
          });
        if (!isNew) {
          // A retry is answered even when the chat has been finished since: the first try was in time.
          const mayRead = author && refusal !== 'consent-needed';
          const kept = mayRead ? log.withKey(no, author.id, key) : undefined;
          if (!kept) throw new ConsultError(refusal ?? 'not-found');
          if (
            kept.text !== text ||
            kept.replyTo !== (replyTo ?? null) ||
            binding.idsOn(no, kept.seq).join() !== files.join()
          )
            throw new ConsultError('key-reused');
          return { entry: log.at(no, kept.seq)!, change: null };
        }

        const attached = files.length > 0 && {
          files: binding.attach({ chat: no, seq: place.seq }, author.id, files, attach),
        };
        const quote = replyTo === undefined ? undefined : log.quotes(no, [replyTo]).get(replyTo);
        const entry: Message = {
          kind: 'message',
          ...place,
          author,
          key,
          text,
          ...attached,
          ...(quote && { replyTo: quote }),
        };
        write.said({ chat: no, ...place });
        audit.write(access.now, access.actor, {
          action: 'entry-added',
          chat: chat.id,
          subject: String(place.seq),
        });
        return { entry, change: changeOf(chat.id, entry, readers) };
      }),

    tombstone: (access, seq, rule) =>
      commit(() => {
        const found = approach(access);
        const entry = found && log.at(found.no, seq);
        const refusal = rule(entry ?? NO_ENTRY, found?.chat ?? ABSENT, found?.standing ?? NOBODY);
        if (!found || !entry) throw new ConsultError(refusal === 'consent-needed' ? refusal : 'not-found');
        refuseIf(refusal);
        if (entry.kind === 'tombstone') return { entry, change: null, free: [] };
        if (entry.kind !== 'message') throw new ConsultError('not-allowed');

        const { no, chat, readers } = found;
        const { kind: _kind, text: _text, files = [], replyTo: _replyTo, ...rest } = entry;
        const revision = chat.revision + 1;
        const tombstone: Tombstone = { ...rest, kind: 'tombstone', revision, deletedAt: access.now };
        write.taken({ chat: no, seq, revision, deletedAt: access.now });
        write.unsought({ chat: no, seq });
        const free = files.length > 0 ? binding.detach(no, seq, access.now) : [];
        const quoting = write.quoting(no, seq);
        quoting.forEach((other, at) => write.revised({ chat: no, seq: other, revision: revision + 1 + at }));
        write.revision({ chat: no, revision: revision + quoting.length });
        audit.write(access.now, access.actor, {
          action: 'entry-deleted',
          chat: chat.id,
          subject: String(seq),
        });
        const change: Change = quoting.length
          ? { chat: chat.id, revision: revision + quoting.length, readers } // several entries: ask the log
          : changeOf(chat.id, tombstone, readers);
        const gone = files.map(({ id }) => id);
        return { entry: tombstone, change: { ...change, gone }, free };
      }),

    markRead: (access, seq, rule) =>
      commit(() => {
        const { no, chat, standing, sideReads, readers } = admit(parts, access, rule);
        const { person } = access.actor;
        const view = () => views.one(chat.id, person, standing);
        const side = sideOf(standing.relation);
        const mark = Math.min(seq, chat.seq);
        if (!side || mark <= write.markOf(no, person)) return { chat: view(), change: null };

        const revision = chat.revision + 1;
        write.mark({ chat: no, person, mark });
        write.sides({ chat: no, revision, ...sideReads, [side]: Math.max(sideReads[side], mark) });
        if (side === 'doctor')
          audit.write(access.now, access.actor, {
            action: 'read-marked',
            chat: chat.id,
            subject: String(mark),
          });
        return { chat: view(), change: { chat: chat.id, revision, readers } };
      }),

    move: (access, move, rule) =>
      commit(() => {
        const found = approach(access);
        const refusal = rule(found?.chat ?? ABSENT, found?.standing ?? NOBODY);
        if (refusal && refusal !== 'done') throw new ConsultError(refusal);
        if (!found) throw new ConsultError('not-found');
        const { no, chat, standing, readers } = found;
        const { actor, now } = access;
        const view = () => (actor ? views.one(chat.id, actor.person, standing) : null);
        if (refusal === 'done') return { chat: view(), change: null };

        const ended = endsCalls(move) ? calls.endLive(found, access) : undefined;
        const place = nextPlace(ended?.entry ?? chat, now);
        write.note({ chat: no, ...place, note: move.note, person: null, reason: move.reason });
        write.moved({
          chat: no,
          ...place,
          state: move.state,
          outcome: move.outcome,
          reason: move.reason,
        });
        audit.write(now, actor, {
          action: 'chat-moved',
          chat: chat.id,
          subject: String(place.seq),
          code: move.note,
        });
        const entry: Entry = { kind: 'note', ...place, note: move.note, person: null, reason: move.reason };
        // Two entries are one change: whoever hears of it asks the log.
        const change: Change = ended
          ? { chat: chat.id, revision: place.revision, readers, call: ended.news }
          : changeOf(chat.id, entry, readers);
        const request = settle(chat.id, move.state, actor, now);
        if (move.state !== 'cancelled') return { chat: view(), change: { ...change, ...request } };
        const notices = noteFor(parts.db, {
          kind: 'consultation-cancelled',
          patient: chat.patient,
          at: now,
          chat: chat.id,
          moment: chat.startsAt,
        });
        return { chat: view(), change: { ...change, ...request, notices } };
      }),

    markDelivered: createDelivering(parts),
    create: createAppointing(parts),
    reassign: createReassigning(parts, calls),
  };

  /** Like {@link admit}, but leaves the rule's answer to the caller: a retry is answered before it is refused. */
  function admitToWrite(access: Access): Approach {
    return (
      approach(access) ?? {
        no: 0,
        chat: ABSENT,
        standing: NOBODY,
        name: undefined,
        sideReads: NO_READS,
        sideDelivered: NO_READS,
        readers: [],
      }
    );
  }
}

/** Calls are for open consultations alone. */
const endsCalls = ({ state }: Move) => state !== 'open';

const NO_READS = { patient: 0, doctor: 0 };
const NO_ENTRY = {
  kind: 'note',
  seq: 0,
  revision: 0,
  sentAt: 0,
  note: 'opened',
  person: null,
  reason: null,
} as const;
