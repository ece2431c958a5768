import type { TrackKind } from './contracts.js';

/** What is sent as long as nothing real is: so the connection stands before anybody has allowed the camera. */
export interface Placeholders extends Readonly<Record<TrackKind, MediaStreamTrack>> {
  close(): void;
}

/** ms between two black pictures: enough to keep the path of the picture open. */
const PAINT_EVERY = 1000;

/** Silence, and a small black picture. */
export function createPlaceholders(): Placeholders {
  const context = new AudioContext();
  const { stream } = context.createMediaStreamDestination();
  void context.suspend(); // nothing sounds there, so nothing need be computed or sent
  const canvas = globalThis.document.createElement('canvas');
  canvas.width = 32;
  canvas.height = 24;
  const brush = canvas.getContext('2d')!;
  const paint = () => brush.fillRect(0, 0, canvas.width, canvas.height);
  paint(); // some browsers give no track for a canvas that was never painted
  const audio = stream.getAudioTracks()[0]!;
  const video = canvas.captureStream().getVideoTracks()[0]!;
  const timer = setInterval(paint, PAINT_EVERY);
  return {
    audio,
    video,
    close() {
      clearInterval(timer);
      audio.stop();
      video.stop();
      void context.close();
    },
  };
}
