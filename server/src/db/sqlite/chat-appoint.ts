import type { Actor, Note } from '@consult/core';
import { and, eq } from 'drizzle-orm';
import type { Change } from '../../feed/feed.js';
import type { Person } from '../../people/people-store.js';
import { searchableWords } from '../../search/words.js';
import { inForce, readersOf } from './access.js';
import type { ChatParts } from './chat-store.js';
import { changeOf, nextPlace, type ChatStatements } from './chat-statements.js';
import { clinicDoctors } from './request-schema.js';
import { chats, representations } from './schema.js';

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
  ({ db, audit }: Pick<ChatParts, 'db' | 'audit'>, write: ChatStatements) =>
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
    const speakers = speakersFor(db, draft.patient, now);
    // Whether they may read is asked when they do.
    return changeOf(draft.id, entry, readersOf({ ...draft, doctor: doctor.id }, speakers, true));
  };

export type Appoint = ReturnType<typeof createAppointment>;

/** Who speaks for the patient at this moment. */
export function speakersFor(db: ChatParts['db'], patient: string, now: number): string[] {
  return db
    .select({ id: representations.representative })
    .from(representations)
    .where(and(eq(representations.patient, patient), inForce(now)))
    .all()
    .map(({ id }) => id);
}
