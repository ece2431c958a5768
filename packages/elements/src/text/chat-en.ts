import { counter } from '../shared/plural.js';
import type { SignWords } from './chat-signs-ru.js';
import type { ActionChatWords } from './chat-actions-ru.js';
import type { SearchChatWords } from './chat-search-ru.js';
import { en } from './en.js';

const count = counter('en');
const SIGNS = { one: 'character', other: 'characters' };

/** The words of `chat-ru.ts`, and of all that comes later, in English. */
export const chatEn: ActionChatWords & SearchChatWords & SignWords = {
  ...en,
  choose: 'Choose a chat from the list',
  empty: 'No messages yet.',
  loading: 'Loading messages…',
  slow: 'This takes longer than usual. If no messages appear, check your internet connection.',
  loadingOlder: 'Loading earlier messages…',
  retry: 'Try again',
  notLoaded: 'The messages did not load',
  back: 'Back to the chats',

  doctor: 'Doctor',
  patient: 'Patient',
  scheduled: (when) => `Opens ${when}`,
  soon: 'Opens soon',
  open: 'In progress',
  opensAt: (when) => `The consultation opens ${when}. You can write here then.`,
  opensSoon: 'The consultation is about to open: the appointed time has come.',
  overWithConclusion:
    'The consultation is over. Nobody can write here any more; you can read it at any time.',
  overWithoutConclusion:
    'The consultation ended without a conclusion. Nobody can write here any more; you can read it at any time.',
  overMissed:
    'The consultation did not take place: nobody wrote at the appointed time. Please ask the clinic for another one.',
  overCancelled: 'The consultation was cancelled. Please ask the clinic for another one.',
  noConsent: 'The conversation is hidden',
  toConsent: 'Read and consent',

  thread: 'Messages of the chat',
  you: 'You',
  sending: 'Sending',
  waiting: 'Waiting to be sent',
  sent: 'Sent',
  read: 'Read',
  failed: 'Not sent',
  retrySend: 'Send again',
  discard: 'Delete',
  discardHint: 'Delete and put the text back into the box',
  newMessages: 'New messages',
  newCount: (n) => count(n, { one: 'new message', other: 'new messages' }),
  toEnd: 'To the latest messages',
  said: (who, text) => `${who}: ${text}`,

  search: 'Search in this chat',

  actionsOf: (text) => `Actions for the message “${text}”`,
  actionsOfFiles: 'Actions for the message',
  actionKeys: 'Arrow up and arrow down go to another message.',
  reply: 'Reply',
  copy: 'Copy',
  copied: 'Text copied',
  notCopied: 'The text could not be copied. Please select it and copy it yourself.',
  remove: 'Delete',
  confirmRemove: 'Delete the message for everyone?',
  confirm: 'Delete',
  keep: 'Keep',

  answering: (who) => `Reply to ${who}`,
  cancelReply: 'Do not reply to this message',
  quoted: (who) => `${who}, go to the message`,
  quotedFiles: (n) => count(n, { one: 'file', other: 'files' }),
  quotedEarlier: 'An earlier message',
  replyGone:
    'The message you replied to was deleted. Put the text back into the box with “Delete” and send it by itself.',

  searchField: 'Search in this chat',
  searchBar: 'Search in this chat',
  searching: 'Searching…',
  position: (n, all) => `${n} of ${all}`,
  nothingFound: 'Nothing found. Check the words or try others.',
  older: 'Previous match, earlier',
  newer: 'Next match, later',
  closeSearch: 'Close the search',
  moreHits: 'Show more',
  hits: 'Found',
  inFile: 'File',
  inConclusion: 'Conclusion',

  message: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  left: (n) => `${count(n, SIGNS)} left`,
  tooLong: (n) => `Too long: remove ${count(n, SIGNS)}`,
  unsent: 'This text was not sent in time. You can copy it.',

  offlinePending:
    'No connection to the server. Your message is kept and goes by itself once the connection is back.',
  offlinePendingFleeting:
    'No connection to the server. Your message goes by itself once it is back. Keep this page open, or the message is lost.',
  offlineIdle: 'No connection to the server. New messages appear once it is back.',
  retryNow: 'Check now',
  fleeting: 'This browser does not keep unsent text: it is lost when the page is closed.',

  delivered: 'Delivered',
  doctorOnline: 'doctor online',
  doctorOffline: 'doctor offline',
  patientOnline: 'patient online',
  patientOffline: 'patient offline',
  doctorTypes: 'Doctor is typing…',
  types: 'Typing…',
  onBehalf: (name, patient) => `${name}, on behalf of the patient (${patient})`,
  typesNamed: (name) => `${name} is typing`,
  lost: 'You are no longer in this chat',
  lostHint:
    'The consultation was given to another doctor, or you no longer speak for the patient. The messages of this chat are not shown to you any more.',
  lostDraft:
    'You have not sent this text. You may copy it: when you leave the chat, it is deleted from this browser together with the attached files.',
  toList: 'To the chats',
};
