import { CLINIC, OTHER_CLINIC, PEOPLE } from '../../support/people.js';
import { NOON } from '../../support/house.js';
import { CALL_ROWS } from './call-rows.js';
import { DOCUMENT_ROWS } from './document-rows.js';
import {
  ABSENT,
  key,
  OPEN_TO_ALL,
  otherPatients,
  type Outcome,
  parties,
  patientSide,
  type Row,
} from './row.js';
import type { ActorName, World } from './world.js';

const appointment = (organisationPatient: string) => ({
  key: key('a'),
  patient: organisationPatient,
  doctor: PEOPLE.doctor.id,
  title: 'Консультация кардиолога',
  comment: null,
  startsAt: NOON + 3_600_000,
  endsAt: NOON + 5_400_000,
});

const person = (specialty: string | null) => ({
  name: { family: 'Новый', given: 'Иван' },
  birthDate: null,
  specialty,
});

const CONCLUSION = {
  complaints: 'Кашель',
  findings: 'Лёгкие чистые',
  recommendations: 'Тёплое питьё',
  diagnosis: { code: '', text: '' },
  nextVisit: null,
};

/** security.md §2.4 as far as its actions exist. Default: no. */
export const TABLE: readonly Row[] = [
  { route: 'GET /healthz', path: () => '/healthz', but: OPEN_TO_ALL, rest: 200 },
  { route: 'GET /openapi.json', path: () => '/openapi.json', but: OPEN_TO_ALL, rest: 200 },
  { route: 'GET /v1/me', path: () => '/v1/me', but: {}, rest: 200 },
  { route: 'POST /v1/feed-tickets', path: () => '/v1/feed-tickets', but: {}, rest: 201 },
  {
    route: 'POST /v1/ice-servers',
    path: () => '/v1/ice-servers',
    but: { operator: 'not-allowed', operatorElsewhere: 'not-allowed', administrator: 'not-allowed' },
    rest: 201,
  },

  { route: 'GET /v1/chats', path: () => '/v1/chats', but: {}, rest: 200 },
  {
    route: 'POST /v1/chats',
    path: () => '/v1/chats',
    body: () => appointment(PEOPLE.child.id),
    but: { operator: 201, operatorElsewhere: 201 },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/chats/:chatId',
    path: ({ chat }) => `/v1/chats/${chat}`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/entries',
    path: ({ chat }) => `/v1/chats/${chat}/entries`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/entries',
    path: ({ chat }) => `/v1/chats/${chat}/entries`,
    body: () => ({ key: key('b'), text: 'Сегодня лучше' }),
    but: parties(201),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/entries',
    when: 'before it opens',
    path: ({ later }) => `/v1/chats/${later}/entries`,
    body: () => ({ key: key('b'), text: 'Сегодня лучше' }),
    but: parties('chat-not-open'),
    rest: 'not-found',
  },
  {
    route: 'DELETE /v1/chats/:chatId/entries/:seq',
    when: 'the representative’s own',
    path: ({ chat, said }) => `/v1/chats/${chat}/entries/${said}`,
    but: { patient: 'not-allowed', representative: 200, doctor: 'not-allowed' },
    rest: 'not-found',
  },
  {
    route: 'DELETE /v1/chats/:chatId/entries/:seq',
    when: 'the doctor’s own',
    path: ({ chat, answered }) => `/v1/chats/${chat}/entries/${answered}`,
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'DELETE /v1/chats/:chatId/entries/:seq',
    when: 'that is not there',
    path: ({ chat }) => `/v1/chats/${chat}/entries/99`,
    but: {},
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/search',
    path: ({ chat }) => `/v1/chats/${chat}/search?q=болит`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'PUT /v1/chats/:chatId/read',
    path: ({ chat }) => `/v1/chats/${chat}/read`,
    body: () => ({ seq: 2 }),
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'PUT /v1/delivered',
    path: () => '/v1/delivered',
    body: ({ chat }) => ({ marks: [{ chat, seq: 2 }] }),
    but: {},
    rest: 204, // chats one may not read are passed over: a stranger is answered like everybody
  },
  {
    route: 'POST /v1/chats/:chatId/typing',
    path: ({ chat }) => `/v1/chats/${chat}/typing`,
    but: parties(204),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/typing',
    when: 'before it opens',
    path: ({ later }) => `/v1/chats/${later}/typing`,
    but: parties('chat-not-open'),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/doctor',
    path: ({ chat }) => `/v1/chats/${chat}/doctor`,
    body: () => ({ doctor: PEOPLE.surgeon.id }),
    but: { ...parties('not-allowed'), operator: 200 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/open',
    path: ({ later }) => `/v1/chats/${later}/open`,
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/complete',
    path: ({ chat }) => `/v1/chats/${chat}/complete`,
    body: () => ({ outcome: 'no-conclusion', reason: 'Пациент не ответил' }),
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/complete',
    when: 'with a conclusion',
    path: ({ chat }) => `/v1/chats/${chat}/complete`,
    body: () => ({ outcome: 'conclusion', key: key('c'), content: CONCLUSION }),
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/conclusion/preview',
    path: ({ chat }) => `/v1/chats/${chat}/conclusion/preview`,
    body: () => ({ content: CONCLUSION }),
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/conclusion',
    path: ({ concluded }) => `/v1/chats/${concluded}/conclusion`,
    body: () => ({ key: key('d'), content: CONCLUSION }),
    but: { ...patientSide('not-allowed'), doctor: 201 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/conclusion',
    path: ({ concluded }) => `/v1/chats/${concluded}/conclusion`,
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/conclusions/:version',
    path: ({ concluded }) => `/v1/chats/${concluded}/conclusions/1`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/conclusions/:version',
    when: 'that is not there',
    path: ({ concluded }) => `/v1/chats/${concluded}/conclusions/2`,
    but: {},
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/cancel',
    path: ({ later }) => `/v1/chats/${later}/cancel`,
    but: { ...parties('not-allowed'), operator: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/card',
    path: ({ chat }) => `/v1/chats/${chat}/card`,
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/accesses',
    path: ({ chat }) => `/v1/chats/${chat}/accesses`,
    but: { ...patientSide(200), doctor: 'not-allowed' },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/accesses',
    when: 'when it is over',
    path: ({ over }) => `/v1/chats/${over}/accesses`,
    but: { ...patientSide(200), doctor: 'not-allowed' },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/export',
    path: ({ over }) => `/v1/chats/${over}/export?format=json`,
    but: { ...patientSide(200), doctor: 'not-allowed' },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/export',
    when: 'before it is over',
    path: ({ chat }) => `/v1/chats/${chat}/export?format=html`,
    but: { ...patientSide('chat-not-finished'), doctor: 'not-allowed' },
    rest: 'not-found',
  },
  ...DOCUMENT_ROWS,
  ...CALL_ROWS,

  { route: 'GET /v1/consent-documents', path: () => '/v1/consent-documents', but: {}, rest: 200 },
  {
    route: 'POST /v1/consent-documents',
    path: () => '/v1/consent-documents',
    body: () => ({ kind: 'notifications', title: 'Уведомления', text: 'Согласие на уведомления' }),
    but: { administrator: 201 },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/consents',
    when: 'for the child',
    path: () => '/v1/consents',
    body: ({ document }) => ({
      kind: 'remote-consultation',
      version: document.version,
      hash: document.hash,
      patient: PEOPLE.child.id,
    }),
    but: { ...patientSide(201), ...otherPatients('not-found') },
    rest: 'not-allowed', // staff agree to nothing for anybody, whoever it is
  },

  {
    route: 'PUT /v1/people/:personId',
    when: 'a patient',
    path: () => '/v1/people/per_new',
    body: () => person(null),
    but: { operator: 200, operatorElsewhere: 200, administrator: 200 },
    rest: 'not-allowed',
  },
  {
    route: 'PUT /v1/people/:personId',
    when: 'a doctor',
    path: () => '/v1/people/per_new',
    body: () => person('Кардиолог'),
    but: { administrator: 200 },
    rest: 'not-allowed',
  },
  {
    route: 'PUT /v1/people/:personId/representatives/:representativeId',
    path: () => `/v1/people/${PEOPLE.child.id}/representatives/${PEOPLE.otherPatient.id}`,
    body: () => ({ validFrom: NOON, validTo: null }),
    but: { operator: 200, operatorElsewhere: 200, administrator: 200 },
    rest: 'not-allowed',
  },
  {
    route: 'PUT /v1/people/:personId/attachments/:organisationId',
    path: () => `/v1/people/${PEOPLE.child.id}/attachments/${CLINIC.id}`,
    body: () => ({ validFrom: NOON, validTo: null }),
    but: { operator: 200, administrator: 200 },
    rest: 'not-allowed', // an operator attaches to the own organisation
  },
  {
    route: 'PUT /v1/organisations/:organisationId',
    path: () => `/v1/organisations/${CLINIC.id}`,
    body: () => ({ name: OTHER_CLINIC.name }),
    but: { administrator: 200 },
    rest: 'not-allowed',
  },
];

/** What `actor` is answered by the row. */
export function outcomeFor({ but, rest }: Row, actor: ActorName): Outcome {
  const own = but[actor];
  if (own !== undefined) return own;
  if (actor === 'anonymous' || actor === 'operatorOfNothing') return 'signed-out';
  return actor === 'simplified' ? 'account-simplified' : rest;
}

/** The same question about a consultation, or a call, that does not exist. */
export const aboutNothing = ({ path }: Row, world: World): string | undefined => {
  const asked = path(world);
  const nothing = asked
    .replace(/^\/v1\/chats\/[^/]+/, `/v1/chats/${ABSENT}`)
    .replace(/^\/v1\/calls\/[^/]+/, `/v1/calls/cal_${'0'.repeat(32)}`);
  return nothing === asked ? undefined : nothing;
};
