import type { Actor, Note } from '@consult/core';
import type { Change } from '../../feed/feed.js';
import type { Person } from '../../people/people-store.js';
import { searchableWords } from '../../search/words.js';
import { readersOf } from './access.js';
import type { ChatParts } from './chat-store.js';
import { changeOf, nextPlace } from './chat-statements.js';
import { noteFor } from './notice-rows.js';
import { clinicDoctors } from './request-schema.js';
import { chats } from './schema.js';
import { representativesOf } from './speaking.js';

/** A consultation that is to be, between people who are known. */
export interface Appointment {
  readonly id: string;
  /** Under which whoever appoints it may ask again. */
  readonly key: string;
  readonly patient: string;
  readonly doctor: Person & { readonly specialty: string };
  readonly organisation: string;
  readonly title: string;
  readonly comment: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Makes a consultation and its chat within the transaction that runs, and answers what is to be told of it. */
export const createAppointment =
  ({ db, audit, write }: Pick<ChatParts, 'db' | 'audit' | 'write'>) =>
  (actor: Actor, { key, doctor, ...draft }: Appointment, now: number): Change => {
    const place = nextPlace({ seq: 0, revision: 0 }, now);
    const { no } = db
      .insert(chats)
      .values({
        ...draft,
        doctor: doctor.id,
        specialty: doctor.specialty,
        words: searchableWords(draft.title, doctor.specialty),
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
    db.insert(clinicDoctors)
      .values({ organisation: draft.organisation, doctor: doctor.id })
      .onConflictDoNothing()
      .run();
    write.note({ chat: no, ...place, note: 'doctor-assigned', person: doctor.id, reason: null });
    audit.write(now, actor, { action: 'chat-created', chat: draft.id, subject: draft.patient });

    const entry: Note = {
      kind: 'note',
      ...place,
      note: 'doctor-assigned',
      person: { name: doctor.name, specialty: doctor.specialty },
      reason: null,
    };
    const speakers = representativesOf(db, draft.patient, now);
    // Whether they may read is asked when they do.
    const change = changeOf(draft.id, entry, readersOf({ ...draft, doctor: doctor.id }, speakers, true));
    const notices = noteFor(db, {
      kind: 'consultation-appointed',
      patient: draft.patient,
      at: now,
      chat: draft.id,
      moment: draft.startsAt,
    });
    return { ...change, notices };
  };

export type Appoint = ReturnType<typeof createAppointment>;
