import { ConsultError, refuseIf, type Actor, type RequestKind } from '@consult/core';
import { and, eq, gt, lt, ne } from 'drizzle-orm';
import type { BookingFacts, NewSlot, SlotStore } from '../../slots/slot-store.js';
import { createAppointment } from './chat-appoint.js';
import type { ChatParts } from './chat-store.js';
import { findOrganisation, isAttached, refusalByLevel } from './organisation-rows.js';
import { findPerson } from './people-store.js';
import { clinicDoctors, slots } from './request-schema.js';
import { createSlotReads } from './slot-reads.js';
import { findSlot, titleFor, viewSlot, type SlotRow } from './slot-rows.js';
import { speaksFor } from './speaking.js';

/** The times of doctors in SQLite. */
export function sqliteSlotStore(parts: ChatParts): SlotStore {
  const { db, commit, audit } = parts;
  const appoint = createAppointment(parts);

  return {
    ...createSlotReads(db),

    open: (actor, { doctor: id, kind, slots: wanted }, now, rule, timeRule) =>
      commit(() => {
        refuseIf(rule());
        const doctor = findPerson(db, id);
        const { organisation } = actor;
        if (!doctor?.specialty || organisation === null || !findOrganisation(db, organisation))
          throw new ConsultError('not-found');
        const kept = { organisation, doctor: id, specialty: doctor.specialty, kind };
        let opened = 0;
        const ids = wanted.map((slot) => {
          const known = knownSlot(kept, slot);
          if (known && known.state !== 'void') return known.id;
          refuseIf(timeRule(slot));
          opened++;
          return keep(kept, slot, known);
        });
        db.insert(clinicDoctors).values({ organisation, doctor: id }).onConflictDoNothing().run();
        if (opened) audit.write(now, actor, { action: 'slots-opened', subject: id, code: String(opened) });
        return ids.map((slot) => viewSlot(db, slot));
      }),

    book: (actor, { key, slot: id, patient, comment = null, chat: chatId }, now, rule) =>
      commit(() => {
        const mine = and(eq(slots.bookedBy, actor.person), eq(slots.bookedKey, key));
        const kept = db.select().from(slots).where(mine).get();
        if (kept) {
          refuseIf(rule({ ...factsOf(actor, kept.patient!, kept, now), repeated: true }));
          if (kept.id !== id || kept.patient !== patient || kept.comment !== comment)
            throw new ConsultError('key-reused');
          return { slot: viewSlot(db, id), chat: kept.chat, change: null };
        }
        const slot = findSlot(db, id);
        refuseIf(rule({ ...factsOf(actor, patient, slot, now), repeated: false }));
        if (slot) refuseIf(refusalByLevel(db, slot.organisation, actor));
        if (!slot || !findPerson(db, patient)) throw new ConsultError('not-found');
        const chat = slot.kind === 'remote' ? chatId : null;
        const booked = { patient, bookedBy: actor.person, bookedKey: key, comment, chat };
        db.update(slots)
          .set({ state: 'booked', ...booked })
          .where(eq(slots.id, id))
          .run();
        audit.write(now, actor, { action: 'slot-booked', subject: patient, code: id, ...(chat && { chat }) });
        const change = chat === null ? null : appointFor(actor, slot, { chat, patient, comment }, now);
        return { slot: viewSlot(db, id), chat, change };
      }),
  };

  function factsOf(
    { person }: Actor,
    patient: string,
    slot: SlotRow | undefined,
    now: number,
  ): Omit<BookingFacts, 'repeated'> {
    return {
      isOwn: speaksFor(db, person, patient, now),
      attached: slot !== undefined && isAttached(db, { patient, organisation: slot.organisation }, now),
      slot,
    };
  }

  /** The time that is there already: the same one, or none. @throws ConsultError `slot-taken` for another at that time */
  function knownSlot(
    { doctor, organisation, kind }: { doctor: string; organisation: string; kind: RequestKind },
    { startsAt, endsAt }: NewSlot,
  ): SlotRow | undefined {
    const same = and(eq(slots.doctor, doctor), eq(slots.startsAt, startsAt));
    const known = db.select().from(slots).where(same).get();
    const fits = known?.endsAt === endsAt && known.kind === kind && known.organisation === organisation;
    if (known && known.state !== 'void') {
      if (!fits) throw new ConsultError('slot-taken');
      return known;
    }
    const overlapping = db
      .select({ id: slots.id })
      .from(slots)
      .where(
        and(
          eq(slots.doctor, doctor),
          lt(slots.startsAt, endsAt),
          gt(slots.startsAt, startsAt - LONGEST),
          gt(slots.endsAt, startsAt),
          ne(slots.state, 'void'),
        ),
      );
    if (overlapping.get()) throw new ConsultError('slot-taken');
    return known;
  }

  /** Keeps a free time; one whose consultation was cancelled is opened anew, as nobody's. */
  function keep(
    kept: Pick<SlotRow, 'organisation' | 'doctor' | 'specialty' | 'kind'>,
    slot: NewSlot,
    known: SlotRow | undefined,
  ): string {
    const row = { ...kept, startsAt: slot.startsAt, endsAt: slot.endsAt, state: 'free' as const, ...NOBODYS };
    if (known) db.update(slots).set(row).where(eq(slots.id, known.id)).run();
    else
      db.insert(slots)
        .values({ id: slot.id, ...row })
        .run();
    return known?.id ?? slot.id;
  }

  function appointFor(
    actor: Actor,
    { doctor: id, specialty, organisation, startsAt, endsAt }: SlotRow,
    { chat, patient, comment }: { chat: string; patient: string; comment: string | null },
    now: number,
  ) {
    const doctor = { ...findPerson(db, id)!, specialty };
    const title = titleFor(specialty);
    const times = { startsAt, endsAt };
    return appoint(
      actor,
      { id: chat, key: chat, patient, doctor, organisation, title, comment, ...times },
      now,
    );
  }
}

/** So long a time may be; see `refusalToTime` of core. */
const LONGEST = 24 * 60 * 60 * 1000;

const NOBODYS = { patient: null, bookedBy: null, bookedKey: null, comment: null, chat: null };
