import { key, parties, patientSide, type Row } from './row.js';

/** A page that nobody has sat down with yet. */
const DEVICE = `dev_${'2'.repeat(32)}`;

/** Who may ring, answer, take part in a call and know of it; and who may tell whether they are ready for one. */
export const CALL_ROWS: readonly Row[] = [
  {
    route: 'POST /v1/chats/:chatId/calls',
    when: 'where a call rings already',
    path: ({ ringing }) => `/v1/chats/${ringing}/calls`,
    body: () => ({ key: key('e'), device: DEVICE }),
    but: { ...patientSide('not-allowed'), doctor: 201 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/calls',
    when: 'by a doctor whose other call rings',
    path: ({ chat }) => `/v1/chats/${chat}/calls`,
    body: () => ({ key: key('e'), device: DEVICE }),
    but: { ...patientSide('not-allowed'), doctor: 'call-elsewhere' },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/calls',
    when: 'before it opens',
    path: ({ later }) => `/v1/chats/${later}/calls`,
    body: () => ({ key: key('e'), device: DEVICE }),
    but: { ...patientSide('not-allowed'), doctor: 'chat-not-open' },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/calls',
    when: 'when it is over',
    path: ({ over }) => `/v1/chats/${over}/calls`,
    body: () => ({ key: key('e'), device: DEVICE }),
    but: { ...patientSide('not-allowed'), doctor: 'chat-finished' },
    rest: 'not-found',
  },
  { route: 'GET /v1/calls', path: () => '/v1/calls', but: {}, rest: 200 },
  {
    route: 'GET /v1/calls/:callId',
    path: ({ call }) => `/v1/calls/${call}`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/calls/:callId/accept',
    path: ({ call }) => `/v1/calls/${call}/accept`,
    body: () => ({ device: DEVICE }),
    but: { ...patientSide(200), doctor: 'not-allowed' },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/calls/:callId/end',
    path: ({ call }) => `/v1/calls/${call}/end`,
    body: () => ({}),
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'PUT /v1/calls/:callId/media',
    when: 'by the page the doctor rang with, whoever brings its id',
    path: ({ call }) => `/v1/calls/${call}/media`,
    body: ({ device }) => ({ device, flows: true }),
    but: parties(200), // while it rings nobody of the patient's side has a seat that could be another's
    rest: 'not-found',
  },
  {
    route: 'PUT /v1/calls/:callId/media',
    when: 'by another page of the doctor’s',
    path: ({ call }) => `/v1/calls/${call}/media`,
    body: () => ({ device: DEVICE, flows: true }),
    but: { ...patientSide(200), doctor: 'call-elsewhere' },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/calls/:callId/tickets',
    path: ({ call }) => `/v1/calls/${call}/tickets`,
    body: () => ({ device: DEVICE }),
    but: { ...patientSide(201), doctor: 'call-elsewhere' },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/calls/:callId/tickets',
    when: 'that takes one’s own seat',
    path: ({ call }) => `/v1/calls/${call}/tickets`,
    body: () => ({ device: DEVICE, takes: true }),
    but: parties(201),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/calls/:callId/signals',
    path: ({ call, device }) => `/v1/calls/${call}/signals?device=${device}`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/calls/:callId/signals',
    path: ({ call }) => `/v1/calls/${call}/signals`,
    body: ({ device }) => ({ key: key('f'), device, kind: 'ready', payload: { attempt: 1 } }),
    but: parties(201),
    rest: 'not-found',
  },
  {
    route: 'PUT /v1/chats/:chatId/readiness',
    path: ({ later }) => `/v1/chats/${later}/readiness`,
    body: () => ({ findings: [{ probe: 'camera', result: 'ok', cause: null }] }),
    but: parties(204),
    rest: 'not-found',
  },
  {
    route: 'PUT /v1/chats/:chatId/readiness',
    when: 'when it is over',
    path: ({ over }) => `/v1/chats/${over}/readiness`,
    body: () => ({ findings: [{ probe: 'camera', result: 'ok', cause: null }] }),
    but: parties('chat-finished'),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/readiness',
    path: ({ later }) => `/v1/chats/${later}/readiness`,
    but: { ...patientSide('not-allowed'), doctor: 200 },
    rest: 'not-found',
  },
];
