import { CONCLUSION_LENGTH, LIMITS, type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { CONTENT } from '../conclusions/sheets.js';
import { ADMINISTRATOR, DOCTOR, HOUR, newId, NOON, OPERATOR, PATIENT } from '../db/stores.js';

type Ask = readonly [actor: Actor, method: string, path: string, body?: unknown];

const person = { name: { family: 'Новикова', given: 'Анна' }, birthDate: null, specialty: null };
const named = (name: object): Ask => [OPERATOR, 'PUT', '/people/per_new', { ...person, name }];
const appointed = (wish: object): Ask => [
  OPERATOR,
  'POST',
  '/chats',
  {
    key: newId('entryKey'),
    patient: PATIENT.person,
    doctor: DOCTOR.person,
    title: 'Консультация',
    comment: null,
    startsAt: NOON,
    endsAt: NOON + HOUR,
    ...wish,
  },
];
const concluded = (chat: string, wish: object): Ask => [
  DOCTOR,
  'POST',
  `/chats/${chat}/complete`,
  { outcome: 'conclusion', key: newId('entryKey'), content: { ...CONTENT, ...wish } },
];

/** What people write: how long it may be, in code points, and what is said of one more. */
const WORDS: readonly (readonly [
  what: string,
  limit: number,
  code: string,
  ask: (chat: string, text: string) => Ask,
])[] = [
  ['a family name', LIMITS.name, 'invalid', (_, family) => named({ ...person.name, family })],
  ['a given name', LIMITS.name, 'invalid', (_, given) => named({ ...person.name, given })],
  ['a patronymic', LIMITS.name, 'invalid', (_, patronymic) => named({ ...person.name, patronymic })],
  [
    'a specialty',
    LIMITS.name,
    'invalid',
    (_, specialty) => [ADMINISTRATOR, 'PUT', '/people/per_new', { ...person, specialty }],
  ],
  [
    'an organisation’s name',
    300,
    'invalid',
    (_, name) => [ADMINISTRATOR, 'PUT', '/organisations/org_new', { name }],
  ],
  ['the title of a consultation', 200, 'invalid', (_, title) => appointed({ title })],
  ['the comment to a consultation', LIMITS.reason, 'invalid', (_, comment) => appointed({ comment })],
  [
    'a message',
    LIMITS.text,
    'text-too-long',
    (chat, text) => [PATIENT, 'POST', `/chats/${chat}/entries`, { key: newId('entryKey'), text }],
  ],
  [
    'a reason',
    LIMITS.reason,
    'text-too-long',
    (chat, reason) => [DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'no-conclusion', reason }],
  ],
  [
    'a field of a conclusion',
    CONCLUSION_LENGTH,
    'conclusion-incomplete',
    (chat, findings) => concluded(chat, { findings }),
  ],
  [
    'a diagnosis',
    LIMITS.reason,
    'conclusion-incomplete',
    (chat, text) => concluded(chat, { diagnosis: { code: '', text } }),
  ],
  [
    'the title of a consent',
    300,
    'invalid',
    (_, title) => [ADMINISTRATOR, 'POST', '/consent-documents', { kind: 'notifications', title, text: 'Я' }],
  ],
  [
    'the text of a consent',
    50_000,
    'invalid',
    (_, text) => [ADMINISTRATOR, 'POST', '/consent-documents', { kind: 'notifications', title: 'Я', text }],
  ],
  [
    'a search in the list',
    LIMITS.query,
    'invalid',
    (_, q) => [PATIENT, 'GET', `/chats?q=${encodeURIComponent(q)}`],
  ],
  [
    'a search in a chat',
    LIMITS.query,
    'invalid',
    (chat, q) => [PATIENT, 'GET', `/chats/${chat}/search?q=${encodeURIComponent(q)}`],
  ],
];

/** How much is asked for, or told, at once. */
const COUNTS: readonly (readonly [what: string, limit: number, ask: (chat: string, count: number) => Ask])[] =
  [
    ['chats on a page', LIMITS.page, (_, limit) => [PATIENT, 'GET', `/chats?limit=${limit}`]],
    [
      'entries on a page',
      LIMITS.history,
      (chat, limit) => [PATIENT, 'GET', `/chats/${chat}/entries?limit=${limit}`],
    ],
    [
      'hits on a page',
      LIMITS.page,
      (chat, limit) => [PATIENT, 'GET', `/chats/${chat}/search?q=a&limit=${limit}`],
    ],
    [
      'accesses on a page',
      LIMITS.page,
      (chat, limit) => [PATIENT, 'GET', `/chats/${chat}/accesses?limit=${limit}`],
    ],
    [
      'marks of what has arrived',
      LIMITS.page,
      (chat, count) => [PATIENT, 'PUT', '/delivered', { marks: Array(count).fill({ chat, seq: 1 }) }],
    ],
  ];

describe('How long', () => {
  // What a document looks like takes a while, and is of no account here.
  const renderConclusion = async () => new Uint8Array(1);
  let api: Api;
  beforeEach(async () => void (api = await openApi({}, { renderConclusion })));
  afterEach(() => api.close());
  const said = (ask: Ask) => api.said(...ask);
  const ok = [expect.toBeOneOf([200, 201, 204]) as number, undefined];

  describe.each([
    ['letters', 'ы'],
    ['signs of two UTF-16 units', '🩺'],
  ])('in %s', (_, sign) => {
    it.each(WORDS)('%s may be: %i code points, and not one more', async (_, limit, code, ask) => {
      for (const length of [limit - 1, limit])
        expect(await said(ask(await api.chatOf(), sign.repeat(length))), `${length}`).toEqual(ok);
      expect(await said(ask(await api.chatOf(), sign.repeat(limit + 1)))).toEqual([422, code]);
    });
  });

  it.each(COUNTS)('a list may be: of %s at most %i', async (_, limit, ask) => {
    const chat = await api.chatOf();
    for (const count of [limit - 1, limit]) expect(await said(ask(chat, count)), `${count}`).toEqual(ok);
    expect(await said(ask(chat, limit + 1))).toEqual([422, 'invalid']);
  });
});
