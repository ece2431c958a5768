/** A way to call, as the benchmark drives it in a page; both pages have the same script. */
export interface Contestant {
  /** Gets ready as that side; what a page does long before it rings. */
  prepare(side: 'doctor' | 'patient'): Promise<void>;
  /** The doctor rings. */
  ring(): Promise<void>;
  /** Whether the patient's page rings, and has made ready what it makes ready while it rings. */
  rings(): boolean;
  /** The patient accepts; answers when that began, ms UTC. */
  accept(): number;
  /** When the other side's first camera frame was shown here, ms UTC; `undefined`: not yet. */
  firstFrame(): number | undefined;
  /** Lets go of everything of this call. */
  end(): Promise<void>;
}
