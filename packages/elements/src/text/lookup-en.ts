import { en } from './en.js';
import type { LookupWords } from './lookup-ru.js';

/** The words with which `<request-tracker anonymous>` looks a request up, in English. */
export const lookupEn: LookupWords = {
  ...en,
  intro:
    'If you left a request without an account, type its number and key. They stand on the last page of the request.',
  number: 'Number of the request',
  numberHint: 'For example: Ж-2026-000123',
  secret: 'Key of the request',
  secretHint:
    '32 characters: digits and the letters a to f. If you copied number and key together, paste them into either field.',
  empty: { number: 'The number is missing.', secret: 'The key is missing.' },
  wrong: {
    number: 'The number is incomplete or mistyped. An example: Ж-2026-000123.',
    secret: 'The key is incomplete or mistyped. It has 32 characters: digits and the letters a to f.',
  },
  notFound: 'We found no such request. Check the number and the key.',
  find: 'Show the request',
  finding: 'Looking…',
  refresh: 'Refresh',
  refreshing: 'Refreshing…',
  refreshed: (state) => `Refreshed. The request: ${state}`,
  another: 'Another request',
  call: 'To withdraw or change the request, phone the clinic',
  callAnswer: 'To accept this time or refuse it, phone the clinic',
};
