import type { ConsentDialogWords } from './consent-dialog-ru.js';
import { consentsEn } from './consents-en.js';

/** The words of `consent-dialog-ru.ts` in English. */
export const consentDialogEn: ConsentDialogWords = {
  ...consentsEn,
  forSelf: (name) => `You consent for yourself: ${name}`,
  forChild: (name) => `You consent for your child: ${name}`,
  next: (name) => `Then we shall ask about one more person: ${name}`,
  read: 'Please read the whole text attentively.',
  newEdition: (given) =>
    `There is a new version. You agreed to version ${given}; now your consent to the new one is needed.`,
  changedMeanwhile:
    'A new version came out while you were reading. This is the new text: please read it and tick the box anew.',
  notCompared: 'It could not be compared with the former version. Below is the whole new one.',
  end: 'End of the text',
  toEnd: 'To the end of the text',
  tickSelf: 'I have read this text and accept it',
  tickChild: (name) => `I have read this text and accept it for my child: ${name}`,
  readFirst: 'Please read the text to its end: then you can tick the box.',
  tickFirst: 'You have read the text. If you agree, tick the box.',
  mayAccept: 'Now you can accept.',
  accept: 'Accept',
  accepting: 'Sending…',
  decline: 'I do not agree',
  declineHint: 'Without this consent the chats with doctors are closed.',
  notSent: 'The consent was not sent; your tick is kept.',
  notSpeaking: 'You can no longer decide for this person.',
  opening: 'Loading the text of the consent…',
  notLoaded: 'The text of the consent did not load',
  notPublished: 'The text of this consent has not been published yet',
  notPublishedHint: 'It cannot be accepted yet. Please ask the clinic.',
};
