import { counter } from '../shared/plural.js';
import type { AttachWords } from './attach-ru.js';

const count = counter('en');
const FILES = { one: 'file', other: 'files' };

/** The words of `attach-ru.ts` in English. */
export const attachEn: AttachWords = {
  add: 'Attach a file',
  upload: 'Upload files',
  shoot: 'Take a picture',
  drop: 'Let go to attach to the message',
  tray: 'Attached files',
  attached: (n) => `Attached: ${count(n, FILES)}`,

  preparing: 'Preparing the picture…',
  waiting: 'Waiting to be sent',
  uploading: (percent) => `Uploading, ${percent}%`,
  progress: (name) => `Upload of ${name}`,
  uploaded: 'Uploaded',
  failed: 'Not taken',
  lost: 'This browser has not kept the file. Remove it and attach it again.',

  tooLarge: (size) => `The file is larger than ${size}. Make it smaller or send it in parts.`,
  tooMany: (n) => `One message takes at most ${count(n, FILES)}. Send the rest with the next one.`,
  noRoom: (n, size) =>
    `There is no more room for files in this chat: it takes at most ${count(n, FILES)} and ${size}. Send what matters most, or delete what is not needed.`,

  remove: (name) => `Remove the file ${name}`,
  retry: (name) => `Upload the file ${name} again`,
  dismiss: 'Got it',

  smaller: (pixels) => `The picture is now ${pixels}; place and time of the shot are removed.`,
  stripped: 'Place and time of the shot are removed from the picture.',
  original: (size) => `Send the original (${size})`,
  originalMeans:
    'The original may tell place and time of the shot and the model of the phone: the doctor can see them.',
  isOriginal: 'The original: it may tell place and time of the shot.',
  heic: 'A HEIC picture can be neither shown nor cleaned here: place and time of the shot stay in the file.',
  asIs: 'The browser could not read this picture: it goes as it is, with place and time of the shot.',
};
