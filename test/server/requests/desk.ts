import { moscowDay, type Actor } from '@consult/core';
import type { JournalRow, NewRequest, RequestView, SlotView } from '@consult/core/wire';
import type { Api } from '../chats/api.js';
import {
  ADMINISTRATOR,
  as,
  CHILD,
  CLINIC,
  DOCTOR,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  PATIENT,
} from '../db/stores.js';

export const HOUR = 3_600_000;

/** Days a month ahead. */
export const WISHED = { from: moscowDay(NOON + 30 * 24 * HOUR), to: moscowDay(NOON + 31 * 24 * HOUR) };
export const SECOND_OPERATOR = as('operator', 'per_other_operator', CLINIC);
export const ELSEWHERE = as('operator', 'per_elsewhere', 'org_elsewhere');

/** What a patient asks for on the portal; the store asks for no consent, the API does. */
export const aDraft = (changes: Partial<NewRequest> = {}): NewRequest => ({
  key: newId('entryKey'),
  source: 'portal',
  patient: PATIENT.person,
  kind: 'remote',
  organisation: CLINIC,
  specialty: 'Кардиолог',
  doctor: null,
  phone: '+79211234567',
  email: null,
  wishes: [WISHED],
  comment: 'Болит сердце',
  ...changes,
});

/** The clinic's registry as one asks it by the API: people attached, the personal-data document published. */
export async function openDesk(api: Api) {
  const attach = (patient: string, validTo: number | null = null) =>
    api.ask(OPERATOR, 'PUT', `/people/${patient}/attachments/${CLINIC}`, { validFrom: NOON - HOUR, validTo });
  await api.ask(ADMINISTRATOR, 'PUT', '/organisations/org_elsewhere', { name: 'Больница № 2' });
  for (const [id, family] of [
    [SECOND_OPERATOR.person, 'Вторая'],
    [ELSEWHERE.person, 'Чужая'],
  ] as const)
    await api.ask(ADMINISTRATOR, 'PUT', `/people/${id}`, {
      name: { family, given: 'Ольга' },
      birthDate: null,
      specialty: null,
    });
  await attach(PATIENT.person);
  await attach(CHILD);
  const { json } = await api.ask(ADMINISTRATOR, 'POST', '/consent-documents', {
    kind: 'personal-data',
    title: 'Согласие на обработку персональных данных',
    text: 'Я даю согласие.',
  });
  const { version, hash } = json['document'] as { version: number; hash: string };
  const consent = { version, hash };

  const draft = (changes: Partial<NewRequest> = {}): NewRequest => aDraft({ consent, ...changes });

  return {
    consent,
    attach,
    draft,
    /** Registers a request; answers it. */
    async request(changes: Partial<NewRequest> = {}, actor: Actor = PATIENT): Promise<RequestView> {
      const { status, json } = await api.ask(actor, 'POST', '/requests', draft(changes));
      if (status !== 201) throw new Error(String(json.code));
      return json['request'] as RequestView;
    },
    view: async (id: string, actor: Actor = PATIENT) =>
      (await api.ask(actor, 'GET', `/requests/${id}`)).json['request'] as RequestView,
    row: async (id: string, actor: Actor = OPERATOR) =>
      (await api.ask(actor, 'GET', `/journal/${id}`)).json['row'] as JournalRow,
    /** Opens a time of a doctor's, so long after noon. */
    async slot(after = 24 * HOUR, changes: { kind?: string; doctor?: string; length?: number } = {}) {
      const { kind = 'remote', doctor = DOCTOR.person, length = HOUR / 2 } = changes;
      const times = [{ startsAt: NOON + after, endsAt: NOON + after + length }];
      const { json } = await api.ask(OPERATOR, 'POST', '/slots', { doctor, kind, slots: times });
      return (json['slots'] as SlotView[])[0]!;
    },
    offer: (id: string, slot: string, key = newId('entryKey'), actor: Actor = OPERATOR) =>
      api.ask(actor, 'POST', `/journal/${id}/offers`, { key, slot }),
    /** Offers a fresh time and answers the offer's id. */
    async offered(id: string, after?: number): Promise<string> {
      const { id: slot } = await this.slot(after);
      const { json } = await this.offer(id, slot);
      return (json['row'] as JournalRow).offers.at(-1)!.id;
    },
    accept: (id: string, offer: string, actor: Actor = PATIENT) =>
      api.ask(actor, 'POST', `/requests/${id}/offers/${offer}/accept`, {}),
    refuse: (id: string, offer: string, actor: Actor = PATIENT, reason?: string) =>
      api.ask(
        actor,
        'POST',
        `/requests/${id}/offers/${offer}/refuse`,
        reason === undefined ? {} : { reason },
      ),
    withdraw: (id: string, actor: Actor = PATIENT) => api.ask(actor, 'POST', `/requests/${id}/withdraw`),
    /** The free times of the clinic now. */
    async free(): Promise<string[]> {
      const { json } = await api.ask(PATIENT, 'GET', `/clinics/${CLINIC}/schedule`);
      return (json['slots'] as SlotView[]).map(({ id }) => id);
    },
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

export { CHILD, CLINIC, DOCTOR, OPERATOR, OTHER_DOCTOR, PATIENT };
