import type { ConsentsWords } from './consents-ru.js';
import { en } from './en.js';

/** The words of `consents-ru.ts` in English. */
export const consentsEn: ConsentsWords = {
  ...en,
  names: {
    notifications: 'Consent to notifications from the healthcare system of Saint Petersburg',
    'personal-data': 'Consent to the processing of personal data',
    'remote-consultation': 'Consent to remote consultation',
  },
  edition: (version, when) => `Version ${version}, published ${when}`,
  changes: 'What has changed',
  changesFrom: (from, to) => `Version ${from} → version ${to}`,
  added: 'added:',
  removed: 'removed:',
  fullText: 'The whole text',
  print: 'Print',
  close: 'Close',
  retry: 'Try again',
  loading: 'Loading…',
  slow: 'This is taking longer than usual. Please check your connection.',
};
