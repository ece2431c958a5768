/** Something that takes messages durably and shows them to others: our server or the floor. */
export interface Rig {
  readonly name: string;
  /** Sends one message and answers when the server has said that it is safe. */
  send(text: string): Promise<void>;
  /** Calls back with the text of each message as another person sees it. */
  watch(seen: (text: string) => void): Promise<void>;
  /** Sends `count` messages with `inFlight` under way at a time; answers messages a second. */
  flood(count: number, inFlight: number): Promise<number>;
  /** Opens `count` idle live connections and answers how many bytes of the server's memory each has taken. */
  idle(count: number): Promise<number>;
  close(): Promise<void>;
}

/** Milliseconds from sending to being seen, for `count` messages sent at `perSecond`. */
export async function sentToSeen(rig: Rig, count: number, perSecond: number): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const waits: number[] = [];
  let done!: () => void;
  const all = new Promise<void>((resolve) => (done = resolve));
  await rig.watch((text) => {
    const at = sentAt.get(text);
    if (at === undefined) return;
    sentAt.delete(text);
    if (waits.push(performance.now() - at) === count) done();
  });

  const start = performance.now();
  const answers: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    const due = start + (n * 1000) / perSecond;
    while (performance.now() < due)
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, due - performance.now())));
    const text = `Болит уже ${n} дней (${Math.random()})`;
    sentAt.set(text, performance.now());
    answers.push(rig.send(text));
  }
  await Promise.all([all, ...answers]);
  return waits;
}
