import { TUNING, type Tuning } from '../tuning.js';

/** The journal's intervals, all ms. Pages have no business with them; tests hand in others. */
export interface JournalTuning extends Pick<Tuning, 'backoff' | 'random' | 'searchAfter'> {
  /** How long a hint waits for the next one before the rows are read again. */
  readonly rereadAfter: number;
  /** Pause between two readings where nobody hints. */
  readonly pollEvery: number;
  /** How soon a lock that could not be prolonged is tried again. */
  readonly prolongAgain: number;
  /** After so long without a deed a row is not held for its reader any more. */
  readonly idleAfter: number;
}

export const JOURNAL_TUNING: JournalTuning = {
  backoff: TUNING.backoff,
  random: TUNING.random,
  searchAfter: TUNING.searchAfter,
  rereadAfter: 400,
  pollEvery: 15_000,
  prolongAgain: 5000,
  idleAfter: 10 * 60_000,
};
