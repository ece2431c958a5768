import type { CallText } from './stage.js';

/** How long between two rings, in ms. */
const EVERY = 3_000;

/**
 * Makes somebody notice a call: a tone where the browser allows one, the title of the page, and a notification where the
 * person has permitted those and looks elsewhere. It names nobody: a screen may be seen by others (323-ФЗ art. 13).
 */
export class Ring {
  readonly #text: CallText;
  #context?: AudioContext | undefined;
  #timer?: ReturnType<typeof setInterval> | undefined;
  #title?: string | undefined;
  #notification?: Notification | undefined;

  constructor(text: CallText) {
    this.#text = text;
  }

  /** Rings until told to stop; again and again is once. */
  start() {
    if (this.#timer !== undefined) return;
    this.#title = document.title;
    this.#timer = setInterval(() => this.#ring(), EVERY);
    this.#ring();
    this.#notify();
  }

  stop() {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (document.title === this.#words) document.title = this.#title ?? '';
    this.#notification?.close();
    this.#notification = undefined;
    void this.#context?.close();
    this.#context = undefined;
  }

  #ring() {
    document.title = document.title === this.#words ? (this.#title ?? '') : this.#words;
    this.#tone();
  }

  /** Two soft beats. Before the first click on a page browsers keep silent, and so do we: nothing queues up. */
  #tone() {
    const hasClicked = navigator.userActivation?.hasBeenActive ?? true;
    if (!hasClicked) return;
    const context = (this.#context ??= new AudioContext());
    if (context.state !== 'running') return void context.resume().catch(() => undefined);
    for (const at of [0, 0.4]) {
      const [tone, volume] = [context.createOscillator(), context.createGain()];
      tone.frequency.value = 440;
      const from = context.currentTime + at;
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.15, from + 0.03);
      volume.gain.linearRampToValueAtTime(0, from + 0.3);
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + 0.32);
    }
  }

  #notify() {
    if (document.visibilityState === 'visible' || globalThis.Notification?.permission !== 'granted') return;
    try {
      this.#notification = new Notification(this.#words, { tag: 'consult-call', requireInteraction: true });
      this.#notification.onclick = () => window.focus();
    } catch {
      // Android's Chrome lets only a service worker notify
    }
  }

  get #words(): string {
    return this.#text.term('incoming');
  }
}
