import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { JournalMatchingWords } from './journal-matching-ru.js';

const count = counter('en');
const requests = (n: number) => count(n, { one: 'request', other: 'requests' });

/** The words of `journal-matching-ru.ts` in English. */
export const journalMatchingEn: JournalMatchingWords = {
  ...en,
  reasons: {
    doctor: 'the doctor asked for',
    specialty: 'the specialty asked for',
    day: 'a wished day',
    kind: 'the kind asked for',
    'before-deadline': 'within the promised time',
  },
  mismatches: {
    'no-slot-of-specialty': 'no free time in this specialty',
    'no-slot-of-doctor': 'no free time of this doctor',
    'no-slot-on-days': 'no free time on the wished days',
    locked: 'somebody else works on the request',
  },
  title: 'Matching with free times',
  text: 'This is a trial: nothing has changed yet. Check the pairs and offer the times to all at once.',
  loading: 'Looking for free times…',
  notMatched: 'Matching failed',
  retry: 'Try again',
  none: 'Nothing to match',
  noneHint: 'No request waits for a call.',
  pairs: (n) => `Matched: ${requests(n)}`,
  left: (n) => `Without a time: ${requests(n)}`,
  slot: (when, doctor) => `${when}, ${doctor}`,
  why: (reasons) => `It fits: ${reasons}`,
  offer: (n) => `Offer to all (${n})`,
  offering: 'Offering…',
  offered: (n, all) => (n === all ? `Offered: ${requests(n)}.` : `Offered: ${requests(n)} of ${all}.`),
  taken: 'The other times were taken meanwhile, or somebody began to work on the requests.',
  isOffered: 'offered',
  notOffered: 'not offered',
  close: 'Close',
};
