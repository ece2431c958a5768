import { LADDER_TIMES, type LadderTimes } from './ladder.js';

/** The intervals of calls, all ms. Pages have no business with them; tests hand in others. */
export interface CallTuning {
  /** The first and the longest pause between two tries of one command. */
  readonly backoff: readonly [first: number, longest: number];
  /** Without a socket: how often calls are asked for while one lives, and while none does. */
  readonly pollEvery: readonly [live: number, idle: number];
  /** With a socket: how often a call that lives is asked for all the same, for a hint may be lost. */
  readonly lookEvery: number;
  /** How often the clock is looked at, and the jump that means that the machine has slept. */
  readonly sleep: readonly [every: number, jump: number];
  /** A page that is loaded again may come before the old one has gone; its name is asked for once more after this. */
  readonly seatAfter: number;
  /** How long what is sent may take to be seen to leave. */
  readonly leaveWithin: number;
  /** How long news of the picture waits for the next: gone, and come. */
  readonly reportAfter: readonly [lost: number, flows: number];
  /** How long after the answer the first connection may take before a new one is tried. */
  readonly connectWithin: number;
  /** How long the line must be good before the camera comes back by itself. */
  readonly goodFor: number;
  readonly ladder: LadderTimes;
  /** 0 ≤ x < 1; spreads the tries of many pages. */
  readonly random: () => number;
}

export const CALL_TUNING: CallTuning = {
  backoff: [300, 5000],
  pollEvery: [2000, 5000],
  lookEvery: 10_000,
  sleep: [1000, 8000],
  seatAfter: 250,
  leaveWithin: 5000,
  reportAfter: [500, 0],
  connectWithin: 12_000,
  goodFor: 20_000,
  ladder: LADDER_TIMES,
  random: Math.random,
};
