import { errorsEn } from './errors-en.js';
import { en } from './en.js';
import type { ProviderWords } from './provider-ru.js';

/** The words of `provider-ru.ts` in English. */
export const providerEn: ProviderWords = {
  ...en,
  errors: errorsEn,
  retry: 'Try again',
  notLetIn: 'Consultations are not available',
  simplifiedTitle: 'Please confirm your account',
  simplified:
    'You have signed in with a simplified Gosuslugi account, and a doctor has to know who is speaking. The account has to be confirmed or standard: confirm it and sign in again.',
  gosuslugi: 'Gosuslugi',
  accountGuide: 'How to register with ESIA',
  ageRefusedTitle: 'This person decides for themselves',
  signedOutTitle: 'Your session has ended',
  signedOut: 'Sign in to the portal again to go on. Sent messages are safe.',
  anotherPersonTitle: 'Somebody else is at work here',
  anotherPerson:
    'This page already shows another person’s consultations. Close it, sign out of the portal and sign in under your own name.',
};
