import { PEOPLE } from '../../support/people.js';
import { otherPatients, patientSide, type Row } from './row.js';

const ABSENT = `cns_${'0'.repeat(32)}`;

/** Who may publish, read, give and withdraw consents: for the child, that is whoever speaks for it now. */
export const CONSENT_ROWS: readonly Row[] = [
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
      key: `key_${'c'.repeat(32)}`,
      kind: 'remote-consultation',
      version: document.version,
      hash: document.hash,
      patient: PEOPLE.child.id,
    }),
    but: { ...patientSide(201), ...otherPatients('not-found') },
    rest: 'not-allowed', // staff agree to nothing for anybody, whoever it is
  },
  {
    route: 'GET /v1/consent-documents/:kind/versions/:version',
    path: () => '/v1/consent-documents/remote-consultation/versions/1',
    but: {},
    rest: 200,
  },
  {
    route: 'GET /v1/consent-documents/:kind/versions/:version',
    when: 'that is not there',
    path: () => '/v1/consent-documents/remote-consultation/versions/9',
    but: {},
    rest: 'not-found',
  },
  {
    route: 'GET /v1/consents',
    path: () => '/v1/consents',
    but: { ...patientSide(200), ...otherPatients(200) }, // each their own
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/consents/:consentId/withdraw',
    path: ({ consent }) => `/v1/consents/${consent}/withdraw`,
    but: { ...patientSide(200), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/consents/:consentId/withdraw',
    when: 'that is not there',
    path: () => `/v1/consents/${ABSENT}/withdraw`,
    but: { ...patientSide('not-found'), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/consents/:consentId/receipt',
    path: ({ consent }) => `/v1/consents/${consent}/receipt`,
    but: { ...patientSide(200), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/consents/:consentId/proof',
    path: ({ consent }) => `/v1/consents/${consent}/proof`,
    but: { ...patientSide(200), ...otherPatients('not-found'), administrator: 200 },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/consents/:consentId/proof',
    when: 'that is not there',
    path: () => `/v1/consents/${ABSENT}/proof`,
    but: { ...patientSide('not-found'), ...otherPatients('not-found'), administrator: 'not-found' },
    rest: 'not-allowed',
  },
];
