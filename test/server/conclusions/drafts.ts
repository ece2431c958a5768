import type { Move } from '../../../server/src/chats/chat-store.js';
import type { NewConclusion } from '../../../server/src/conclusions/conclusion-store.js';
import { newId } from '../db/stores.js';
import { CONTENT } from './sheets.js';

/** The end that comes with a conclusion. */
export const CONCLUDING: Move = {
  state: 'completed',
  outcome: 'conclusion',
  note: 'completed',
  reason: null,
};
let places = 0;

/** A first version, with a document nobody has made. */
export const aDraft = (differing: Partial<NewConclusion> = {}): NewConclusion => ({
  key: newId('entryKey'),
  content: CONTENT,
  version: 1,
  document: {
    place: (places++).toString(16).padStart(32, '0'),
    size: 12,
    hash: 'a'.repeat(64),
    signedBy: null,
  },
  ...differing,
});
