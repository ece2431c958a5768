import {
  refusalToAskFor,
  refusalToBook,
  refusalToOpenSlots,
  refusalToTake,
  refusalToTime,
  type Actor,
} from '@consult/core';
import type {
  BookingAnswer,
  ClinicsAnswer,
  ClinicsQuery,
  NewBooking,
  NewSlots,
  ScheduleAnswer,
  ScheduleQuery,
  SlotsAnswer,
  SubjectsAnswer,
} from '@consult/core/wire';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import { lapseDueOffers } from '../requests/clock.js';

/** What the services of times need. */
export type SlotDeps = Pick<
  Deps,
  'stores' | 'feed' | 'brokers' | 'now' | 'newId' | 'config' | 'log' | 'later'
>;

/** For whom one may apply: oneself and those one speaks for. */
export async function readSubjects({ stores, now }: SlotDeps, actor: Actor): Promise<SubjectsAnswer> {
  return { epoch: stores.epoch, subjects: await stores.slots.subjects(actor, now()) };
}

/** The organisations, for somebody who is to choose one. */
export async function readClinics(
  { stores, now }: SlotDeps,
  actor: Actor,
  { patient = actor.person, district }: ClinicsQuery,
): Promise<ClinicsAnswer> {
  const clinics = await stores.slots.clinics(actor, { patient, district }, now(), (facts) =>
    refusalToAskFor(actor, facts),
  );
  return { epoch: stores.epoch, clinics };
}

/** Who sees patients in an organisation and what is free. */
export async function readSchedule(
  { stores, now }: SlotDeps,
  organisation: string,
  query: ScheduleQuery,
): Promise<ScheduleAnswer> {
  const at = now();
  return { epoch: stores.epoch, now: at, ...(await stores.slots.schedule(organisation, query, at)) };
}

/** The registry opens times of a doctor. */
export async function openSlots(
  { stores, now, newId }: SlotDeps,
  actor: Actor,
  { slots, ...draft }: NewSlots,
): Promise<SlotsAnswer> {
  const at = now();
  const opened = await stores.slots.open(
    actor,
    { ...draft, slots: slots.map((slot) => ({ ...slot, id: newId('slot') })) },
    at,
    () => refusalToOpenSlots(actor),
    (slot) => refusalToTime(slot, at),
  );
  return { epoch: stores.epoch, slots: opened };
}

/** A patient takes a free time. */
export async function bookSlot(deps: SlotDeps, actor: Actor, draft: NewBooking): Promise<BookingAnswer> {
  await lapseDueOffers(deps);
  const { stores, newId } = deps;
  const at = deps.now();
  const { slot, chat, change } = await stores.slots.book(
    actor,
    { ...draft, chat: newId('chat') },
    at,
    ({ slot, repeated, ...facts }) => {
      if (repeated) return refusalToBook(actor, { ...facts, attached: true }); // wherever they are attached by now
      if (!slot) return actor.role === 'patient' ? 'not-found' : 'not-allowed';
      return refusalToBook(actor, facts) ?? refusalToTake(slot, at);
    },
  );
  announce(deps, change);
  return { epoch: stores.epoch, slot, chat };
}
