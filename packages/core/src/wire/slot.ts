import * as v from 'valibot';
import { REQUEST_KINDS } from '../deferred-request.js';
import { LIMITS } from '../limits.js';
import { EntryKey } from './chat.js';
import { atMost, Day, Id, Moment, PersonName } from './person.js';

/** A doctor as the schedule shows them. */
export const SlotDoctor = v.object({ id: v.string(), name: PersonName, specialty: v.string() });

/** A free time of a doctor. */
export const SlotView = v.object({
  id: v.string(),
  kind: v.picklist(REQUEST_KINDS),
  doctor: SlotDoctor,
  startsAt: Moment,
  endsAt: Moment,
});
export type SlotView = v.InferOutput<typeof SlotView>;

/** An organisation as the booking shows it. */
export const ClinicView = v.object({
  id: v.string(),
  name: v.string(),
  /** Where it is, e.g. «Невский». */
  district: v.nullable(v.string()),
  address: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  /** Whether the patient asked for is attached there by the ОМС policy. */
  attached: v.boolean(),
});
export type ClinicView = v.InferOutput<typeof ClinicView>;

/** `GET /v1/clinics?patient=`: all, or those the patient is attached to first. */
export const ClinicsQuery = v.strictObject({
  /** For whom one books: oneself or whom one speaks for. Default: oneself. */
  patient: v.optional(Id),
  district: v.optional(v.pipe(v.string(), atMost(LIMITS.name))),
});
export type ClinicsQuery = v.InferOutput<typeof ClinicsQuery>;
export const ClinicsAnswer = v.object({ epoch: v.string(), clinics: v.array(ClinicView) });
export type ClinicsAnswer = v.InferOutput<typeof ClinicsAnswer>;

/** `GET /v1/clinics/:organisationId/schedule`: who sees patients there and what is free; in the past nothing is. */
export const ScheduleQuery = v.strictObject({
  specialty: v.optional(v.pipe(v.string(), atMost(LIMITS.name))),
  doctor: v.optional(Id),
  kind: v.optional(v.picklist(REQUEST_KINDS)),
  from: v.optional(Day),
  to: v.optional(Day),
});
export type ScheduleQuery = v.InferOutput<typeof ScheduleQuery>;
export const ScheduleAnswer = v.object({
  epoch: v.string(),
  now: Moment,
  /** Every specialty of the organisation with its doctors, those without a free slot too. */
  specialties: v.array(v.object({ name: v.string(), doctors: v.array(SlotDoctor), free: v.number() })),
  /** By time; at most a page of them. */
  slots: v.array(SlotView),
});
export type ScheduleAnswer = v.InferOutput<typeof ScheduleAnswer>;

/** `POST /v1/slots`: the operator opens times of a doctor of the own organisation. The same doctor and time again is the same slot. */
export const NewSlots = v.strictObject({
  doctor: Id,
  kind: v.picklist(REQUEST_KINDS),
  slots: v.pipe(
    v.array(v.strictObject({ startsAt: Moment, endsAt: Moment })),
    v.minLength(1),
    v.maxLength(LIMITS.page),
  ),
});
export type NewSlots = v.InferOutput<typeof NewSlots>;
export const SlotsAnswer = v.object({ epoch: v.string(), slots: v.array(SlotView) });
export type SlotsAnswer = v.InferOutput<typeof SlotsAnswer>;

/** `POST /v1/bookings`: a patient takes a free slot. Makes the consultation and its chat. */
export const NewBooking = v.strictObject({
  key: EntryKey,
  slot: Id,
  patient: Id,
  comment: v.optional(v.pipe(v.string(), v.trim(), atMost(LIMITS.comment))),
});
export type NewBooking = v.InferOutput<typeof NewBooking>;
/** `chat` is null for a visit in person, which has none. */
export const BookingAnswer = v.object({ epoch: v.string(), slot: SlotView, chat: v.nullable(v.string()) });
export type BookingAnswer = v.InferOutput<typeof BookingAnswer>;
