import { CLINIC, PEOPLE } from '../../support/people.js';
import { NOON } from '../../support/house.js';
import { unknownWanted, wanted } from './furnish-journal.js';
import { key, OPEN_TO_ALL, otherPatients, patientSide, type Outcome, type Row } from './row.js';

const DAY = 86_400_000;

/** Whoever has a desk in a registry, or sees patients. */
const staff = (outcome: Outcome) => ({
  operator: outcome,
  operatorElsewhere: outcome,
  doctor: outcome,
  otherDoctor: outcome,
  doctorElsewhere: outcome,
  representativeAsDoctor: outcome,
});
const registries = (outcome: Outcome) => ({ operator: outcome, operatorElsewhere: outcome });
const TO_ANYBODY = { anonymous: 201, operatorOfNothing: 201, simplified: 201 } as const;
const TO_NOBODY = {
  anonymous: 'not-found',
  operatorOfNothing: 'not-found',
  simplified: 'not-found',
} as const;

/** Who may book and apply for the child, and who does the registry's work. */
export const REQUEST_ROWS: readonly Row[] = [
  { route: 'GET /v1/me/subjects', path: () => '/v1/me/subjects', but: {}, rest: 200 },
  { route: 'GET /v1/clinics', path: () => '/v1/clinics', but: {}, rest: 200 },
  {
    route: 'GET /v1/clinics',
    when: 'for the child',
    path: () => `/v1/clinics?patient=${PEOPLE.child.id}`,
    but: { ...patientSide(200), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/clinics/:organisationId/schedule',
    path: () => `/v1/clinics/${CLINIC.id}/schedule`,
    but: {},
    rest: 200,
  },
  {
    route: 'POST /v1/slots',
    path: () => '/v1/slots',
    body: () => ({
      doctor: PEOPLE.surgeon.id,
      kind: 'remote',
      slots: [{ startsAt: NOON + DAY, endsAt: NOON + DAY + 1_800_000 }],
    }),
    but: registries(201), // each in its own clinic
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/bookings',
    path: () => '/v1/bookings',
    body: ({ slot }) => ({ key: key('5'), slot, patient: PEOPLE.child.id }),
    but: { ...patientSide(201), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/requests',
    when: 'from the portal',
    path: () => '/v1/requests',
    body: ({ dataDocument: { version, hash } }) => ({
      ...wanted('Невролог', '5'),
      source: 'portal',
      patient: PEOPLE.child.id,
      consent: { version, hash },
    }),
    but: { ...patientSide(201), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/requests',
    when: 'at a visit',
    path: () => '/v1/requests',
    body: () => ({ ...wanted('Невролог', '5'), source: 'visit', patient: PEOPLE.child.id }),
    but: { operator: 201, doctor: 201, operatorElsewhere: 'not-found', doctorElsewhere: 'not-found' },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/requests',
    when: 'on the telephone',
    path: () => '/v1/requests',
    body: () => ({ ...wanted('Невролог', '5'), source: 'call-centre', patient: PEOPLE.child.id }),
    but: { operator: 201, operatorElsewhere: 'not-found', doctorElsewhere: 'not-found' },
    rest: 'not-allowed',
  },
  { route: 'GET /v1/requests', path: () => '/v1/requests', but: {}, rest: 200 },
  {
    route: 'GET /v1/requests/:requestId',
    path: ({ waits }) => `/v1/requests/${waits}`,
    but: { ...patientSide(200), operator: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/requests/:requestId',
    when: 'that the doctor has entered',
    path: ({ entered }) => `/v1/requests/${entered}`,
    but: { ...patientSide(200), operator: 200, doctor: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/requests/:requestId',
    when: 'of somebody without an account',
    path: ({ unknown }) => `/v1/requests/${unknown.id}`,
    but: { operator: 200 },
    rest: 'not-found',
  },
  ...(['accept', 'refuse'] as const).map((answer): Row => ({
    route: `POST /v1/requests/:requestId/offers/:offerId/${answer}`,
    path: ({ offered, offer }) => `/v1/requests/${offered}/offers/${offer}/${answer}`,
    body: () => ({}),
    but: { ...patientSide(200), operator: 200 },
    rest: 'not-found',
  })),
  ...(['accept', 'refuse'] as const).map((answer): Row => ({
    route: `POST /v1/requests/:requestId/offers/:offerId/${answer}`,
    when: 'where the offer is another request’s',
    path: ({ entered, offer }) => `/v1/requests/${entered}/offers/${offer}/${answer}`,
    body: () => ({}),
    but: { doctor: 'not-allowed' },
    rest: 'not-found',
  })),
  {
    route: 'POST /v1/requests/:requestId/withdraw',
    path: ({ entered }) => `/v1/requests/${entered}/withdraw`,
    but: { ...patientSide(200), operator: 200, doctor: 'not-allowed' },
    rest: 'not-found',
  },
  { route: 'GET /v1/journal', path: () => '/v1/journal', but: staff(200), rest: 'not-allowed' },
  { route: 'GET /v1/journal.csv', path: () => '/v1/journal.csv', but: registries(200), rest: 'not-allowed' },
  {
    route: 'POST /v1/journal/matches',
    path: () => '/v1/journal/matches',
    body: () => ({ dryRun: false }),
    but: registries(200),
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/people',
    path: () => '/v1/people?q=матросов',
    but: staff(200),
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/journal/:requestId',
    path: ({ entered }) => `/v1/journal/${entered}`,
    but: { ...patientSide('not-allowed'), operator: 200, doctor: 200 },
    rest: 'not-found',
  },
  ...(
    [
      ['POST', 'lock', () => ({}), 200],
      ['DELETE', 'lock', undefined, 200],
      ['POST', 'attempts', () => ({ key: key('6'), result: 'no-answer' }), 201],
      ['POST', 'offers', ({ slot }) => ({ key: key('6'), slot }), 201],
      ['POST', 'schedule', ({ slot }) => ({ key: key('6'), slot }), 201],
      ['POST', 'annul', () => ({ reason: 'Трижды отказались' }), 'refusals-missing'],
    ] as const satisfies [string, string, Row['body'], Outcome][]
  ).map(([method, act, body, outcome]): Row => ({
    route: `${method} /v1/journal/:requestId/${act}`,
    path: ({ entered }) => `/v1/journal/${entered}/${act}`,
    ...(body && { body }),
    but: { ...patientSide('not-allowed'), operator: outcome, doctor: 'not-allowed' },
    rest: 'not-found',
  })),
  {
    route: 'DELETE /v1/journal/:requestId/offers/:offerId',
    path: ({ offered, offer }) => `/v1/journal/${offered}/offers/${offer}`,
    but: { ...patientSide('not-allowed'), operator: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/anonymous-requests/consent-documents',
    path: () => '/v1/anonymous-requests/consent-documents',
    but: OPEN_TO_ALL, // what one is to agree to may be read by anybody
    rest: 200,
  },
  {
    route: 'POST /v1/anonymous-requests',
    path: () => '/v1/anonymous-requests',
    body: ({ dataDocument }) => ({ ...unknownWanted(dataDocument, '7'), specialty: 'Невролог' }),
    but: TO_ANYBODY,
    rest: 201,
  },
  {
    route: 'POST /v1/anonymous-requests/lookup',
    path: () => '/v1/anonymous-requests/lookup',
    body: ({ unknown: { number, secret } }) => ({ number, secret }),
    but: OPEN_TO_ALL, // the secret is the right
    rest: 200,
  },
  {
    route: 'POST /v1/anonymous-requests/lookup',
    when: 'with another secret',
    path: () => '/v1/anonymous-requests/lookup',
    body: ({ unknown: { number } }) => ({ number, secret: '0'.repeat(32) }),
    but: TO_NOBODY,
    rest: 'not-found',
  },
  {
    route: 'POST /v1/anonymous-requests/lookup',
    when: 'of somebody with an account',
    path: () => '/v1/anonymous-requests/lookup',
    body: () => ({ number: 'Ж-2026-000001', secret: '0'.repeat(32) }),
    but: TO_NOBODY,
    rest: 'not-found',
  },
];
