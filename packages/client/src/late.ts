import { backoff, type Tuning } from './tuning.js';

/** A part of ourselves that is fetched while the page already shows something. */
export interface Late<T> {
  /** Fulfilled when it is there; until then it waits, whatever the weather. */
  readonly there: Promise<T>;
  /** Fetches it now, and from now on again and again until it comes. */
  fetch(): void;
  /** Stops trying; what is still on its way is not taken in. */
  stop(): void;
}

/**
 * @param load - A dynamic import. Browsers from before 2026 keep to a failed one until the page is loaded again, as the
 *   standard once asked (https://github.com/whatwg/html/issues/6768); in the others the next try may succeed.
 * @param onWait - It could not be had; told in how many ms the next try will be.
 */
export function createLate<T>(
  load: () => Promise<T>,
  tuning: Tuning,
  onWait: (wait: number) => void,
): Late<T> {
  let arrive!: (part: T) => void;
  const there = new Promise<T>((resolve) => (arrive = resolve));
  let wanted = false;
  let loading = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function fetch() {
    wanted = true;
    clearTimeout(timer);
    if (loading) return;
    loading = true;
    try {
      const part = await load();
      if (wanted) arrive(part);
    } catch {
      if (wanted) waitAndFetch();
    } finally {
      loading = false;
    }
  }

  function waitAndFetch() {
    const wait = Math.max(tuning.tryEvery, backoff(tuning, tries++));
    timer = setTimeout(() => void fetch(), wait);
    onWait(wait);
  }

  return {
    there,
    fetch: () => void fetch(),
    stop() {
      wanted = false;
      clearTimeout(timer);
    },
  };
}
