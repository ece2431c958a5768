import type { Actor, ErrorCode, RequestKind, Slot } from '@consult/core';
import type {
  ClinicView,
  NewBooking,
  ScheduleAnswer,
  ScheduleQuery,
  SlotView,
  SubjectsAnswer,
} from '@consult/core/wire';
import type { Change } from '../feed/feed.js';

/** A time that is to be. */
export interface NewSlot {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What the rule of a booking is asked about, as it stands inside the transaction; `slot` is absent where there is none. */
export interface BookingFacts {
  readonly isOwn: boolean;
  readonly attached: boolean;
  readonly slot: Slot | undefined;
  /** The same (person, key) has booked this already: it is only asked whether they may see it still. */
  readonly repeated: boolean;
}

/** What came of a booking; no change where it was made before or is a visit in person. */
export interface Booking {
  readonly slot: SlotView;
  readonly chat: string | null;
  readonly change: Change | null;
}

/** Where the times of doctors are kept. Each verb is one transaction, its audit row included, and resolves after commit. */
export interface SlotStore {
  /** For whom this person may apply and book now: oneself first. */
  subjects(actor: Actor, now: number): Promise<SubjectsAnswer['subjects']>;
  /** The organisations, those first where the patient is attached. Asks `rule` whether the patient is the actor's. */
  clinics(
    actor: Actor,
    query: { readonly patient: string; readonly district?: string | undefined },
    now: number,
    rule: (facts: { readonly isOwn: boolean }) => ErrorCode | undefined,
  ): Promise<ClinicView[]>;
  /**
   * Who sees patients in the organisation and what is free.
   * @throws ConsultError `not-found`
   */
  schedule(
    organisation: string,
    query: ScheduleQuery,
    now: number,
  ): Promise<Pick<ScheduleAnswer, 'specialties' | 'slots'>>;
  /**
   * Opens times in the actor's organisation, all of them or none. The same doctor and time again is the same slot.
   * @throws ConsultError what `rule` and `timeRule` answer; `slot-taken` where the doctor has another one at that time
   */
  open(
    actor: Actor,
    draft: { readonly doctor: string; readonly kind: RequestKind; readonly slots: readonly NewSlot[] },
    now: number,
    rule: () => ErrorCode | undefined,
    timeRule: (slot: NewSlot) => ErrorCode | undefined,
  ): Promise<SlotView[]>;
  /**
   * Takes a free time for a patient, and makes the consultation and its chat. The same (actor, key) again is the same booking.
   * @throws ConsultError what `rule` answers; `key-reused`
   */
  book(
    actor: Actor,
    draft: NewBooking & { readonly chat: string },
    now: number,
    rule: (facts: BookingFacts) => ErrorCode | undefined,
  ): Promise<Booking>;
}
