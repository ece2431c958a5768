import { counter } from '../shared/plural.js';
import type { ConclusionFormWords } from './conclusion-form-ru.js';
import { en } from './en.js';

const count = counter('en');

/** The words of `conclusion-form-ru.ts` in English. */
export const conclusionFormEn: ConclusionFormWords = {
  ...en,
  title: 'Doctor’s conclusion',
  titleOfCorrection: 'Correcting the conclusion',
  intro:
    'The patient will see the conclusion in the chat and can download it. Fields with an asterisk are required.',
  introOfCorrection:
    'The patient will see the corrected conclusion as a new version. Earlier versions stay available.',
  complaints: 'Complaints and history',
  findings: 'Findings',
  diagnosisCode: 'ICD-10 code',
  diagnosisCodeHint: 'For example J06.9. Leave it empty if there is no diagnosis.',
  diagnosisText: 'Diagnosis',
  recommendations: 'Recommendations',
  nextVisit: 'Next visit',
  nextVisitHint: 'Leave it empty if none is needed.',
  left: (n) => `${count(n, { one: 'character', other: 'characters' })} left`,
  emptyComplaints: 'Please write the complaints and the history.',
  emptyFindings: 'Please write the findings.',
  emptyRecommendations: 'Please write what you recommend to the patient.',
  emptyDiagnosis: 'Please name the diagnosis in words: there is a code without a name.',
  tooLong: (n) => `Too long: remove ${count(n, { one: 'character', other: 'characters' })}.`,
  wrongCode: 'ICD-10 has no such code: it takes a Latin letter and two digits, for example J06.9.',
  wrongDay: 'There is no such date. Please choose a day in the calendar.',
  earlyDay: 'This day is before the day of the consultation. Choose another one.',
  restored: 'A draft you had not sent was restored.',
  keeping: 'Saving the draft…',
  kept: 'The draft is saved in this browser.',
  keptFleetingly: 'This browser keeps no drafts: if you close the page, the text is lost.',
  lost: 'The consultation was given to another doctor. The conclusion cannot be sent, but you may copy the text. When you leave this chat, it is deleted from this browser.',
  notKept: 'The draft was not saved. Please keep the page open until you finish.',
  close: 'Close',
  preview: 'View the document',
  previewing: 'Preparing the document…',
  finish: 'Finish with the conclusion',
  correct: 'Save a new version',
  sureToFinish:
    'Finish the consultation with this conclusion? Nobody can write in the chat after that. You can correct the conclusion by a new version.',
  sureToCorrect: 'Send the corrected conclusion to the patient? It cannot be taken back.',
  back: 'Back to the text',
  sure: 'Finish',
  sureCorrect: 'Send',
  sending: 'Sending…',
  notSent: 'The conclusion was not sent; everything you wrote is kept.',
  maySendAsCorrection: 'What you wrote here was not sent. You can send it as a correction.',
  mayOnlyCopy: 'What you wrote here was not sent. You can copy the text.',
  asCorrection: 'Make it a correction',
  copy: 'Copy the text',
  copied: 'The text is copied.',
  notCopied: 'It could not be copied. Please select the text and copy it yourself.',
};
