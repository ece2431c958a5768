import { wait } from './wait.js';

/** Listens to a microphone. */
export interface Meter {
  /** How loud it is now: root mean square, 0 … 1. `undefined`: the browser does not let us listen. */
  loudness(): number | undefined;
  close(): void;
}

/** Nothing of what is heard is kept or sent. */
export function openMeter(track: MediaStreamTrack): Meter {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  void context.resume().catch(() => undefined);
  return {
    loudness() {
      if (context.state !== 'running') return undefined;
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    close() {
      source.disconnect();
      void context.close().catch(() => undefined);
    },
  };
}

/** Two notes, one after another; loud enough to notice and soft enough for headphones. */
const NOTES = [523.25, 659.25] as const;
const NOTE_S = 0.6;
const LOUDNESS = 0.2;

/** Plays the notes once. Rejects where the browser lets nothing be heard. */
export async function playTone(signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  try {
    await Promise.race([context.resume(), wait(1000, signal)]);
    if (context.state !== 'running') throw new Error('no sound');
    NOTES.forEach((frequency, at) => playNote(context, frequency, context.currentTime + at * NOTE_S));
    await wait(NOTES.length * NOTE_S * 1000, signal);
  } finally {
    await context.close().catch(() => undefined);
  }
}

function playNote(context: AudioContext, frequency: number, at: number) {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.frequency.value = frequency;
  // A sudden beginning or end would be heard as a crack.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.05);
  gain.gain.setValueAtTime(LOUDNESS, at + NOTE_S - 0.1);
  gain.gain.linearRampToValueAtTime(0, at + NOTE_S);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + NOTE_S);
}
