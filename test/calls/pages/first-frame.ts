/** Wider than any placeholder, narrower than any camera. */
const CAMERA = 160;

/**
 * Resolves with the time (ms UTC, in fractions: the same on all pages of a machine) at which `video` has shown the first
 * frame that a camera made. A placeholder is tiny or black.
 */
export const firstCameraFrame = (video: HTMLVideoElement): Promise<number> =>
  new Promise((resolve) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 8;
    const paint = canvas.getContext('2d', { willReadFrequently: true })!;
    const look: VideoFrameRequestCallback = () => {
      const at = performance.timeOrigin + performance.now();
      if (video.videoWidth >= CAMERA) {
        paint.drawImage(video, 0, 0, 8, 8);
        const { data } = paint.getImageData(0, 0, 8, 8);
        // The last of every four is the opacity.
        if (data.some((value, place) => place % 4 !== 3 && value > 48)) return resolve(at);
      }
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  });
