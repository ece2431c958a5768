import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { JournalEntryWords } from './journal-entry-ru.js';

const count = counter('en');

/** The words of `journal-entry-ru.ts` in English. */
export const journalEntryEn: JournalEntryWords = {
  ...en,
  title: 'New request',
  text: 'A request for a patient who has called or come. The patient consents to the processing of personal data by voice or on paper.',
  search: 'Patient',
  searchHint:
    'Begin with the family name. You find patients attached to the clinic; a doctor finds their own.',
  searching: 'Searching…',
  found: (n) => `${count(n, { one: 'patient', other: 'patients' })} found`,
  nobody: 'Nobody was found. Check the family name.',
  another: 'Choose another',
  born: (day) => `born ${day}`,
  source: 'How it came in',
  kind: 'What is needed',
  specialty: 'Specialty',
  chooseSpecialty: 'Choose a specialty',
  doctor: 'Doctor',
  anybody: 'Any doctor of the specialty',
  phone: 'Telephone',
  email: 'E-mail (optional)',
  restored: 'This request was begun earlier and not entered.',
  clear: 'Begin anew',
  wishes: 'Wished days',
  wishesHint: 'A day, or several in a row. Up to 10 can be added.',
  from: 'From',
  to: 'To',
  add: 'Add days',
  added: (days) => `Added: ${days}`,
  remove: (days) => `Remove: ${days}`,
  removed: (days) => `Removed: ${days}`,
  comment: 'Wishes as to the time, and the reason',
  close: 'Enter nothing',
  confirm: 'Enter the request',
  going: 'Entering…',
  needed: {
    patient: 'Choose the patient.',
    specialty: 'Choose the specialty.',
    email: 'The address is wrong. Correct it or leave it out.',
    phone: 'Enter the telephone: it will be called.',
    comment: 'Write why the patient comes.',
    long: 'The text is too long. Shorten it.',
  },
};
