import {
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
import { Hono } from 'hono';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import {
  bookSlot,
  openSlots,
  readClinics,
  readSchedule,
  readSubjects,
  type SlotDeps,
} from './slot-service.js';

/** `/v1/me/subjects`: for whom the caller may apply and book. */
export const subjectRoutes = (deps: SlotDeps) =>
  new Hono<SignedIn>().get(
    '/subjects',
    describe('For whom the caller may apply: oneself and those one speaks for', SubjectsAnswer),
    async (c) => c.json(await readSubjects(deps, c.var.identity)),
  );

/** `/v1/clinics`: where one may book. */
export const clinicRoutes = (deps: SlotDeps) =>
  new Hono<SignedIn>()
    .get(
      '/',
      describe('The organisations, those first where the patient is attached', ClinicsAnswer),
      check('query', ClinicsQuery),
      async (c) => c.json(await readClinics(deps, c.var.identity, c.req.valid('query'))),
    )
    .get(
      '/:organisationId/schedule',
      describe('Who sees patients there and what is free', ScheduleAnswer),
      checkPath('organisationId'),
      check('query', ScheduleQuery),
      async (c) =>
        c.json(await readSchedule(deps, c.req.valid('param').organisationId, c.req.valid('query'))),
    );

/** `/v1/slots`: the times of doctors. */
export const slotRoutes = (deps: SlotDeps) =>
  new Hono<SignedIn>().post(
    '/',
    describe('Opens times of a doctor; the same time again is the same one', SlotsAnswer, 201),
    check('json', NewSlots),
    async (c) => c.json(await openSlots(deps, c.var.identity, c.req.valid('json')), 201),
  );

/** `/v1/bookings`: free times that patients take. */
export const bookingRoutes = (deps: SlotDeps) =>
  new Hono<SignedIn>().post(
    '/',
    describe('Takes a free time; the same key is the same booking', BookingAnswer, 201),
    check('json', NewBooking),
    async (c) => c.json(await bookSlot(deps, c.var.identity, c.req.valid('json')), 201),
  );
