import { ConsultError, refuseIf, type Note } from '@consult/core';
import { and, eq } from 'drizzle-orm';
import type { ChatStore } from '../../chats/chat-store.js';
import { searchableWords } from '../../search/words.js';
import { inForce, readersOf } from './access.js';
import type { ChatParts } from './chat-store.js';
import { changeOf, nextPlace, type ChatStatements } from './chat-statements.js';
import { findOrganisation } from './organisation-rows.js';
import { noteFor } from './notice-rows.js';
import { findPerson } from './people-store.js';
import { chats, representations } from './schema.js';

/** Appoints consultations: `create` of the chat store. */
export const createAppointing =
  ({ db, commit, audit }: ChatParts, write: ChatStatements): ChatStore['create'] =>
  (actor, { key, ...draft }, now, rule) =>
    commit(() => {
      refuseIf(rule());
      const created = and(eq(chats.createdBy, actor.person), eq(chats.createdKey, key));
      const kept = db.select().from(chats).where(created).get();
      if (kept) {
        if (!APPOINTMENT.every((field) => kept[field] === draft[field])) throw new ConsultError('key-reused');
        return { id: kept.id, change: null };
      }
      const doctor = findPerson(db, draft.doctor);
      const specialty = doctor?.specialty;
      const { organisation } = actor;
      if (!specialty || !findPerson(db, draft.patient)) throw new ConsultError('not-found');
      if (organisation === null || !findOrganisation(db, organisation)) throw new ConsultError('not-found');
      const place = nextPlace({ seq: 0, revision: 0 }, now);
      const { no } = db
        .insert(chats)
        .values({
          ...draft,
          organisation,
          specialty,
          words: searchableWords(draft.title, specialty),
          state: 'scheduled',
          activeAt: now,
          seq: place.seq,
          revision: place.revision,
          wrote: false,
          patientSideRead: 0,
          doctorSideRead: 0,
          createdBy: actor.person,
          createdKey: key,
        })
        .returning({ no: chats.no })
        .get();
      write.note({ chat: no, ...place, note: 'doctor-assigned', person: draft.doctor, reason: null });
      audit.write(now, actor, { action: 'chat-created', chat: draft.id, subject: draft.patient });

      const speakers = db
        .select({ id: representations.representative })
        .from(representations)
        .where(and(eq(representations.patient, draft.patient), inForce(now)))
        .all();
      const entry: Note = {
        kind: 'note',
        ...place,
        note: 'doctor-assigned',
        person: { name: doctor.name, specialty },
        reason: null,
      };
      const readers = readersOf(
        draft,
        speakers.map(({ id }) => id),
        true, // whether they may read is asked when they do
      );
      const notices = noteFor(db, {
        kind: 'consultation-appointed',
        patient: draft.patient,
        at: now,
        chat: draft.id,
        moment: draft.startsAt,
      });
      return { id: draft.id, change: { ...changeOf(draft.id, entry, readers), notices } };
    });

/** What makes two appointments under one key the same one. */
const APPOINTMENT = ['patient', 'doctor', 'title', 'comment', 'startsAt', 'endsAt'] as const;
