import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { NoticesWords } from './notices-ru.js';

const count = counter('en');

const on = (when: string) => (when ? `Begins: ${when}.` : '');

/** The words of `notices-ru.ts` in English. */
export const noticesEn: NoticesWords = {
  ...en,
  title: 'My notices',
  list: 'Notices, newest first',
  kinds: {
    'request-registered': 'Your request is registered',
    'offer-made': 'You are offered a time',
    'offer-lapsed': 'The time to answer is over',
    'request-annulled': 'Your request is annulled',
    'consultation-appointed': 'A consultation is appointed',
    'consultation-cancelled': 'The consultation is cancelled',
    'consultation-tomorrow': 'A reminder of the consultation',
    'consultation-soon': 'The consultation begins soon',
    'doctor-changed': 'Another doctor will see you',
    'conclusion-ready': 'The doctor’s conclusion is ready',
    'conclusion-corrected': 'The doctor has corrected the conclusion',
    'consent-changed': 'A document that you accepted has changed',
  },
  details: {
    'request-registered': (_, number) => (number ? `Its number: ${number}.` : ''),
    'offer-made': (when) => (when ? `Please answer before: ${when}.` : 'Open the request to answer.'),
    'offer-lapsed': () => 'The offer was taken back. The registry will look for another time.',
    'request-annulled': () => 'The reason is in the request.',
    'consultation-appointed': on,
    'consultation-cancelled': (when) => (when ? `It was appointed for: ${when}.` : ''),
    'consultation-tomorrow': on,
    'consultation-soon': on,
    'doctor-changed': on,
    'conclusion-ready': () => 'You can read and download it in the chat.',
    'conclusion-corrected': () => 'You can read and download the new and the earlier versions in the chat.',
    'consent-changed': () => 'Please read the new text among your consents.',
  },
  fresh: 'New',
  news: (n) => count(n, { one: 'new', other: 'new' }),
  loading: 'Loading notices…',
  slow: 'This takes longer than usual. The connection seems slow; please wait a little more.',
  empty: 'No notices yet',
  emptyHint: 'Appointments, reminders and answers of the registry appear here.',
  notLoaded: 'The notices did not load',
  refused: 'The notices are not available',
  retry: 'Try again',
  offline: 'No connection to the server',
  offlineHint: 'You see what had been loaded. News will appear by itself when the connection is back.',
  more: 'Show earlier ones',
  loadingMore: 'Loading…',
  moreFailed: 'The earlier notices did not load. Please try again.',

  push: 'Notices in this browser',
  pushOff:
    'You will hear of an appointment and be reminded of it even when this page is closed. Nothing in the messages is about health.',
  pushOn: 'They are on. Nothing comes without your consent to notifications.',
  pushDenied:
    'The browser does not let them through: its question was answered with “Block”. Allow notifications for this site in the settings of the browser and reload the page.',
  pushFailed: 'It did not work. Check the connection and try again.',
  pushSwitching: 'Please answer the browser’s question…',
  switchOn: 'Turn on',
  switchOff: 'Turn off',
};
