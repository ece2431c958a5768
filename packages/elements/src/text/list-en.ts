import { counter } from '../shared/plural.js';
import { en } from './en.js';
import type { AllListWords } from './list-hand-ru.js';

const count = counter('en');

/** The words of `list-ru.ts` and `list-hand-ru.ts` in English. */
export const listEn: AllListWords = {
  ...en,
  messages: 'Messages',
  search: 'Search by title',
  chats: 'Chats',
  title: (patient, title) => `${patient}: ${title}`,
  open: 'Open now',
  starts: (when) => `Starts: ${when}`,
  you: (text) => `You: ${text}`,
  nothingSaid: 'No messages yet',
  needsConsent: 'Your consent is needed',
  loading: 'Loading chats…',
  slow: 'This takes longer than usual. The connection seems slow; please wait a little more.',
  noChats: 'No chats yet',
  noChatsHint: 'A chat appears here as soon as a consultation is appointed.',
  noHits: 'Nothing found',
  noHitsHint: 'Try a specialty such as “кардиолог”, the name of a doctor or patient, or of a clinic.',
  showAll: 'Show all chats',
  found: (n, more) =>
    `${more ? 'More found; showing' : 'Found:'} ${count(n, { one: 'chat', other: 'chats' })}`,
  retry: 'Try again',
  notLoaded: 'The chats did not load',
  refused: 'The chats are not available',
  offline: 'No connection to the server',
  offlineHint: 'You see what had been loaded. News will appear by itself when the connection is back.',
  more: 'Show more',
  loadingMore: 'Loading more…',
};
