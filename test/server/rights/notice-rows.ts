import type { Outcome, Row } from './row.js';

/** They are the patient's side's alone, whichever patient it is: everybody has their own. */
const staff = (outcome: Outcome) => ({
  doctor: outcome,
  otherDoctor: outcome,
  doctorElsewhere: outcome,
  representativeAsDoctor: outcome,
  operator: outcome,
  operatorElsewhere: outcome,
  administrator: outcome,
});

const browser = {
  endpoint: 'https://push.example/1',
  keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
};

/** «Мои уведомления», and the browsers that are told. */
export const NOTICE_ROWS: readonly Row[] = [
  { route: 'GET /v1/notices', path: () => '/v1/notices', but: staff('not-allowed'), rest: 200 },
  {
    route: 'PUT /v1/notices/read',
    when: 'of somebody else',
    path: () => '/v1/notices/read',
    body: () => ({ upTo: `ntc_${'0'.repeat(32)}` }),
    but: staff('not-allowed'),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/me/push-subscriptions',
    path: () => '/v1/me/push-subscriptions',
    but: {},
    rest: 200, // staff is offered nothing, and told so
  },
  {
    route: 'PUT /v1/me/push-subscriptions',
    when: 'where nothing is pushed',
    path: () => '/v1/me/push-subscriptions',
    body: () => browser,
    but: staff('not-allowed'),
    rest: 'invalid',
  },
  {
    route: 'DELETE /v1/me/push-subscriptions',
    path: () => '/v1/me/push-subscriptions',
    body: () => ({ endpoint: browser.endpoint }),
    but: staff('not-allowed'),
    rest: 204,
  },
];
