import { ConsultError } from '@consult/core';
import type { Writable } from '../store.js';
import { within } from '../within.js';
import type { Capture, CheckPorts } from './ports.js';

/** What came of asking for a device: its track, or the browser's refusal. */
export type Captured =
  | { readonly track: MediaStreamTrack }
  | { readonly track?: undefined; readonly refusal: { readonly name: string; readonly message: string } };

const OTHER = { camera: 'microphone', microphone: 'camera' } as const;
const KIND = { camera: 'video', microphone: 'audio' } as const;

/** The camera and the microphone of one check: asked for together, so that the person answers one question. */
export class CapturedDevices {
  readonly #ports: CheckPorts;
  readonly #patience: number;
  readonly #preview: Writable<MediaStream | undefined>;
  readonly #onLost: (capture: Capture) => void;
  readonly #answers = new Map<Capture, Promise<Captured>>();
  readonly #tracks = new Map<Capture, MediaStreamTrack>();
  #wanted: readonly Capture[] = [];
  /** Counts the times everything was let go of: a track that comes for an older wish is stopped at once. */
  #life = 0;

  /** @param onLost - A device was unplugged or taken away. */
  constructor(
    ports: CheckPorts,
    patience: number,
    preview: Writable<MediaStream | undefined>,
    onLost: (capture: Capture) => void,
  ) {
    this.#ports = ports;
    this.#patience = patience;
    this.#preview = preview;
    this.#onLost = onLost;
  }

  /** These will be asked for, anew. */
  begin(wanted: readonly Capture[]): void {
    for (const capture of wanted) this.#stop(capture);
    this.#wanted = wanted;
  }

  /** The device, as soon as the person, the browser and the system have answered. */
  ask(capture: Capture): Promise<Captured> {
    if (!this.#answers.has(capture)) this.#askAll();
    return this.#answers.get(capture) ?? Promise.resolve(refused(undefined)); // let go of meanwhile
  }

  /** The live track, where there is one; asks for nothing. */
  track(capture: Capture): MediaStreamTrack | undefined {
    return this.#tracks.get(capture);
  }

  /** Lets go of both. */
  stop(): void {
    this.#life++;
    this.#wanted = [];
    for (const capture of ['camera', 'microphone'] as const) this.#stop(capture);
  }

  #stop(capture: Capture) {
    this.#answers.delete(capture);
    const track = this.#tracks.get(capture);
    if (!track) return;
    track.onended = null;
    track.stop();
    this.#tracks.delete(capture);
    if (capture === 'camera') this.#preview.set(undefined);
  }

  #askAll() {
    const wanted = this.#wanted;
    const together = wanted.length > 1 ? this.#capture(wanted) : undefined;
    for (const capture of wanted) this.#answers.set(capture, this.#answer(capture, together));
  }

  async #answer(capture: Capture, together: Promise<Map<Capture, Captured>> | undefined): Promise<Captured> {
    try {
      if (together) return (await together).get(capture)!;
    } catch (error) {
      if (!(await this.#mayAskAlone(capture, error))) return refused(error);
    }
    try {
      return (await this.#capture([capture])).get(capture)!;
    } catch (error) {
      return refused(error);
    }
  }

  /** A refusal of both says nothing about one of them; but nobody is asked again what they have just answered. */
  async #mayAskAlone(capture: Capture, error: unknown): Promise<boolean> {
    const { name } = refused(error).refusal;
    if (name === 'ConsultError') return false; // nobody has answered
    if (name !== 'NotAllowedError' && name !== 'SecurityError') return true;
    const [own, others] = await Promise.all(
      [capture, OTHER[capture]].map((one) => this.#ports.permission(one)),
    );
    return own === 'granted' || (own !== 'denied' && others === 'denied');
  }

  async #capture(wanted: readonly Capture[]): Promise<Map<Capture, Captured>> {
    const life = this.#life;
    const { mediaDevices } = this.#ports;
    if (!mediaDevices) throw new TypeError();
    const asked = mediaDevices.getUserMedia({
      audio: wanted.includes('microphone'),
      video: wanted.includes('camera'),
    });
    let late = false;
    void asked.then(
      (stream) => (late || life !== this.#life) && stream.getTracks().forEach((track) => track.stop()),
      () => undefined,
    );
    const stream = await within(this.#patience, asked).catch((error: unknown) => {
      late = true;
      throw error;
    });
    if (life !== this.#life) throw new ConsultError('unavailable');
    return new Map(wanted.map((capture) => [capture, this.#take(capture, stream)]));
  }

  #take(capture: Capture, stream: MediaStream): Captured {
    const track = stream.getTracks().find(({ kind }) => kind === KIND[capture]);
    if (!track) return { refusal: { name: 'NotFoundError', message: '' } };
    this.#tracks.set(capture, track);
    track.onended = () => {
      this.#stop(capture);
      this.#onLost(capture);
    };
    if (capture === 'camera') this.#preview.set(stream);
    return { track };
  }
}

function refused(error: unknown): Extract<Captured, { refusal: unknown }> {
  const { name = '', message = '' } = Object(error) as Partial<Error>;
  return { refusal: { name, message } };
}
