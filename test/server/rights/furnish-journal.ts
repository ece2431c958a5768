import { moscowDay } from '@consult/core';
import type { AnonymousAnswer, JournalAnswer, RequestAnswer, SlotsAnswer } from '@consult/core/wire';
import { NOON, type House } from '../../support/house.js';
import { CLINIC, PEOPLE } from '../../support/people.js';
import type { World } from './world.js';

const DAY = 86_400_000;

/** What is asked for in every request; its specialty tells them apart. */
export const wanted = (specialty: string, digit: string) => ({
  key: `key_${digit.repeat(32)}`,
  kind: 'remote',
  organisation: CLINIC.id,
  specialty,
  doctor: null,
  phone: '+79211234567',
  email: null,
  wishes: [{ from: moscowDay(NOON + DAY), to: moscowDay(NOON + 9 * DAY) }],
  comment: 'Болит ухо',
});

/** The body of a request without an account. */
export const unknownWanted = (consent: World['document'], digit: string) => ({
  ...wanted('Окулист', digit),
  kind: 'in-person',
  name: { family: 'Гостев', given: 'Иван' },
  birthDate: '1970-05-05',
  consent: { version: consent.version, hash: consent.hash },
});

/** Requests for the child, with a time that is free and one that is offered. */
export async function furnishJournal(
  house: House,
): Promise<Pick<World, 'dataDocument' | 'waits' | 'offered' | 'offer' | 'entered' | 'slot' | 'unknown'>> {
  const { child, doctor } = PEOPLE;
  const post = <T>(who: 'patient' | 'doctor' | 'operator' | 'administrator', path: string, body: unknown) =>
    house.call<T>(who, 'POST', `/v1/${path}`, body);
  await house.call('operator', 'PUT', `/v1/people/${child.id}/attachments/${CLINIC.id}`, {
    validFrom: 0,
    validTo: null,
  });
  const { document } = await post<{ document: World['document'] }>('administrator', 'consent-documents', {
    kind: 'personal-data',
    title: 'Персональные данные',
    text: 'Согласие на обработку персональных данных',
  });
  const consent = { version: document.version, hash: document.hash };
  const apply = async (specialty: string, digit: string) => {
    const body = { ...wanted(specialty, digit), source: 'portal', patient: child.id, consent };
    return (await post<RequestAnswer>('patient', 'requests', body)).request.id;
  };
  const waits = await apply('Хирург', '1');
  const offered = await apply('Кардиолог', '2');
  const visited = { ...wanted('Терапевт', '3'), source: 'visit', patient: child.id };
  const { request: entered } = await post<RequestAnswer>('doctor', 'requests', visited);
  const { slots } = await post<SlotsAnswer>('operator', 'slots', {
    doctor: doctor.id,
    kind: 'remote',
    slots: [1, 2].map((day) => ({ startsAt: NOON + day * DAY, endsAt: NOON + day * DAY + 1_800_000 })),
  });
  const [free, held] = slots;
  const { row } = await post<JournalAnswer>('operator', `journal/${offered}/offers`, {
    key: house.newKey(),
    slot: held!.id,
  });
  const unknown = await post<AnonymousAnswer>('patient', 'anonymous-requests', unknownWanted(document, '4'));
  return {
    dataDocument: document,
    waits,
    offered,
    offer: row.offers[0]!.id,
    entered: entered.id,
    slot: free!.id,
    unknown: { id: unknown.request.id, number: unknown.request.number, secret: unknown.secret },
  };
}
