/** The client's intervals, all ms. Pages have no business with them; tests hand in others. */
export interface Tuning {
  /** How long an answer may take before the request counts as lost. */
  readonly requestTimeout: number;
  /** The first and the longest pause between two tries. */
  readonly backoff: readonly [first: number, longest: number];
  /** Two tries to connect are never closer than this. */
  readonly tryEvery: number;
  /** How long a socket may take from opening to its first frame. */
  readonly helloWithin: number;
  /** A socket that stood this long makes earlier failures forgotten. */
  readonly stableAfter: number;
  /** Sockets that may fail one after another, while HTTP works, before we poll. */
  readonly socketFailures: number;
  /** Pause between two polls, in a page one looks at and in a hidden one. */
  readonly pollEvery: readonly [seen: number, hidden: number];
  /** While polling: how often at most another tab's news make us ask. */
  readonly nudgedEvery: number;
  /** While polling: how often a socket is tried again. */
  readonly socketEvery: number;
  /** How long the search waits for the next letter. */
  readonly searchAfter: number;
  /** How long a read mark waits for the next one. */
  readonly readAfter: number;
  /** How long what has reached this device waits for what comes next, before the server is told. */
  readonly deliveredAfter: number;
  /** How often at most others are told that one is writing, and for how long it holds when they are. */
  readonly typing: readonly [every: number, holds: number];
  /** How long a message waits for the tab whose turn it is to send; then the tab that has it sends too. */
  readonly turnWithin: number;
  /** 0 ≤ x < 1; spreads the tries of many clients. */
  readonly random: () => number;
}

export const TUNING: Tuning = {
  requestTimeout: 15_000,
  backoff: [500, 30_000],
  tryEvery: 1000,
  helloWithin: 10_000,
  stableAfter: 60_000,
  socketFailures: 3,
  pollEvery: [4000, 30_000],
  nudgedEvery: 500,
  socketEvery: 60_000,
  searchAfter: 200,
  readAfter: 250,
  deliveredAfter: 1000,
  typing: [3000, 6000],
  turnWithin: 5000,
  random: Math.random,
};

/** How long to wait before try number `tried` (from 0): anything up to a bound that doubles, so that clients spread out. */
export function backoff(
  { backoff: [first, longest], random }: Pick<Tuning, 'backoff' | 'random'>,
  tried: number,
): number {
  return random() * Math.min(longest, first * 2 ** Math.min(tried, 20));
}

/** `ms` give or take a quarter. */
export function around({ random }: Pick<Tuning, 'random'>, ms: number): number {
  return ms * (0.75 + random() / 2);
}
