import type { EsiaLevel } from '@consult/core';
import type { ConsentListWords } from './consent-list-ru.js';
import { consentsEn } from './consents-en.js';

const levels: Record<EsiaLevel, string> = {
  simplified: 'simplified account',
  standard: 'standard account',
  confirmed: 'confirmed account',
};

/** The words of `consent-list-ru.ts` in English. */
export const consentListEn: ConsentListWords = {
  ...consentsEn,
  consequences: {
    notifications:
      'If you withdraw this consent you will no longer be able to view medical documents online in your account (test results, episodes of care), and the healthcare system of Saint Petersburg will send you no notifications.',
    'personal-data':
      'After that you cannot send a new request until you consent again. What the clinic has to keep by law stays with it.',
    'remote-consultation':
      'After that the chats with doctors are closed: you can neither read nor write nor talk by video until you consent again. Conversations and conclusions are kept.',
  },
  title: 'My consents',
  forSelf: (name) => `For yourself: ${name}`,
  forChild: (name) => `For your child: ${name}`,
  none: 'Not given',
  given: (version, when) => `Given ${when}, version ${version}`,
  withdrawn: (when) => `Withdrawn ${when}`,
  superseded: 'There is a new version',
  supersededHint: (given) =>
    `You agreed to version ${given}. The new one holds for you once you have accepted it.`,
  unpublished: 'The text of this consent has not been published yet.',
  comparing: 'Comparing…',
  notCompared: 'The versions could not be compared now.',
  openText: 'Open the accepted text',
  give: 'Read and consent',
  giveNew: 'Read the new version',
  receipt: 'Receipt (PDF)',
  proof: 'File to verify it',
  preparing: 'Preparing…',
  withdraw: 'Withdraw the consent',
  withdrawTitle: 'Withdraw the consent?',
  keep: 'Keep it',
  withdrawing: 'Withdrawing…',
  notWithdrawn: 'The consent was not withdrawn.',
  done: 'The consent has been withdrawn.',
  history: 'History',
  actGiven: (when, version) => `${when}: given, version ${version}`,
  actWithdrawn: (when) => `${when}: withdrawn`,
  by: (name) => `By: ${name}`,
  level: (level) => `Signed in through Gosuslugi: ${levels[level]}`,
  acceptedAt: (when, by) => `Accepted ${when}. By: ${by}`,
  version: (version) => `Version ${version}`,
  acceptedFor: (name) => `For: ${name}`,
  notOpened: 'The text did not open.',
  notSaved: 'The file did not come.',
  notLoaded: 'The consents did not load',
  listLoading: 'Loading the consents…',
  empty: 'No consents yet',
  emptyHint: 'Documents to accept, and those you have accepted, will be here.',
  offline: 'No connection to the server. This is what was known.',
};
