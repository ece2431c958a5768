import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { JournalDeedsWords } from './journal-deeds-ru.js';

const count = counter('en');

/** The words of `journal-deeds-ru.ts` in English. */
export const journalDeedsEn: JournalDeedsWords = {
  ...en,
  close: 'Change nothing',
  going: 'Saving…',
  left: (n) => `${count(n, { one: 'character', other: 'characters' })} left`,
  tooLong: (n) => `Too long: remove ${count(n, { one: 'character', other: 'characters' })}`,
  noteTooLong: 'The text is too long. Shorten it.',
  titles: {
    attempt: 'Write down a call',
    accept: 'The patient agreed on the telephone',
    refuse: 'The patient refused on the telephone',
    retract: 'Take the offer back',
    annul: 'Annul the request',
  },
  confirms: {
    attempt: 'Write it down',
    accept: 'Appoint this time',
    refuse: 'Write the refusal down',
    retract: 'Take it back',
    annul: 'Annul',
  },
  attemptText: 'How did the call end?',
  acceptText: (when, doctor) =>
    `${doctor}, ${when}. The patient gets this time, and the chat appears for them and the doctor.`,
  refuseText: (when, doctor, k) =>
    `${doctor}, ${when}. This will be refusal ${k} of 3. After three the request can be annulled.`,
  retractText: (when, doctor) =>
    `${doctor}, ${when}. The time becomes free again. It is no refusal of the patient.`,
  annulText: 'The request is closed for good. The patient reads the reason.',
  note: 'Note (optional)',
  words: 'Reason in the patient’s words (optional)',
  reason: 'Reason',
};
