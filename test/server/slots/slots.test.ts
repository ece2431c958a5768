import { moscowDay } from '@consult/core';
import type { ClinicsAnswer, ScheduleAnswer, SlotView, SubjectsAnswer } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import {
  ADMINISTRATOR,
  CHILD,
  CLINIC,
  DAY,
  DOCTOR,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { type Desk, ELSEWHERE, HOUR, openDesk } from '../requests/desk.js';

describe('The API of booking', () => {
  let api: Api;
  let desk: Desk;
  beforeEach(async () => {
    api = await openApi();
    desk = await openDesk(api);
  });
  afterEach(() => api.close());

  const open = (slots: { startsAt: number; endsAt: number }[], doctor = DOCTOR.person, actor = OPERATOR) =>
    api.ask(actor, 'POST', '/slots', { doctor, kind: 'remote', slots });
  const book = (
    slot: string,
    patient = PATIENT.person,
    actor = PATIENT,
    key = newId('entryKey'),
    comment?: string,
  ) => api.ask(actor, 'POST', '/bookings', { key, slot, patient, ...(comment !== undefined && { comment }) });
  const schedule = async (query = '') =>
    (await api.ask(PATIENT, 'GET', `/clinics/${CLINIC}/schedule${query}`)).json as unknown as ScheduleAnswer;

  it('knows for whom one may apply: oneself first, and whom one speaks for while that lasts', async () => {
    const subjects = async (actor = PARENT) =>
      ((await api.ask(actor, 'GET', '/me/subjects')).json as unknown as SubjectsAnswer).subjects;
    await api.ask(OPERATOR, 'PUT', `/people/${PARENT.person}`, {
      name: { family: 'Соколова', given: 'Ольга' },
      birthDate: '1985-03-14',
      specialty: null,
      phone: '+79211234567',
      email: 'olga@example.test',
    });
    const [self, child, ...others] = await subjects();
    expect(self).toMatchObject({
      id: PARENT.person,
      isSelf: true,
      phone: '+79211234567',
      email: 'olga@example.test',
    });
    expect(child).toMatchObject({ id: CHILD, isSelf: false, phone: null });
    expect(others).toEqual([]);
    api.now = NOON + 30 * DAY;
    expect((await subjects()).map(({ id }) => id)).toEqual([PARENT.person]);
    expect(await subjects(DOCTOR)).toEqual([]);
  });

  it('lists organisations, those first where the patient is attached', async () => {
    await api.ask(ADMINISTRATOR, 'PUT', '/organisations/org_a', { name: 'Аптечная', district: 'Невский' });
    const clinics = async (query = '', actor = PATIENT) =>
      ((await api.ask(actor, 'GET', `/clinics${query}`)).json as unknown as ClinicsAnswer).clinics;
    expect((await clinics()).map(({ id, attached }) => [id, attached])).toEqual([
      [CLINIC, true],
      ['org_a', false],
      ['org_elsewhere', false],
    ]);
    expect(await clinics(`?district=${encodeURIComponent('Невский')}`)).toEqual([
      { id: 'org_a', name: 'Аптечная', district: 'Невский', address: null, phone: null, attached: false },
    ]);
    expect((await clinics(`?patient=${CHILD}`, PARENT))[0]).toMatchObject({ id: CLINIC, attached: true });
    expect((await clinics('', PARENT))[0]).toMatchObject({ attached: false });
    expect(await api.said(PATIENT, 'GET', `/clinics?patient=${CHILD}`)).toEqual([404, 'not-found']);
    expect(await api.said(OPERATOR, 'GET', `/clinics?patient=${CHILD}`)).toEqual([403, 'not-allowed']);
  });

  it('shows who sees patients and what is free of the future, by specialty, doctor, kind and day', async () => {
    await desk.slot(HOUR);
    await desk.slot(2 * HOUR, { doctor: OTHER_DOCTOR.person, kind: 'in-person' });
    const { id: late } = await desk.slot(3 * DAY);
    const all = await schedule();
    expect(all.specialties.map(({ name, free, doctors }) => [name, free, doctors.length])).toEqual([
      ['Кардиолог', 2, 1],
      ['Терапевт', 1, 1],
    ]);
    expect(all.slots.map(({ startsAt }) => startsAt)).toEqual([NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * DAY]);
    const count = async (query: string) => (await schedule(query)).slots.length;
    expect(await count(`?specialty=${encodeURIComponent('Кардиолог')}`)).toBe(2);
    expect(await count(`?doctor=${OTHER_DOCTOR.person}`)).toBe(1);
    expect(await count('?kind=in-person')).toBe(1);
    const day = moscowDay(NOON + 3 * DAY);
    expect((await schedule(`?from=${day}&to=${day}`)).slots.map(({ id }) => id)).toEqual([late]);
    api.now = NOON + HOUR;
    expect(await count('')).toBe(2);
    expect(await api.said(PATIENT, 'GET', '/clinics/org_unknown/schedule')).toEqual([404, 'not-found']);
  });

  it('opens times by an operator, the same again as the same ones, and none over another', async () => {
    const slot = { startsAt: NOON + HOUR, endsAt: NOON + 2 * HOUR };
    const next = { startsAt: NOON + 2 * HOUR, endsAt: NOON + 3 * HOUR };
    const first = await open([slot]);
    expect(first.status).toBe(201);
    const again = (await open([slot, next])).json['slots'] as SlotView[];
    expect(again[0]).toEqual((first.json['slots'] as SlotView[])[0]);
    const said = async (...asked: Parameters<typeof open>) => (await open(...asked)).json.code;
    expect(await said([{ startsAt: NOON + HOUR, endsAt: NOON + HOUR + 1 }])).toBe('slot-taken');
    expect(await said([{ startsAt: NOON + 90 * 60_000, endsAt: NOON + 4 * HOUR }])).toBe('slot-taken');
    expect(await said([{ startsAt: NOON, endsAt: NOON + 1 }])).toBe('slot-past');
    expect(await said([{ startsAt: NOON + 9 * HOUR, endsAt: NOON + 9 * HOUR }])).toBe('invalid');
    expect(await said([{ startsAt: NOON + 9 * HOUR, endsAt: NOON + 33 * HOUR + 1 }])).toBe('invalid');
    expect(await said([{ startsAt: NOON + 9 * HOUR, endsAt: NOON + 33 * HOUR }])).toBe(undefined);
    expect(await said([next], OTHER_DOCTOR.person)).toBe(undefined);
    expect(await said([slot], PATIENT.person)).toBe('not-found');
    expect(await said([slot], DOCTOR.person, ELSEWHERE)).toBe('slot-taken');
    expect(await said([slot], DOCTOR.person, DOCTOR)).toBe('not-allowed');
    const half = await said([
      { startsAt: NOON + 50 * HOUR, endsAt: NOON + 51 * HOUR },
      { startsAt: NOON, endsAt: NOON + 1 },
    ]);
    expect(half).toBe('slot-past');
    expect((await schedule()).slots.some(({ startsAt }) => startsAt === NOON + 50 * HOUR)).toBe(false);
  });

  it('books a free time with its consultation, once', async () => {
    const slot = await desk.slot();
    const key = newId('entryKey');
    const { status, json } = await book(slot.id, PATIENT.person, PATIENT, key, 'Болит');
    expect([status, json['slot']]).toEqual([201, slot]);
    const chat = json.chat as unknown as string;
    expect((await api.ask(PATIENT, 'GET', `/chats/${chat}`)).json.chat).toMatchObject({
      state: 'scheduled',
      startsAt: slot.startsAt,
    });
    expect((await api.ask(DOCTOR, 'GET', `/chats/${chat}/card`)).json['comment']).toBe('Болит');
    expect((await book(slot.id, PATIENT.person, PATIENT, key, 'Болит')).json).toEqual(json);
    expect((await book(slot.id, PATIENT.person, PATIENT, key, 'Иное')).json.code).toBe('key-reused');
    expect((await book(slot.id)).json.code).toBe('slot-taken');
    expect(await desk.free()).toEqual([]);
  });

  it('books for those attached, for oneself or whom one speaks for, before it begins', async () => {
    const { id } = await desk.slot();
    const code = async (...asked: Parameters<typeof book>) => (await book(...asked)).json.code;
    expect(await code(id, OTHER_PATIENT.person, OTHER_PATIENT)).toBe('not-attached');
    expect(await code(id, CHILD, PATIENT)).toBe('not-found');
    expect(await code(id, PATIENT.person, OPERATOR)).toBe('not-allowed');
    expect(await code(newId('slot'))).toBe('not-found');
    api.now = NOON + 24 * HOUR;
    expect(await code(id)).toBe('slot-past');
    api.now = NOON + 24 * HOUR - 1;
    expect(await code(id, CHILD, PARENT)).toBe(undefined);
  });

  it('books a visit in person without a chat', async () => {
    const { id } = await desk.slot(24 * HOUR, { kind: 'in-person' });
    expect((await book(id)).json.chat).toBe(null);
  });

  it('frees what an offer held too long before it is booked', async () => {
    const { id } = await desk.request();
    await desk.offered(id, 48 * HOUR);
    const slot = (await desk.slot(48 * HOUR)).id;
    expect((await book(slot, CHILD, PARENT)).json.code).toBe('slot-taken');
    api.now = NOON + 24 * HOUR; // nothing has ticked
    expect((await book(slot, CHILD, PARENT)).json.code).toBe(undefined);
  });
});
