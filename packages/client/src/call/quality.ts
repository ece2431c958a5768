import type { LinkStatistics, Quality } from './contracts.js';

/** Where the picture begins to suffer, and where the sound does: share of packets lost, and round trip in ms. */
const SUFFERS = { loss: 0.03, roundTrip: 350 } as const;
const BREAKS = { loss: 0.12, roundTrip: 900 } as const;

/** Frames a second below which a picture no longer moves. */
const MOVES = 8;

/**
 * The connection in a word, by the last few looks at it; `undefined` where they tell nothing.
 *
 * @param expects - What the other side says it sends: a picture that is not sent is no picture that suffers.
 */
export function qualityOf(
  looks: readonly LinkStatistics[],
  expects: { readonly audio: boolean; readonly video: boolean } = { audio: false, video: false },
): Quality | undefined {
  const loss = mean(looks.map((look) => look.loss));
  const roundTrip = mean(looks.map((look) => look.roundTrip));
  const frames = framesPerSecond(looks);
  const isSilent = expects.audio && looks.length > 1 && looks.every(({ arrived }) => arrived.audio === 0);
  if (isSilent || exceeds(BREAKS, loss, roundTrip)) return 'poor';
  if (exceeds(SUFFERS, loss, roundTrip)) return 'fair';
  if (expects.video && frames !== undefined && frames < MOVES) return 'fair';
  return loss === undefined && roundTrip === undefined ? undefined : 'good';
}

const exceeds = (bar: { loss: number; roundTrip: number }, loss = 0, roundTrip = 0) =>
  loss > bar.loss || roundTrip > bar.roundTrip;

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
}

/** Each look counts since the one before, so the first one's frames belong to a time we do not know. */
function framesPerSecond(looks: readonly LinkStatistics[]): number | undefined {
  const [first, ...rest] = looks;
  const span = (looks.at(-1)?.at ?? 0) - (first?.at ?? 0);
  if (span < 1000) return undefined;
  return (rest.reduce((sum, { arrived }) => sum + arrived.frames, 0) / span) * 1000;
}
