import { ConsultError, refuseIf } from '@consult/core';
import { and, eq } from 'drizzle-orm';
import type { ChatStore } from '../../chats/chat-store.js';
import { createAppointment } from './chat-appoint.js';
import type { ChatParts } from './chat-store.js';
import { findOrganisation } from './organisation-rows.js';
import { findPerson } from './people-store.js';
import { chats } from './schema.js';

/** Appoints consultations: `create` of the chat store. */
export const createAppointing = (parts: ChatParts): ChatStore['create'] => {
  const { db, commit } = parts;
  const appoint = createAppointment(parts);
  return (actor, { key, ...draft }, now, rule) =>
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
      const appointment = { ...draft, key, organisation, doctor: { ...doctor, specialty } };
      return { id: draft.id, change: appoint(actor, appointment, now) };
    });
};

/** What makes two appointments under one key the same one. */
const APPOINTMENT = ['patient', 'doctor', 'title', 'comment', 'startsAt', 'endsAt'] as const;
