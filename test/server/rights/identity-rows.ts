import { PEOPLE } from '../../support/people.js';
import { otherPatients, patientSide, type Row } from './row.js';

const NOT_BELIEVED = new TextEncoder().encode('logout_token=a.b.c');

/** Who ends what, and who has one's data. */
export const IDENTITY_ROWS: readonly Row[] = [
  {
    route: 'POST /v1/backchannel-logout',
    path: () => '/v1/backchannel-logout',
    raw: NOT_BELIEVED,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    but: { anonymous: 'invalid', operatorOfNothing: 'invalid', simplified: 'invalid' },
    rest: 'invalid', // the portal's signature alone counts, whoever brings it
  },
  {
    route: 'POST /v1/people/:personId/sessions/end',
    path: () => `/v1/people/${PEOPLE.otherPatient.id}/sessions/end`,
    but: { administrator: 204 },
    rest: 'not-allowed',
  },
  {
    route: 'DELETE /v1/people/:personId/roles/:role',
    path: () => `/v1/people/${PEOPLE.surgeon.id}/roles/doctor`,
    but: { administrator: 204 },
    rest: 'not-allowed',
  },
  {
    route: 'DELETE /v1/people/:personId/roles/:role',
    when: 'the administrator’s own',
    path: () => `/v1/people/${PEOPLE.administrator.id}/roles/administrator`,
    but: {},
    rest: 'not-allowed',
  },
  {
    route: 'PUT /v1/people/:personId/roles/:role',
    path: () => `/v1/people/${PEOPLE.surgeon.id}/roles/doctor`,
    but: { administrator: 204 },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/me/accesses',
    path: () => `/v1/me/accesses?patient=${PEOPLE.child.id}`,
    but: { ...patientSide(200), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/me/export',
    path: () => `/v1/me/export?patient=${PEOPLE.child.id}`,
    but: { ...patientSide(200), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/me/erasure',
    path: () => `/v1/me/erasure?patient=${PEOPLE.child.id}`,
    but: { ...patientSide(200), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/me/erasure',
    path: () => '/v1/me/erasure',
    body: () => ({ patient: PEOPLE.child.id }),
    but: { ...patientSide(201), ...otherPatients('not-found') },
    rest: 'not-allowed',
  },
  {
    route: 'GET /v1/erasures',
    path: () => '/v1/erasures',
    but: { administrator: 200 },
    rest: 'not-allowed',
  },
  {
    route: 'POST /v1/erasures/:erasureId/approve',
    path: () => `/v1/erasures/era_${'0'.repeat(32)}/approve`,
    but: { administrator: 'not-found' },
    rest: 'not-allowed',
  },
];
