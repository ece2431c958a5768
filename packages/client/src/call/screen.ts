import type { Media } from './surroundings.js';

/**
 * Asks which screen or window to show; `undefined` where the person thinks better of it.
 *
 * @param onEnded - It is not shown any more, by the browser's own button too.
 */
export async function askScreen(
  media: Media | undefined,
  onEnded: () => void,
): Promise<MediaStreamTrack | undefined> {
  try {
    const stream = await media?.getDisplayMedia?.({ video: { frameRate: { ideal: 15, max: 30 } } });
    const track = stream?.getVideoTracks()[0];
    if (track) track.contentHint = 'detail'; // letters on an X-ray matter more than motion
    track?.addEventListener('ended', onEnded, { once: true });
    return track;
  } catch {
    return undefined; // «Cancel» in the browser's dialog says the same as a refusal: nothing is shown
  }
}
