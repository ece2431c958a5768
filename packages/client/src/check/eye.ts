/** One look at a camera's picture: its true size, and how bright red, green and blue of each point are, 0 … 255. */
export interface Glance {
  readonly width: number;
  readonly height: number;
  readonly brightness: readonly number[];
}

/** Looks at a camera's picture. */
export interface Eye {
  /** `undefined` until the first frame has come. */
  look(): Glance | undefined;
  close(): void;
}

const [COLUMNS, ROWS] = [32, 24];

/** Draws the picture small, out of sight. It goes nowhere. */
export function openEye(track: MediaStreamTrack): Eye {
  const { document } = globalThis;
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  void video.play().catch(() => undefined); // then no frame comes, and that is what is told
  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS;
  canvas.height = ROWS;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return {
    look() {
      const { videoWidth: width, videoHeight: height, readyState } = video;
      if (!context || !width || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
      context.drawImage(video, 0, 0, COLUMNS, ROWS);
      return { width, height, brightness: brightnessOf(context.getImageData(0, 0, COLUMNS, ROWS).data) };
    },
    close() {
      video.pause();
      video.srcObject = null;
    },
  };
}

function brightnessOf(pixels: Uint8ClampedArray): number[] {
  return [...pixels].filter((_, at) => at % 4 < 3); // the fourth is how opaque it is
}
