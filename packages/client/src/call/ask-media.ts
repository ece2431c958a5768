import type { ProbeCause } from '@consult/core';
import { causeOfRefusal } from '../refused-capture.js';
import type { TrackKind } from './contracts.js';
import type { Media } from './surroundings.js';

/** A track, or why there is none. */
export type Asked = Partial<Record<TrackKind, MediaStreamTrack | ProbeCause>>;

/** What a picture is asked for: enough to see a rash, little enough for the PCs of a polyclinic. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Asks the browser for microphone, camera or both, in one question where it can be. What fails together is asked for one by
 * one, so that a missing camera does not take the microphone along.
 *
 * @param chosen - The devices wanted; where one is gone the browser takes another.
 */
export async function askMedia(
  media: Media | undefined,
  kinds: readonly TrackKind[],
  chosen: Partial<Record<TrackKind, string>>,
): Promise<Asked> {
  if (!media) return Object.fromEntries(kinds.map((kind) => [kind, 'insecure-origin']));
  try {
    const stream = await media.getUserMedia(constraintsOf(kinds, chosen));
    return Object.fromEntries(
      stream.getTracks().map((track) => [track.kind as TrackKind, track]), // one of each
    );
  } catch (error) {
    if (kinds.length === 1) return { [kinds[0]!]: causeOfRefusal(error as DOMException) };
    const asked: Asked = {};
    for (const kind of kinds) Object.assign(asked, await askMedia(media, [kind], chosen));
    return asked;
  }
}

function constraintsOf(kinds: readonly TrackKind[], chosen: Partial<Record<TrackKind, string>>) {
  const wish = (kind: TrackKind, shape: MediaTrackConstraints) =>
    kinds.includes(kind) && { ...shape, ...(chosen[kind] && { deviceId: { ideal: chosen[kind] } }) };
  return { audio: wish('audio', SOUND), video: wish('video', PICTURE) };
}
