import type { FilesWords } from './files-ru.js';

/** The words of `files-ru.ts` in English. */
export const filesEn: FilesWords = {
  list: 'Files of the message',
  open: 'Open',
  opening: 'Opening…',
  download: 'Download',
  view: (name) => `View the picture ${name}`,
  scanning: 'Being checked for threats. It can be opened in a minute.',
  blocked: 'Blocked: a threat was found in the file.',
  unchecked: 'Shut: it could not be checked for threats. It has to be sent in another form.',
  heic: 'A HEIC picture cannot be shown here; it can be downloaded.',
  notShown: 'This picture could not be shown; it can be downloaded.',
  notOpened: 'The file did not open.',

  close: 'Close',
  previous: 'Previous picture',
  next: 'Next picture',
  place: (at, of) => `${at} of ${of}`,
  loading: 'Loading the picture…',
};
