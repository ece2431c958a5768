import { counter } from '../shared/plural.js';
import type { DeskWords } from './desk-ru.js';
import { en } from './en.js';

const count = counter('en');

/** The words of `desk-ru.ts` in English. */
export const deskEn: DeskWords = {
  ...en,
  retry: 'Try again',
  card: 'Patient’s card',
  choose: 'Choose a chat to see the patient’s card',
  loading: 'Loading the patient’s card…',
  slow: 'This takes longer than usual. Please check your internet connection.',
  notLoaded: 'The card did not load',

  born: 'Date of birth',
  day: (day) => day,
  age: (years) => (years > 0 ? count(years, { one: 'year old', other: 'years old' }) : 'under one year'),
  unknown: 'not known',
  writers: 'Write for the patient',
  comment: 'Reason for the request',
  noComment: 'not given',
  appointed: 'Appointed',
  consent: 'Consent to the consultation',
  consented: 'given',
  notConsented: 'not given: the patient cannot see the chat or write in it',

  scheduled: 'Scheduled',
  opened: 'In progress',
  withConclusion: 'Finished with a conclusion',
  withoutConclusion: 'Finished without a conclusion',
  open: 'Open the consultation',
  opening: 'Opening…',
  opensFrom: (when) => `You can open it early ${when}. At the appointed time it opens by itself.`,

  conclude: 'Finish with a conclusion',
  correct: 'Correct the conclusion',
  otherTab: 'The conclusion is open in another tab of this browser. Finish it there, or close that tab.',
  complete: 'Finish without a conclusion',
  completing: 'Finishing…',
  dialogTitle: 'Finish the consultation without a conclusion',
  dialogText: 'Nobody can write in the chat after that. This cannot be undone.',
  reason: 'Reason',
  reasonHint: 'The patient will see it in the chat.',
  left: (n) => `${count(n, { one: 'character', other: 'characters' })} left`,
  tooLong: (n) => `Too long: remove ${count(n, { one: 'character', other: 'characters' })}`,
  reasonTooLong: 'The reason is too long. Please shorten it.',
  preview: 'The patient will read:',
  keep: 'Do not finish',
  close: 'Close',

  endedWithConclusion: 'This consultation is already finished with a conclusion.',
  endedWithoutConclusion: 'This consultation is already finished without a conclusion.',
  endedMissed: 'This consultation is already closed: it did not take place.',
  ended: 'This consultation is already finished.',
  reasonUnsent: 'The reason you wrote was not sent. You can copy it.',
  unsent: 'View the draft of the conclusion',
};
