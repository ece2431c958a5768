import type { AttemptResult, DateRange, RequestKind, RequestSource } from '@consult/core';
import type { JournalAnswer, JournalRow, RequestAnswer, SlotsAnswer } from '@consult/core/wire';
import type { House } from './house.js';
import { castOf, CLINIC, PEOPLE, type Cast, type PersonKey } from './people.js';

const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;

/** When the registry of {@link CLINIC} works: weekdays from eight to eight. */
const HOURS = [...Array.from({ length: 5 }, () => [480, 1200]), null, null];

export interface RequestWishes {
  readonly patient?: PersonKey | Cast;
  readonly source?: Exclude<RequestSource, 'portal'>;
  readonly kind?: RequestKind;
  readonly specialty?: string;
  readonly doctor?: PersonKey | null;
  readonly phone?: string;
  readonly wishes?: readonly DateRange[];
  readonly comment?: string;
  /** Who enters it. */
  readonly by?: PersonKey;
}

/** The registry of the house at work, all through the API. */
export interface Registry {
  readonly house: House;
  /** Enters a request; answers its id. */
  aRequest(wishes?: RequestWishes): Promise<string>;
  /** Opens times of a doctor, each half an hour; answers their ids. */
  slots(doctor?: PersonKey, startsAt?: readonly number[], kind?: RequestKind): Promise<string[]>;
  row(id: string): Promise<JournalRow>;
  attempt(id: string, result: AttemptResult, note?: string): Promise<void>;
  /** Offers a fresh time; answers the offer. */
  offer(id: string, doctor?: PersonKey): Promise<string>;
  /** Offers a fresh time and writes down that it was refused. */
  refuse(id: string, reason?: string): Promise<void>;
  /** So many patients more, attached to the clinic. */
  patients(count: number): Promise<Cast[]>;
}

/** Furnishes the clinic of a house: hours, patients attached to it and their telephones. */
export async function aRegistry(house: House): Promise<Registry> {
  const { id, name } = CLINIC;
  await house.call('administrator', 'PUT', `/v1/organisations/${id}`, { name, hours: HOURS });
  const attach = (person: Cast) =>
    house.call('operator', 'PUT', `/v1/people/${person.id}/attachments/${id}`, {
      validFrom: Date.UTC(2020, 0, 1),
      validTo: null,
    });
  for (const person of [PEOPLE.patient, PEOPLE.child, PEOPLE.otherPatient, PEOPLE.newcomer])
    await attach(person);
  const { patient } = PEOPLE;
  await house.call('operator', 'PUT', `/v1/people/${patient.id}`, {
    name: patient.name,
    birthDate: patient.birthDate,
    specialty: null,
    phone: '+79215550102',
  });
  let opened = 0;
  /** Each time is a fresh one: from Monday on, every half an hour. */
  const nextTime = () => Date.UTC(2026, 3, 13, 6) + opened++ * (HOUR / 2);

  const registry: Registry = {
    house,
    async aRequest({ by = 'operator', ...wishes } = {}) {
      const { request } = await house.call<RequestAnswer>(by, 'POST', '/v1/requests', {
        key: house.newKey(),
        source: wishes.source ?? 'call-centre',
        patient: castOf(wishes.patient ?? 'patient').id,
        kind: wishes.kind ?? 'remote',
        organisation: id,
        specialty: wishes.specialty ?? 'Кардиолог',
        doctor: wishes.doctor ? PEOPLE[wishes.doctor].id : null,
        phone: wishes.phone ?? '+79215550102',
        email: null,
        wishes: wishes.wishes ?? [{ from: '2026-04-13', to: '2026-04-17' }],
        comment: wishes.comment ?? 'Утром. Скачет давление.',
      });
      return request.id;
    },
    async slots(doctor = 'doctor', startsAt = [nextTime()], kind = 'remote') {
      const slots = startsAt.map((at) => ({ startsAt: at, endsAt: at + HOUR / 2 }));
      const body = { doctor: PEOPLE[doctor].id, kind, slots };
      const answer = await house.call<SlotsAnswer>('operator', 'POST', '/v1/slots', body);
      return answer.slots.map((slot) => slot.id);
    },
    row: async (request) =>
      (await house.call<JournalAnswer>('operator', 'GET', `/v1/journal/${request}`)).row,
    async attempt(request, result, note) {
      const body = { key: house.newKey(), result, ...(note && { note }) };
      await house.call('operator', 'POST', `/v1/journal/${request}/attempts`, body);
    },
    async offer(request, doctor) {
      const [slot] = await registry.slots(doctor);
      const body = { key: house.newKey(), slot };
      const path = `/v1/journal/${request}/offers`;
      const { row } = await house.call<JournalAnswer>('operator', 'POST', path, body);
      return row.offers.at(-1)!.id;
    },
    async refuse(request, reason = 'Неудобное время') {
      const offer = await registry.offer(request);
      await house.call('operator', 'POST', `/v1/requests/${request}/offers/${offer}/refuse`, { reason });
    },
    async patients(count) {
      const people = Array.from({ length: count }, (_, at): Cast => ({
        id: `per_extra_${at}`,
        role: 'patient',
        name: { family: `Пациентов${at}`, given: 'Иван', patronymic: 'Иванович' },
        birthDate: '1970-01-01',
        withoutConsent: true,
      }));
      for (const person of people) {
        await house.register(person);
        await attach(person);
      }
      return people;
    },
  };
  return registry;
}
