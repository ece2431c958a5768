import { moscowDay } from '@consult/core';
import type { ApplicationFields } from '@consult/client/requests';
import type {
  AnonymousAnswer,
  ConsentDocuments,
  JournalAnswer,
  RequestAnswer,
  RequestView,
  SlotsAnswer,
} from '@consult/core/wire';
import type { House } from './house.js';
import { CLINIC, PEOPLE, type PersonKey } from './people.js';

export const MINUTE = 60 * 1000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What was about to be booked. */
export const CONTEXT = {
  organisation: CLINIC.id,
  specialty: 'Кардиолог',
  doctor: null,
  kind: 'remote',
} as const;

export const PHONE = '+79215550102';
export const CLINIC_PHONE = '+78125550027';
export const DATA_CONSENT =
  'Оператор: Поликлиника № 27, Санкт-Петербург.\nЦель: запись к врачу и дистанционная консультация.\nДанные: имя, отчество, фамилия, дата рождения, почта, телефон, причина обращения.\nСрок: до отзыва. Отозвать можно в разделе «Мои согласия на доступ».';

/** Days so far from now, as the wire writes them. */
export const dayIn = (house: House, days: number): string => moscowDay(house.clock.now() + days * DAY);

/** Makes the house's clinic take requests: its hours and telephone, whose patients they are, the personal-data document. */
export async function takeRequests(house: House): Promise<House> {
  const hours = [...Array<[number, number]>(5).fill([8 * 60, 20 * 60]), null, null];
  await house.call('administrator', 'PUT', `/v1/organisations/${CLINIC.id}`, {
    name: CLINIC.name,
    district: 'Невский',
    phone: CLINIC_PHONE,
    hours,
  });
  for (const who of ['patient', 'child'] as const) await attach(house, who);
  const { name, birthDate, id } = PEOPLE.patient;
  const contacts = { phone: PHONE, email: 'elena@example.ru' };
  await house.call('administrator', 'PUT', `/v1/people/${id}`, {
    name,
    birthDate,
    specialty: null,
    ...contacts,
  });
  await publishDataConsent(house);
  return house;
}

/** The patient's ОМС policy is the clinic's. */
export const attach = (house: House, who: PersonKey) =>
  house.call('operator', 'PUT', `/v1/people/${PEOPLE[who].id}/attachments/${CLINIC.id}`, {
    validFrom: 0,
    validTo: null,
  });

/** The administrator publishes the personal-data document, or its next version. */
export const publishDataConsent = (house: House, text = DATA_CONSENT) =>
  house.call('administrator', 'POST', '/v1/consent-documents', {
    kind: 'personal-data',
    title: 'Согласие на обработку персональных данных',
    text,
  });

/** The personal-data document in force, as a form accepts it. */
export async function dataConsentOf(house: House) {
  const { documents } = await house.call<ConsentDocuments>('patient', 'GET', '/v1/consent-documents');
  const { version, hash } = documents.find(({ kind }) => kind === 'personal-data')!;
  return { version, hash };
}

/** A form filled in for that person. */
export const fieldsOf = (house: House, who: 'patient' | 'child' = 'patient'): ApplicationFields => {
  const { id, name, birthDate } = PEOPLE[who];
  return {
    patient: id,
    family: name.family,
    given: name.given,
    patronymic: name.patronymic,
    birthDate,
    email: '',
    phone: '8 921 555-01-02',
    wishes: [{ from: dayIn(house, 3), to: dayIn(house, 7) }],
    comment: 'После обеда. Скачет давление.',
    from: '',
    to: '',
  };
};

export interface RequestWishes {
  readonly who?: 'patient' | 'child';
  readonly specialty?: string;
  readonly doctor?: string | null;
  readonly kind?: 'remote' | 'in-person';
}

/** A request that the patient has left in the portal, for herself or for her child. */
export async function aRequest(house: House, wishes: RequestWishes = {}): Promise<RequestView> {
  const { who = 'patient', specialty = CONTEXT.specialty, doctor = null, kind = 'remote' } = wishes;
  const { comment, wishes: days } = fieldsOf(house, who);
  const { request } = await house.call<RequestAnswer>('patient', 'POST', '/v1/requests', {
    key: house.newKey(),
    source: 'portal',
    patient: PEOPLE[who].id,
    organisation: CLINIC.id,
    specialty,
    doctor,
    kind,
    phone: PHONE,
    email: null,
    wishes: days,
    comment,
    consent: await dataConsentOf(house),
  });
  return request;
}

/** A request of somebody without an account, for a visit in person, with the key to it; sent again, it gets a new one. */
export async function anUnknownRequest(house: House, key = house.newKey()): Promise<AnonymousAnswer> {
  const { family, given, patronymic, birthDate, comment, wishes } = fieldsOf(house);
  const answer = await house.server.fetch(
    new Request(`${house.server.origin}/v1/anonymous-requests`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        key,
        name: { family, given, patronymic },
        birthDate,
        organisation: CLINIC.id,
        specialty: CONTEXT.specialty,
        doctor: null,
        kind: 'in-person',
        phone: PHONE,
        email: null,
        wishes,
        comment,
        consent: await dataConsentOf(house),
      }),
    }),
  );
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as AnonymousAnswer;
}

/** The operator offers a time of the cardiologist, in so many days. */
export async function offer(
  house: House,
  { id, kind = 'remote' }: Pick<RequestView, 'id'> & Partial<Pick<RequestView, 'kind'>>,
  inDays = 3,
): Promise<RequestView> {
  const slot = await aSlot(house, inDays, kind);
  const body = { key: house.newKey(), slot };
  const { row } = await house.call<JournalAnswer>('operator', 'POST', `/v1/journal/${id}/offers`, body);
  return row;
}

/** A free time of the cardiologist. */
export async function aSlot(
  house: House,
  inDays = 3,
  kind: 'remote' | 'in-person' = 'remote',
): Promise<string> {
  const startsAt = house.clock.now() + inDays * DAY;
  const { slots } = await house.call<SlotsAnswer>('operator', 'POST', '/v1/slots', {
    doctor: PEOPLE.doctor.id,
    kind,
    slots: [{ startsAt, endsAt: startsAt + 20 * MINUTE }],
  });
  return slots[0]!.id;
}

/** The patient refuses what is offered now. */
export async function refuse(
  house: House,
  { id }: Pick<RequestView, 'id'>,
  reason?: string,
): Promise<RequestView> {
  const { request } = await house.call<RequestAnswer>('patient', 'GET', `/v1/requests/${id}`);
  const held = request.offers.find(({ state }) => state === 'held')!;
  const path = `/v1/requests/${id}/offers/${held.id}/refuse`;
  const answer = await house.call<RequestAnswer>('patient', 'POST', path, reason ? { reason } : {});
  return answer.request;
}

/** A request with so many refusals behind it. */
export async function refusedRequest(house: House, times: number): Promise<RequestView> {
  let request = await aRequest(house);
  for (let time = 1; time <= times; time++) {
    await offer(house, request, 2 + time);
    request = await refuse(house, request, ['На работе', 'Ребёнок болеет', 'Поздно'][time - 1]);
  }
  return request;
}

/** The operator annuls it. */
export const annul = (house: House, { id }: Pick<RequestView, 'id'>, reason: string) =>
  house.call<JournalAnswer>('operator', 'POST', `/v1/journal/${id}/annul`, { reason });
