import { codeOf, ConsultError, isPassing } from '@consult/core';
import { backoff, type Tuning } from './tuning.js';

/** Work that many may ask for and that is done once at a time. */
export interface Asker {
  /** Does it now; where it is under way, once more after it. Resolves when that is over, done or failed. */
  ask(): Promise<void>;
  /** Whether it is under way or waits to be tried again. */
  readonly busy: boolean;
  /** Forgets a try that waits. */
  close(): void;
}

/** @param onFailed - Told of each failure. A passing one is tried again by itself. */
export function createAsker(
  tuning: Pick<Tuning, 'backoff' | 'random'>,
  work: () => Promise<void>,
  onFailed: (error: unknown) => void = () => undefined,
): Asker {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let tried = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run() {
    clearTimeout(timer);
    timer = undefined;
    try {
      do {
        again = false;
        await work();
        tried = 0;
      } while (again && !closed);
    } catch (error) {
      if (closed) return;
      onFailed(error);
      if (isPassing(codeOf(error))) waitAfter(error);
    } finally {
      running = undefined; // in one step with the last look at `again`: whoever asks between would be forgotten
    }
  }

  function waitAfter(error: unknown) {
    const wait = Math.max(backoff(tuning, tried++), retryAfterOf(error) ?? 0);
    timer = setTimeout(() => void ask(), wait);
  }

  function ask(): Promise<void> {
    if (closed) return Promise.resolve();
    again = true;
    return (running ??= run());
  }

  return {
    ask,
    get busy() {
      return running !== undefined || timer !== undefined;
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** How long whoever refused asked us to wait, in ms. */
export function retryAfterOf(error: unknown): number | undefined {
  return error instanceof ConsultError ? error.retryAfter : undefined;
}
