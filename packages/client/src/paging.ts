/** Reads one page after another, each when it is asked for, and never two at once. */
export interface Paging {
  readonly loading: boolean;
  /** Reads the next page, if there is one; where that is under way, waits for it. */
  readNext(): Promise<void>;
}

/** @param onChange - A page is being read now, or not any more. */
export function createPaging(
  hasMore: () => boolean,
  read: () => Promise<void>,
  onChange: () => void,
): Paging {
  let reading: Promise<void> | undefined;
  return {
    get loading() {
      return reading !== undefined;
    },
    readNext() {
      if (!hasMore()) return Promise.resolve();
      if (reading) return reading;
      reading = read().finally(() => {
        reading = undefined;
        onChange();
      });
      onChange();
      return reading;
    },
  };
}
