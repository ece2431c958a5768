import { ConsultError, type Note } from '@consult/core';
import { eq } from 'drizzle-orm';
import type { ChatStore } from '../../chats/chat-store.js';
import { searchableWords } from '../../search/words.js';
import type { CallEnding } from './call-ending.js';
import { ABSENT, NOBODY } from './chat-reads.js';
import { nextPlace } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { noteFor } from './notice-rows.js';
import { findPerson } from './people-store.js';
import { chats } from './schema.js';

/** Gives consultations to other doctors: `reassign` of the chat store. */
export const createReassigning =
  ({ db, commit, approach, views, audit, write }: ChatParts, calls: CallEnding): ChatStore['reassign'] =>
  (access, to, rule) =>
    commit(() => {
      const found = approach(access);
      const doctor = findPerson(db, to);
      const refusal = rule(found?.chat ?? ABSENT, found?.standing ?? NOBODY, doctor);
      if (refusal && refusal !== 'done') throw new ConsultError(refusal);
      if (!found || !doctor) throw new ConsultError('not-found');
      const { no, chat, standing } = found;
      const { actor, now } = access;
      const view = () => views.one(chat.id, actor.person, standing);
      if (refusal === 'done') return { chat: view(), change: null };

      const { name, specialty } = doctor;
      const ended = calls.endLive(found, access); // it was the former doctor's
      const place = nextPlace(ended?.entry ?? chat, now);
      const { title } = db.select({ title: chats.title }).from(chats).where(eq(chats.no, no)).get()!;
      write.note({ chat: no, ...place, note: 'doctor-changed', person: to, reason: null });
      db.update(chats)
        .set({
          doctor: to,
          specialty: specialty!,
          words: searchableWords(title, specialty!),
          seq: place.seq,
          revision: place.revision,
          activeAt: now,
        })
        .where(eq(chats.no, no))
        .run();
      audit.write(now, actor, { action: 'doctor-changed', chat: chat.id, subject: to, code: chat.doctor });
      const entry: Note = {
        kind: 'note',
        ...place,
        note: 'doctor-changed',
        person: { name, specialty: specialty! },
        reason: null,
      };
      return {
        chat: view(),
        change: {
          chat: chat.id,
          revision: place.revision,
          ...(ended ? { call: ended.news } : { entry }),
          readers: approach(access)!.readers,
          notices: noteFor(db, {
            kind: 'doctor-changed',
            patient: chat.patient,
            at: now,
            chat: chat.id,
            moment: chat.startsAt,
          }),
          formerReaders: [{ person: chat.doctor, role: 'doctor' }],
        },
      };
    });
