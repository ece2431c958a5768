import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { RequestFormWords } from './request-form-ru.js';

const count = counter('en');

/** What `<deferred-request-form>` says while somebody applies, in English. */
export const requestFormEn: RequestFormWords = {
  ...en,
  title: 'Enter your personal data',
  step: (n) => `Step ${n} of 3`,
  stars: 'Fields with an asterisk are required.',
  subject: 'Who the request is for',
  self: (name) => `For myself: ${name}`,
  child: (name) => `For my child: ${name}`,
  knownReason:
    'Name and birth date come from the account and cannot be changed here. If they are wrong, ask the registry.',
  notKnown: 'not given',
  family: 'Family name',
  given: 'Given name',
  patronymic: 'Patronymic',
  birthDate: 'Birth date',
  email: 'E-mail',
  emailHint: 'Optional. Copies of messages about the request go there if you have agreed to that.',
  phone: 'Telephone',
  phoneHint: 'A Russian number: the registry will call it.',
  wishes: 'Preferred dates',
  wishesHint: 'Choose a day, or several days in a row, and press “Add”. You can add up to 10.',
  from: 'From',
  to: 'To',
  toHint: 'for several days',
  add: 'Add',
  added: (days) => `Added: ${days}`,
  remove: (days) => `Remove: ${days}`,
  removed: (days) => `Removed: ${days}`,
  comment: 'Comment (preferred time, reason for the visit)',
  left: (n) => `${count(n, { one: 'character', other: 'characters' })} left`,
  tooLong: (n) => `${count(n, { one: 'character', other: 'characters' })} too many. Shorten the text.`,
  next: 'Next',
  back: 'Back',

  problems: (n) =>
    `The request is not complete: ${count(n, { one: 'field needs', other: 'fields need' })} attention.`,
  empty: {
    family: 'The family name is missing. Write it as in the passport.',
    given: 'The given name is missing. Write it as in the passport.',
    patronymic: 'The patronymic is too long.',
    birthDate: 'The birth date is missing. Choose it.',
    email: '',
    phone: 'The telephone is missing. Write the number to phone you on.',
    wishes: 'No dates are chosen. Choose a day and press “Add”.',
    comment: 'The comment is empty. Write why you need a doctor and when you could come.',
  },
  wrongDates: {
    reversed: 'The last day is before the first. Correct the dates.',
    past: 'This day has passed. Choose another.',
    far: 'This day is too far away. Choose an earlier one.',
  },
  wrong: {
    family: 'The family name is too long. Shorten it to 100 characters.',
    given: 'The given name is too long. Shorten it to 100 characters.',
    patronymic: 'The patronymic is too long. Shorten it to 100 characters.',
    birthDate: 'That cannot be a birth date. Check it.',
    email: 'The e-mail address has a mistake. It should look like name@example.com.',
    phone: 'The telephone is wrong. It needs 10 digits after +7.',
    wishes: '',
    comment: 'The comment is too long. Shorten it.',
  },

  restored: 'This is what you typed last time.',
  keeping: 'Saving…',
  kept: 'What you typed is kept in this browser.',
  keptFleetingly: 'What you typed is kept while this page is open.',
  notKept: 'The browser does not keep what you type. Do not close the page before sending.',

  obstacleTitle: {
    'not-attached': 'No request can be left here',
    'request-duplicate': 'There is such a request already',
  },
  obstacle: {
    'not-attached':
      'The patient is not attached to this clinic by the insurance policy. Choose your own clinic, or attach to this one at its registry or at Gosuslugi.',
    'request-duplicate':
      'There is a request for the same patient, specialty and clinic. A second one is not needed: see what has become of the first.',
  },
  openExisting: 'Open the request',

  consentTitle: 'Consent to the processing of personal data',
  consentLine:
    'I consent to the processing of my personal data (given name, patronymic, family name, birth date, e-mail, telephone) as Federal Law No. 152-FZ of 27.07.2006 requires.',
  consentIntro: 'This is a document of its own. Read it to the end and tick that you agree.',
  consentFor: (name) => `You consent for your child: ${name}`,
  consentVersion: (n, day) => `Version ${n}, published ${day}`,
  consentTick: 'I have read the document and consent',
  consentNeeded: 'Without the consent the request cannot be taken. Read the document and tick the box.',
  consentMissing:
    'The document has not been published yet, so the request cannot be sent. Phone the clinic; what you typed is kept.',
  consentOutdated: 'A new version of the document has appeared meanwhile. Read it and tick the box.',

  reviewTitle: 'Check the request',
  patient: 'Patient',
  specialty: 'Specialty',
  kind: 'Appointment',
  kinds: { remote: 'Remote consultation', 'in-person': 'Visit in person' },
  consent: 'Consent to the processing of personal data',
  consentGiven: (n) => `Given, version ${n}`,
  none: 'not given',
  change: 'Change',
  changeOf: (what) => `Change: ${what}`,
  send: 'Send',
  sending: 'Sending…',
  notSent: 'The request was not sent; everything you typed is kept.',
  offline: 'The server cannot be reached. What you typed is kept; send it when the connection is back.',

  doneTitle: 'The request is registered',
  number: 'Request number',
  registeredAt: 'Registered',
  callBy: 'We will phone you',
  until: (moment) => `by ${moment}`,
  provisional: 'The date is provisional: this year’s moved days off are not decreed yet, so it may shift.',
  doneText: 'Write the number down or print this page: you will be asked for it on the telephone.',
  secret: 'Key of the request',
  secretText:
    'Without an account the request can be looked up only by its number and this key. Keep it and show it to nobody.',
  copy: 'Copy the number and the key',
  copied: 'The number and the key of the request are copied.',
  notCopied: 'It could not be copied. Select the key and copy it yourself, or print this page.',
  print: 'Print',
  mine: 'See the request',
};
