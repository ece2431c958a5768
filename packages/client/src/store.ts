/** A value one can read now and watch from now on. The value is readonly: it is replaced, never edited. */
export interface Readable<T> {
  readonly value: T;
  /** Calls `listener` after each change, not at once. Returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** A {@link Readable} with a way to replace the value. */
export interface Writable<T> extends Readable<T> {
  set(value: T): void;
}

/**
 * A watchable value.
 *
 * @param onWatched - Called when the first listener comes; what it returns is called when the last one has gone.
 */
export function createStore<T>(initial: T, onWatched?: () => (() => void) | void): Writable<T> {
  let value = initial;
  let onUnwatched: (() => void) | void;
  const listeners = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      const own = () => listener(); // the same function may watch twice, and each leaves by itself
      listeners.add(own);
      if (listeners.size === 1) onUnwatched = onWatched?.();
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        onUnwatched?.();
        onUnwatched = undefined;
      };
    },
  };
}
