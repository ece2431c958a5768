/** What happens at some moment, and in some order, as it follows from a seed. */
export interface Chance {
  /** At some moment of the next few milliseconds, as requests of different people arrive. */
  sometime<T>(act: () => Promise<T>): Promise<T>;
  shuffled<T>(all: readonly T[]): T[];
}

export const chanceFrom = (random: () => number): Chance => ({
  sometime: (act) =>
    new Promise((resolve, reject) => setTimeout(() => void act().then(resolve, reject), random() * 20)),
  shuffled: (all) =>
    all
      .map((one) => [random(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one),
});
