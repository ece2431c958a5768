import { randomUUID } from 'node:crypto';
import { uploadDisposition, type ConclusionContent, type Entry } from '@consult/core';
import { PORTAL } from '../../server/main/server-program.js';
import type { Bearer, TokenDesk } from '../../support/token-desk.js';

/** What a server answered, refusals too. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
}

/** Sends one request as somebody. Rejects where no answer came. */
export type Ask = <T = { code?: string }>(
  who: Bearer,
  method: string,
  path: string,
  body?: unknown,
) => Promise<Answer<T>>;

/** An open consultation of two people of its own. */
export interface Consultation {
  readonly id: string;
  readonly patient: Bearer;
  readonly doctor: Bearer;
}

/** A clinic in a running server, furnished through its API. */
export interface Clinic {
  readonly ask: Ask;
  /** Like `ask`, and throws at a refusal. */
  must<T = unknown>(who: Bearer, method: string, path: string, body?: unknown): Promise<T>;
  /** Sends bytes, or nothing, as somebody; answers as `fetch` does. */
  raw(
    who: Bearer,
    method: string,
    path: string,
    body?: Uint8Array<ArrayBuffer> | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Uploads a document in one request; the same key is the same upload. */
  upload(
    who: Bearer,
    chat: Pick<Consultation, 'id'>,
    key: string,
    document: Uint8Array<ArrayBuffer>,
  ): Promise<Answer<{ file: { id: string } }>>;
  tokenFor(who: Bearer): Promise<string>;
  /** Registers so many patients and doctors, and appoints and opens a consultation for each pair. */
  consultations(count: number): Promise<Consultation[]>;
  /** One more consultation of the same two people. */
  again(of: Pick<Consultation, 'patient' | 'doctor'>, startsAt?: number): Promise<Consultation>;
}

/** A fault suite asks what is kept, not how patient the server is with one talker. */
export const WIDE_LIMITS = {
  CONSULT_REQUESTS_PER_ADDRESS: '1000000/1000',
  CONSULT_WRITES_PER_PERSON: '1000000/1000',
  CONSULT_WRITES_PER_CHAT: '1000000/1000',
  CONSULT_TICKETS_PER_PERSON: '1000000/1000',
  CONSULT_FILES_PER_CHAT: '1000000',
};

export const OPERATOR: Bearer = { person: 'per_operator', role: 'operator', organisation: 'org_1' };
const ADMINISTRATOR: Bearer = { person: 'per_administrator', role: 'administrator', organisation: 'org_1' };
const HOUR = 3_600_000;
/** Tokens are good for ten minutes, and a run may take an hour. */
const RENEW_AFTER = 5 * 60_000;

export const CONCLUSION: ConclusionContent = {
  complaints: 'Боль в горле',
  findings: 'Зев гиперемирован',
  recommendations: 'Покой',
  diagnosis: { code: 'J02.9', text: 'Острый фарингит' },
  nextVisit: null,
};

export const newKey = () => `key_${randomUUID().replaceAll('-', '')}`;
export const entriesOf = ({ id }: Pick<Consultation, 'id'>) => `/v1/chats/${id}/entries`;

/** @param addressOf - Where the server listens now: it may be started again elsewhere. */
export async function furnishClinic(desk: TokenDesk, addressOf: () => string): Promise<Clinic> {
  const tokens = new Map<string, { readonly token: Promise<string>; readonly at: number }>();
  let people = 0;

  const tokenFor = (who: Bearer) => {
    const known = tokens.get(who.person);
    if (known && performance.now() - known.at < RENEW_AFTER) return known.token;
    const token = desk.tokenFor(who);
    tokens.set(who.person, { token, at: performance.now() });
    return token;
  };
  const raw: Clinic['raw'] = async (who, method, path, body, headers) =>
    fetch(addressOf() + path, {
      method,
      headers: { Authorization: `Bearer ${await tokenFor(who)}`, Origin: PORTAL, ...headers },
      ...(body !== undefined && { body }),
    });
  const answerOf = async <T>(response: Response): Promise<Answer<T>> => {
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
  };
  const ask: Ask = async <T>(who: Bearer, method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? [] : [JSON.stringify(body), { 'Content-Type': 'application/json' }];
    return answerOf<T>(await raw(who, method, path, ...(sent as [string, Record<string, string>])));
  };

  const clinic: Clinic = {
    ask,
    raw,
    upload: async (who, { id }, key, document) =>
      answerOf(
        await raw(who, 'POST', `/v1/chats/${id}/files?key=${key}`, document, {
          'Content-Disposition': uploadDisposition('a.pdf'),
        }),
      ),
    tokenFor,
    async must<T>(who: Bearer, method: string, path: string, body?: unknown) {
      const answer = await ask<T>(who, method, path, body);
      if (answer.status >= 300)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    consultations: (count) => Promise.all(Array.from({ length: count }, () => aPair())),
    async again({ patient, doctor }, startsAt = Date.now()) {
      const { id } = await clinic.must<{ id: string }>(OPERATOR, 'POST', '/v1/chats', {
        key: newKey(),
        patient: patient.person,
        doctor: doctor.person,
        title: 'Консультация',
        comment: null,
        startsAt,
        endsAt: startsAt + HOUR,
      });
      if (startsAt <= Date.now()) await clinic.must(doctor, 'POST', `/v1/chats/${id}/open`);
      return { id, patient, doctor };
    },
  };

  const aPair = async () => {
    const number = ++people;
    const patient: Bearer = { person: `per_patient_${number}`, role: 'patient' };
    const doctor: Bearer = { person: `per_doctor_${number}`, role: 'doctor', organisation: 'org_1' };
    await clinic.must(ADMINISTRATOR, 'PUT', `/v1/people/${doctor.person}`, aPerson('Хирург'));
    await clinic.must(ADMINISTRATOR, 'PUT', `/v1/people/${patient.person}`, aPerson(null));
    await clinic.must(patient, 'POST', '/v1/consents', {
      key: newKey(),
      ...consent,
      patient: patient.person,
    });
    return clinic.again({ patient, doctor });
  };

  await clinic.must(ADMINISTRATOR, 'PUT', '/v1/organisations/org_1', { name: 'Поликлиника' });
  const { document } = await clinic.must<{
    document: { kind: string; version: number; hash: string };
  }>(ADMINISTRATOR, 'POST', '/v1/consent-documents', {
    kind: 'remote-consultation',
    title: 'Согласие',
    text: 'Я соглашаюсь на дистанционную консультацию.',
  });
  const consent = { kind: document.kind, version: document.version, hash: document.hash };
  return clinic;
}

const aPerson = (specialty: string | null) => ({
  name: { family: 'Матросова', given: 'Елена' },
  birthDate: '1985-03-14',
  specialty,
});

/** The whole log of a chat as one of its people reads it, oldest first. */
export async function readAll({ must }: Pick<Clinic, 'must'>, chat: Consultation, who = chat.doctor) {
  const all: Entry[] = [];
  for (let before: number | undefined; ; before = all[0]!.seq) {
    const query = before === undefined ? '' : `?before=${before}`;
    const page = await must<{ entries: Entry[]; more: boolean }>(who, 'GET', entriesOf(chat) + query);
    all.unshift(...page.entries);
    if (!page.more) return all;
  }
}
