const isFull = process.env.CONSULT_FAULTS === 'full';

/** `CONSULT_FAULTS_KILLS=20 npm run faults` sets one size by hand. */
const size = (name: string, short: number, full: number) =>
  Number(process.env[`CONSULT_FAULTS_${name}`] ?? (isFull ? full : short));

/** How much a run does. */
export const SIZES = {
  /** Rounds of `kill -9`, and the longest time between two of them, in ms. */
  kills: size('KILLS', 5, 500),
  killWithin: size('KILL_WITHIN', 800, 5000),
  /** Moments at which the power fails, and how often each with another choice of lost writes. */
  powerCuts: size('POWER_CUTS', 18, 120),
  tears: size('TEARS', 2, 10),
  /** Messages said while everything that reaches the disk is recorded. */
  recorded: size('RECORDED', 60, 400),
  /** Keys sent by many at once, and how many copies of each. */
  keys: size('KEYS', 60, 200),
  copies: size('COPIES', 20, 50),
  /** Rounds of each race. */
  races: size('RACES', 8, 200),
  /** The same where documents are made, which takes a tenth of a second each. */
  conclusions: size('CONCLUSIONS', 3, 100),
  /** Tabs that are killed around a message. */
  deaths: size('DEATHS', 15, 200),
  /** Rounds in which two tabs send the same. */
  tabs: size('TABS', 5, 100),
  /** Random stories told to the model and to the server, and their longest length. */
  stories: size('STORIES', 80, 2000),
  storyLength: size('STORY_LENGTH', 30, 60),
  /** How long another process holds the database, in ms. */
  lockedFor: size('LOCKED_FOR', 1000, 3000),
} as const;

/** Printed with every failure: the same seed makes the same choices again. */
export const SEED = Number(process.env.CONSULT_FAULTS_SEED ?? Date.now() % 2 ** 31);

/** Numbers 0 ≤ x < 1 that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
