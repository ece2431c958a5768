/** The server's clock, followed by its difference from the page's: a patient's PC may be hours off. */
export interface ServerClock {
  /** The server's time now, ms UTC, as well as we know it. */
  now(): number;
  /** Whether the server has told its time yet. */
  readonly known: boolean;
  /** Takes in that the server said `said` between two moments of the page's clock. */
  learn(said: number, askedAt: number, answeredAt: number): void;
}

export function createServerClock(pageNow: () => number): ServerClock {
  let offset: number | undefined;
  return {
    now: () => pageNow() + (offset ?? 0),
    get known() {
      return offset !== undefined;
    },
    learn(said, askedAt, answeredAt) {
      const half = (answeredAt - askedAt) / 2;
      const seen = Math.round(said - askedAt - half); // time is whole milliseconds everywhere
      // Within what the trip may explain, what we know is as good; beyond it the page's clock was set anew.
      if (offset === undefined || Math.abs(seen - offset) > half) offset = seen;
    },
  };
}
