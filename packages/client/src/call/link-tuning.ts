/** The link's intervals, all ms. Pages have no business with them; tests hand in others. */
export interface LinkTuning {
  /** The first and the longest pause between two tries to come back to the broker. */
  readonly brokerBackoff: readonly [first: number, longest: number];
  /** How often the broker is told that we are there. */
  readonly brokerPing: number;
  /** How long the broker may take to let us in. */
  readonly openWithin: number;
  /** How often the connection is looked at, and the other side is told that we live. */
  readonly lookEvery: number;
  /** Silence after which the connection counts as lost; and where the browser has doubts itself. */
  readonly silence: readonly [sure: number, doubted: number];
  /** How long the answer to a call may take, and then the path between the two, before all begins anew. */
  readonly answerWithin: number;
  readonly connectWithin: number;
  /** How long a verb waits for what it began. */
  readonly patience: number;
  /** 0 ≤ x < 1; spreads the tries of many pages. */
  readonly random: () => number;
}

export const LINK_TUNING: LinkTuning = {
  brokerBackoff: [500, 8000],
  brokerPing: 5000,
  openWithin: 8000,
  lookEvery: 500,
  silence: [2500, 1000],
  answerWithin: 4000,
  connectWithin: 12_000,
  patience: 8000,
  random: Math.random,
};
