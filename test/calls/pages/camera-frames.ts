/** Wider than any placeholder, narrower than any camera. */
const CAMERA = 160;
/** A picture that stands still for so long has stopped, in ms. */
const STILL = 500;

/** Milliseconds UTC in fractions, the same on all pages of a machine. */
export const preciseNow = () => performance.timeOrigin + performance.now();

/** The camera frames of the other side that `video` shows. */
export interface CameraFrames {
  /** When the first one was shown. */
  readonly first: number | undefined;
  /** Since when they come without a stop, and when the last one came. */
  readonly run: { readonly since: number; readonly last: number } | undefined;
  /** Begins anew, for another call. */
  reset(): void;
}

/** A placeholder is tiny or black, and is no camera frame. */
export function watchCameraFrames(video: HTMLVideoElement): CameraFrames {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const paint = canvas.getContext('2d', { willReadFrequently: true })!;
  let first: number | undefined;
  let run: { since: number; last: number } | undefined;

  const isBright = () => {
    paint.drawImage(video, 0, 0, 8, 8);
    const { data } = paint.getImageData(0, 0, 8, 8);
    return data.some((value, place) => place % 4 !== 3 && value > 48); // the last of every four is the opacity
  };
  const look: VideoFrameRequestCallback = () => {
    const now = preciseNow();
    if (video.videoWidth >= CAMERA && (first !== undefined || isBright())) {
      first ??= now;
      run = { since: run && now - run.last < STILL ? run.since : now, last: now };
    }
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);

  return {
    get first() {
      return first;
    },
    get run() {
      return run;
    },
    reset: () => (first = run = undefined),
  };
}
