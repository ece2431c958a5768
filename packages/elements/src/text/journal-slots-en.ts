import { en } from './en.js';
import type { JournalSlotsWords } from './journal-slots-ru.js';

/** The words of `journal-slots-ru.ts` in English. */
export const journalSlotsEn: JournalSlotsWords = {
  ...en,
  titles: { offer: 'Offer a time', schedule: 'Appoint a time' },
  texts: {
    offer: 'The time is kept for the patient’s answer. The patient sees the offer on the portal.',
    schedule:
      'Only if the patient has agreed on the telephone: they get the time at once, and the chat appears for them and the doctor.',
  },
  confirms: { offer: 'Offer', schedule: 'Appoint' },
  close: 'Change nothing',
  going: 'Saving…',
  loading: 'Looking for free times…',
  none: 'No free times',
  noneHint: 'Open times in the schedule or offer another doctor.',
  retry: 'Try again',
  notLoaded: 'The schedule could not be loaded',
  onlyDoctor: (name) => `Only ${name}`,
  wished: 'wished day',
  late: 'later than promised',
  more: 'Show later ones',
  choose: 'Choose a time.',
  slot: (from, to) => `${from}–${to}`,
};
