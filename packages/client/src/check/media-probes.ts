import type { Glance } from './eye.js';
import { failed, fine, skipped, warning, type AskProbe } from './probe.js';
import { wait } from './wait.js';

/** What is darker than this in every point is a closed shutter or a lens with a sticker on it; 0 … 255. */
const BLACK = 24;
/** Even a still room trembles in a living picture: a sensor has noise. */
const TREMBLES = 0.05;

/** Looks at the camera's picture until it is seen to live, or for a while: is there one, is it black, does it move? */
export const picture: AskProbe = async ({ ports, devices, times, signal }) => {
  const { track } = await devices.ask('camera');
  if (!track) return skipped();
  const eye = ports.openEye(track);
  try {
    const seen: Glance[] = [];
    for (let looks = 0; looks < times.looks && !lives(seen) && !signal.aborted; looks++) {
      await wait(times.look, signal);
      const glance = eye.look();
      if (glance) seen.push(glance);
    }
    if (!lives(seen) && !ports.visible()) return skipped('no-answer');
    return judgePicture(seen, track.getSettings().frameRate);
  } finally {
    eye.close();
  }
};

function judgePicture(seen: readonly Glance[], rate: number | undefined) {
  const last = seen.at(-1);
  if (!last) return failed('picture-frozen', '0 fps');
  const evidence = `${last.width}×${last.height}${rate ? `, ${Math.round(rate)} fps` : ''}`;
  if (lives(seen)) return fine(evidence);
  return isBlack(last)
    ? failed('picture-black', `${evidence}, ${Math.round(meanOf(last.brightness))}/255`)
    : warning('picture-frozen', evidence);
}

/** The first frames of many cameras are black. */
const lives = (seen: readonly Glance[]) => moves(seen) && !isBlack(seen.at(-1)!);

const isBlack = ({ brightness }: Glance) => Math.max(...brightness) < BLACK;

const moves = (seen: readonly Glance[]) =>
  seen.some(({ brightness }, at) => at > 0 && differenceOf(brightness, seen[at - 1]!.brightness) > TREMBLES);

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

const differenceOf = (a: readonly number[], b: readonly number[]) =>
  meanOf(a.map((value, at) => Math.abs(value - (b[at] ?? 0))));

/** A voice at arm's length is louder than this; a quiet room is not. Root mean square, 0 … 1. */
const VOICE = 0.01;

/** Listens until something is heard; the person is asked to speak meanwhile. */
export const sound: AskProbe = async ({ ports, devices, times, onLevel, signal }) => {
  const { track } = await devices.ask('microphone');
  if (!track) return skipped();
  const meter = ports.openMeter(track);
  try {
    let loudest: number | undefined;
    const until = ports.now() + times.speech;
    while (ports.now() < until && !signal.aborted) {
      const loudness = meter.loudness();
      if (loudness !== undefined) {
        loudest = Math.max(loudest ?? 0, loudness);
        onLevel(levelOf(loudness));
        if (loudest > VOICE) return fine(decibels(loudest));
      }
      await wait(times.level, signal);
    }
    if (loudest === undefined) return skipped('no-answer');
    // Perfect silence is a switch on the headset or in the system; a little noise may be somebody who said nothing.
    return loudest === 0 || track.muted
      ? failed('sound-silent', decibels(0))
      : warning('sound-silent', decibels(loudest));
  } finally {
    meter.close();
    onLevel(0);
  }
};

/** The length of the level meter's bar, 0 … 1, as ears hear it: 60 dB from end to end. */
export const levelOf = (loudness: number) =>
  Math.min(1, Math.max(0, 1 + (20 * Math.log10(loudness || Number.MIN_VALUE)) / 60));

const decibels = (loudness: number) =>
  loudness ? `${Math.round(20 * Math.log10(loudness))} dB`.replace('-', '−') : '−∞ dB';

/** Only the person can say whether anything was heard: `heard()` of the handle. */
export const speaker: AskProbe = ({ found }) => {
  const said = found('speaker');
  return said && said.result !== 'skipped' ? said : skipped('not-asked-yet');
};
