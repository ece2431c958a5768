import type { AuditAction, NoteCode, Watcher } from '@consult/core';
import { en } from './en.js';
import type { RecordWords } from './record-ru.js';

const moves: Record<NoteCode, string> = {
  'doctor-assigned': 'Appointed a doctor',
  'doctor-changed': 'Changed the doctor',
  opened: 'Opened the consultation',
  completed: 'Finished the consultation with a conclusion',
  'completed-without-conclusion': 'Finished the consultation without a conclusion',
  missed: 'Marked the consultation as missed',
  cancelled: 'Cancelled the consultation',
  'call-ended': 'Video call ended',
  'call-missed': 'Video call missed',
  'call-declined': 'Video call declined',
};

const acts: Record<AuditAction, string> = {
  'attachment-put': 'Attachment to an organisation changed',
  'attempt-added': 'An attempt to telephone',
  'call-answered': 'Answered a video call',
  'call-ended': 'Ended a video call',
  'call-joined': 'Joined a video call',
  'call-rung': 'Started a video call',
  'card-opened': 'Opened the patient’s card',
  'chat-created': 'Appointed the consultation',
  'chat-exported': 'Downloaded the conversation',
  'chat-moved': 'Changed the state of the consultation',
  'chat-opened': 'Opened the chat',
  'chat-searched': 'Searched the conversation',
  'conclusion-given': 'Gave a conclusion',
  'conclusion-opened': 'Opened the conclusion',
  'conclusion-previewed': 'Prepared a conclusion',
  'consent-given': 'Gave a consent',
  'consent-proved': 'Took out the proof of a consent',
  'consent-published': 'Published the text of a consent',
  'consent-withdrawn': 'Withdrew a consent',
  'data-erased': 'Destroyed data that need not be kept',
  'data-exported': 'Took all data home',
  'doctor-changed': 'Changed the doctor',
  'entry-added': 'Sent a message',
  'entry-deleted': 'Deleted an own message',
  'erasure-approved': 'Approved the destruction of data',
  'erasure-asked': 'Asked to destroy data',
  'file-added': 'Added a file',
  'file-opened': 'Opened a file',
  'file-removed': 'Deleted a file',
  'file-scanned': 'Checked a file for viruses',
  'journal-exported': 'The journal of requests exported',
  'journal-opened': 'The journal of requests opened',
  'offer-accepted': 'An offered time accepted',
  'offer-lapsed': 'The time to answer an offer ran out',
  'offer-made': 'A time offered',
  'offer-refused': 'An offered time refused',
  'offer-retracted': 'An offer taken back',
  'organisation-put': 'Changed what is known of an organisation',
  'people-searched': 'Patients searched',
  'person-put': 'Changed what is known of a person',
  'read-marked': 'Read messages',
  'readiness-opened': 'Looked at the readiness for a video call',
  'readiness-told': 'Checked camera and microphone',
  'representation-ended': 'The right to speak for the patient has ended',
  'representation-put': 'Changed who speaks for the patient',
  'request-annulled': 'The request annulled',
  'request-done': 'The request completed',
  'request-opened': 'The request opened',
  'request-registered': 'The request registered',
  'request-returned': 'The request is worked on again',
  'request-scheduled': 'A time scheduled by a request',
  'request-withdrawn': 'The request withdrawn',
  'slot-booked': 'A time booked',
  'slots-opened': 'Times opened',
  'role-restored': 'Role given back',
  'role-revoked': 'Role taken away',
  'sessions-ended': 'Sessions ended',
};

const watchers: Record<Watcher, string> = {
  self: 'You',
  patient: 'Patient',
  representative: 'Representative of the patient',
  doctor: 'Doctor',
  operator: 'Registry',
  administrator: 'Administrator',
  clock: 'The system, by itself',
};

/** The words of `record-ru.ts` in English. */
export const recordEn: RecordWords = {
  ...en,
  menu: 'More',
  accesses: 'Who has looked',
  save: 'Download the conversation',
  close: 'Close',

  accessesHint:
    'Who opened this conversation and what they did with it. Single messages are not listed: they stand in the chat. Only you and those who speak for the patient see this list.',
  accessesLoading: 'Loading the list…',
  accessesEmpty: 'Nobody has opened anything yet.',
  accessesFailed: 'The list did not load',
  retry: 'Try again',
  more: 'Show earlier ones',
  loadingMore: 'Loading…',
  act: (action, note, file) => {
    const words = note ? moves[note] : acts[action];
    return file ? `${words}: ${file}` : words;
  },
  watcher: (who) => watchers[who],
  yours: 'Your representative',

  saveHint:
    'The file is saved on this device. It tells of somebody’s health: do not leave it on a computer that is not yours.',
  html: 'To read and print',
  htmlHint: 'An HTML file with the documents inside. It opens in any browser and needs no internet.',
  json: 'To prove it genuine',
  jsonHint:
    'A JSON file with checksums. By them the program consult-verify shows whether anything in the conversation was changed.',
  saving: 'Preparing the file…',
  saved: 'The file is ready. If the browser did not ask where to put it, it is among your downloads.',
  notSaved: 'The file did not arrive.',
  fileName: 'Conversation',
};
