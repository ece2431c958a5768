import type { RecoveryStep } from './contracts.js';

/** How often each step is tried, and how long one try may take in ms. */
export type LadderTimes = Readonly<Record<RecoveryStep, { readonly tries: number; readonly within: number }>>;

/**
 * A change of the network is to be over in five seconds: the loss is noticed within two, and a new path under the living
 * connection is found in less than one or not at all.
 */
export const LADDER_TIMES: LadderTimes = {
  'ice-restart': { tries: 2, within: 2000 },
  redial: { tries: 3, within: 6000 },
  'audio-only': { tries: 1, within: 8000 },
  words: { tries: Infinity, within: 15_000 },
};

/** Where the mending of a connection stands. */
export interface Ladder {
  /** Absent while nothing is wrong. */
  readonly step?: RecoveryStep | undefined;
  /** Which try of this step it is, from 1; 0 where nothing is being tried. */
  readonly tries: number;
  /** When the try has taken too long. */
  readonly until?: number | undefined;
  /** The line bore no picture: the camera is kept back until it is good again. */
  readonly soundOnly: boolean;
}

/** Nothing is wrong. */
export const FIRM: Ladder = { tries: 0, soundOnly: false };

/**
 * - `lost`: what arrived does not any more;
 * - `late`: the try has taken too long;
 * - `flows`: something arrives;
 * - `again`: a whole new connection is wanted: the machine has slept, the network is back, the person says so, or none
 *   ever came about;
 * - `good`: the line has been good for long enough to bear a picture.
 */
export type LadderEvent = 'lost' | 'late' | 'flows' | 'again' | 'good';

const ORDER: readonly RecoveryStep[] = ['ice-restart', 'redial', 'audio-only', 'words'];

/** The next thing to try. The same object where nothing changes; each other one that has `until` is a try to make. */
export function nextStep(
  ladder: Ladder,
  event: LadderEvent,
  now: number,
  times: LadderTimes = LADDER_TIMES,
): Ladder {
  const { step, tries, until, soundOnly } = ladder;
  const isTrying = until !== undefined;
  const attempt = (step: RecoveryStep, tries: number): Ladder => ({
    step,
    tries,
    until: now + times[step].within,
    soundOnly: soundOnly || step === 'audio-only',
  });
  switch (event) {
    case 'lost':
      return isTrying ? ladder : attempt('ice-restart', 1);
    case 'late':
      if (!isTrying || now < until) return ladder;
      if (tries < times[step!].tries) return attempt(step!, tries + 1);
      return attempt(ORDER[ORDER.indexOf(step!) + 1] ?? 'words', 1);
    case 'again':
      return attempt('redial', 1);
    case 'flows':
      if (!isTrying) return ladder;
      return { step: soundOnly ? 'audio-only' : undefined, tries: 0, soundOnly };
    case 'good':
      return soundOnly && !isTrying ? FIRM : ladder;
  }
}
