import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Draws its host anew as the time to answer runs: each second in the last hour, each minute before, and not at all while
 * nothing runs.
 */
export class HeldTimer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ends: () => readonly number[];
  readonly #now: () => number;
  #timer?: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  /** @param ends - When each of what is shown ends. @param now - The server's clock. */
  constructor(host: ReactiveControllerHost, ends: () => readonly number[], now: () => number) {
    this.#host = host;
    this.#ends = ends;
    this.#now = now;
    host.addController(this);
  }

  hostConnected() {
    this.#connected = true;
  }

  hostUpdated() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#now();
    const running = this.#ends().filter((end) => end > now);
    if (!running.length || !this.#connected) return;
    const left = Math.min(...running) - now;
    const step = left > HOUR ? Math.min(MINUTE, left - HOUR) : SECOND;
    // To the next whole step, so that no second is shown twice.
    this.#timer = setTimeout(() => this.#host.requestUpdate(), left % step || step);
  }

  hostDisconnected() {
    this.#connected = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** How much time is left, in whole seconds: never less than there is none. */
export const secondsLeft = (end: number, now: number): number => Math.max(0, Math.ceil((end - now) / SECOND));

/** «09:05» in the last hour; the hours and minutes before. */
export function clockWords(seconds: number, hours: (h: number, m: number) => string): string {
  if (seconds >= HOUR / SECOND) return hours(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** Minutes at which a screen reader says how much is left. */
const SAID_AT = [1, 5, 15];

/** Less than how many minutes are left, at the few moments at which that is said aloud. */
export const minutesToSay = (seconds: number): number | undefined =>
  seconds > 0 ? SAID_AT.find((minutes) => seconds <= minutes * 60) : undefined;
