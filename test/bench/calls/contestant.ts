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

/** What each asks the browser for: the same picture and sound, as a larger picture takes longer. */
export const WISH: MediaStreamConstraints = {
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } },
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};
