import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { JournalWords } from './journal-ru.js';

const count = counter('en');

/** The words of `journal-ru.ts` in English. */
export const journalEn: JournalWords = {
  ...en,
  states: {
    registered: 'Registered',
    'in-progress': 'In progress',
    offered: 'Time offered',
    refused: 'Refused',
    scheduled: 'Scheduled',
    annulled: 'Annulled',
    withdrawn: 'Withdrawn by the patient',
    done: 'Done',
  },
  sources: { portal: 'Portal', 'call-centre': 'Call', visit: 'Visit', 'home-visit': 'Home visit' },
  kinds: { remote: 'Remote consultation', 'in-person': 'Visit in person' },
  results: {
    reached: 'Reached',
    'no-answer': 'No answer',
    busy: 'Busy',
    'wrong-number': 'Wrong number',
    'call-later': 'Asks to call later',
  },
  title: 'Journal of deferred booking',
  loading: 'Loading the journal…',
  slow: 'This takes longer than usual. Check the internet connection.',
  notLoaded: 'The journal could not be loaded',
  refused: 'The journal is not available',
  retry: 'Try again',
  offline: 'No connection to the server',
  offlineHint: 'You see what was loaded. The journal catches up when the connection is back.',
  none: 'No requests yet',
  noneHint: 'Patients’ requests appear here. You can enter one for a caller or a visitor.',
  noHits: 'Nothing found',
  noHitsHint: 'Check the words of the search or take the filters off.',
  showAll: 'Show all requests',
  counted: (found, waiting, overdue) =>
    `${count(found, { one: 'request', other: 'requests' })} · waiting for a call: ${waiting} · overdue: ${overdue}`,
  more: 'Show more',
  loadingMore: 'Loading…',

  search: 'Search: name, number, telephone',
  filterState: 'State',
  filters: {
    all: 'All',
    waiting: 'Waiting for a call',
    offered: 'Time offered',
    scheduled: 'Scheduled',
    closed: 'Closed',
  },
  anySpecialty: 'All specialties',
  anyDoctor: 'All doctors',
  anySource: 'All sources',
  onlyOverdue: 'Overdue only',
  reset: 'Reset',

  enter: 'New request',
  matching: 'Match with free times',
  csv: 'Save as CSV',
  csvGoing: 'Saving…',
  csvDone: 'The journal has been saved as a file.',

  name: 'Full name',
  born: 'Date of birth',
  phone: 'Telephone',
  wishes: 'Wished days',
  specialty: 'Specialty',
  doctor: 'Doctor',
  callBy: 'Call by',
  state: 'State',
  source: 'Source',
  notified: 'Notified',
  day: (day) => day,
  anybody: 'any',
  moreWishes: (n) => `and ${n} more`,
  until: (when) => `by ${when}`,
  daysLeft: (n) =>
    n === 0 ? 'today is the last day' : count(n, { one: 'working day', other: 'working days' }),
  provisional: 'provisional',
  overdue: 'Overdue',
  refusals: (k) => `${k} of 3 refused`,
  works: (name) => `${name} works on it`,
  notCalled: 'Not called',
  attempts: (n) => count(n, { one: 'attempt', other: 'attempts' }),
  keys:
    'Keys: ↑ ↓ move among requests, PageUp and PageDown by 10, Home and End to the first and last, Enter opens, Esc goes back to the list, / searches.',
};
