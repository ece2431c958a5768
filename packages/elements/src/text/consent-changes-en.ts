import type { ConsentChangesWords } from './consent-changes-ru.js';
import { consentsEn } from './consents-en.js';

/** The words of `consent-changes-ru.ts` in English. */
export const consentChangesEn: ConsentChangesWords = {
  ...consentsEn,
  comparing: 'Comparing…',
  notCompared: 'The texts could not be compared now.',
  unchanged: 'The texts do not differ.',
};
