import type { OwnDataTexts } from './own-data-ru.js';

/** The words of the copy and the erasure of one's data in English. */
export const ownDataEn: OwnDataTexts = {
  lead: 'Here you can take a copy of all that the consultation service keeps of you, and ask to have erased what the law does not want kept.',
  of: 'Whose data',
  self: 'Mine',
  copy: 'A copy of the data',
  copyLead:
    'One JSON file: what is known of the person, consents, requests, their messages and documents, calls and notifications. A finished chat with all of its documents is downloaded in the chat itself.',
  download: 'Download a copy',
  downloading: 'Making the file…',
  saved: 'The file is saved: {name}. Keep it where nobody else sees it.',
  tooOften: 'The copy has been downloaded several times already. Please try later.',
  erase: 'Erasure of data',
  eraseLead:
    'Telephone and e-mail, requests without a consultation, notifications and documents that were not sent are erased. The medical record stays: chats with their documents and conclusions, calls and consents.',
  ask: 'Ask for erasure',
  sure: 'Ask to have the data erased?',
  follows: 'Two administrators look at it. You have an answer within 30 days; it appears on this page.',
  forGood: 'What is erased cannot be brought back.',
  no: 'Not now',
  busy: 'Sending…',
  notSent: 'The server has not answered. Press again: a repeat does no harm.',
  asked: 'Your wish is sent.',
  wishes: 'What you have asked for',
  askedAt: 'Sent',
  dueAt: 'An answer by',
  doneAt: 'Erased',
  waits: 'Being looked at',
  done: 'Done',
  state: 'State',
  loading: 'Loading…',
  again: 'Try again',
  failed: 'The server cannot be reached. Check your connection and try again.',
  locale: 'en-GB',
  moscow: 'Moscow time',
};
