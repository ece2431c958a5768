import type { Reader } from './feed.js';

/** How long somebody without a socket still counts as there, in ms: a page that is loaded again must not flicker. */
export const LINGER_MS = 5_000;

/** Notices who comes and who goes. It remembers those alone who have just gone. */
export interface Attendance {
  /** The first socket of this address has come. */
  came(address: string, who: Reader): void;
  /** The last one has gone. */
  left(address: string, who: Reader): void;
  /** Whether this address has no socket any more and still counts as there. */
  lingers(address: string): boolean;
  /** Calls `listener` when somebody is there who was not, and when somebody is not who was. */
  watch(listener: (who: Reader) => void): void;
  /** Calls nobody any more. */
  close(): void;
}

/** @param later - Runs `run` after `ms`. */
export function createAttendance(later: (run: () => void, ms: number) => void): Attendance {
  /** Those who have just gone; the value tells one going from the next. */
  const lingering = new Map<string, object>();
  let notice: (who: Reader) => void = () => undefined;

  return {
    came(address, who) {
      if (!lingering.delete(address)) notice(who);
    },
    left(address, { person, role }) {
      const going = {};
      lingering.set(address, going);
      later(() => {
        if (lingering.get(address) !== going) return;
        lingering.delete(address);
        notice({ person, role });
      }, LINGER_MS);
    },
    lingers: (address) => lingering.has(address),
    watch: (listener) => void (notice = listener),
    close: () => void (notice = () => undefined),
  };
}

/** Runs it by a timer. In Node the timer keeps no process alive. */
export function whenLater(run: () => void, ms: number): void {
  const timer: unknown = setTimeout(run, ms);
  (timer as { unref?: () => void }).unref?.();
}
