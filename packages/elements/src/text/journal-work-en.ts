import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { JournalWorkWords } from './journal-work-ru.js';

const count = counter('en');

/** The words of `journal-work-ru.ts` in English. */
export const journalWorkEn: JournalWorkWords = {
  ...en,
  offerStates: {
    held: 'Waiting for an answer',
    accepted: 'Accepted',
    refused: 'Refused',
    lapsed: 'Time to answer ran out',
    retracted: 'Taken back',
  },
  back: 'Back to the list',
  loading: 'Loading the request…',
  notLoaded: 'The request could not be loaded',
  retry: 'Try again',
  registered: (number, when, source) => `${number} · registered ${when} · ${source}`,
  born: 'Date of birth',
  age: (years) => (years > 0 ? `${count(years, { one: 'year', other: 'years' })} old` : 'under a year old'),
  phone: 'Telephone',
  email: 'E-mail',
  applicant: 'Entered for the patient by',
  noAccount: 'no account',
  kind: 'What is needed',
  specialty: 'Specialty',
  doctor: 'Doctor',
  anybody: 'any doctor of the specialty',
  wishes: 'Wished days',
  comment: 'Wishes and reason',
  callBy: 'Call',
  consultBy: 'To be seen by',
  annulled: 'Reason for annulment',
  withdrawn: 'Withdrawn by the patient',
  chat: 'The consultation is appointed and its chat exists.',

  asking: 'Taking it…',
  own: 'You work on this request. Others do not change it for now.',
  other: (name, until) => `${name} works on it, until ${until}. It cannot be changed for now.`,
  lapsed: 'You have done nothing with it for a while, and others may have taken it.',
  free: 'Nobody works on this request now.',
  take: 'Work on it',
  notYours: 'The registry calls and offers times. Here you see what it has done.',

  offers: (k) => `Offers, ${k} of 3 refused`,
  noOffers: 'No time has been offered yet.',
  offered: (when, doctor) => `${when}, ${doctor}`,
  heldUntil: (when) => `The time is kept until ${when}`,
  byPhone: 'by telephone',
  reasonOf: (reason) => `Reason: ${reason}`,
  attempts: 'Calls',
  noAttempts: 'The patient has not been called yet.',

  attempt: 'Write down a call',
  offer: 'Offer a time',
  schedule: 'Appoint',
  accept: 'The patient agreed',
  refuse: 'The patient refused',
  retract: 'Take the offer back',
  annul: 'Annul',
};
