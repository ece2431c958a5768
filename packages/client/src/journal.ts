export type {
  JournalFilters,
  JournalHandle,
  JournalState,
  JournalSpecialty,
  OpenRequestHandle,
  OpenRequestState,
} from './journal/contracts.js';
export { openJournal, type JournalOptions } from './journal/journal.js';
export type { JournalTuning } from './journal/journal-tuning.js';
