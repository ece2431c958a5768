/** Something that one tab of a browser has at a time, for as long as it lives. */
export interface Hold {
  /** `false`: another tab has it. Where browsers have no Web Locks every tab may have it. */
  take(): Promise<boolean>;
  /** Lets go of it, also of what was asked for and has not been answered. */
  leave(): void;
}

export function createHold(name: string): Hold {
  let wanted = false;
  let release: (() => void) | undefined;

  return {
    take: () =>
      new Promise((resolve) => {
        wanted = true;
        const locks = globalThis.navigator?.locks;
        if (!locks || release) return resolve(true);
        const held = (lock: Lock | null) => {
          resolve(lock !== null);
          return lock && wanted ? new Promise<void>((left) => (release = left)) : undefined;
        };
        locks.request(name, { ifAvailable: true }, held).catch(() => resolve(true)); // e.g. in a sandboxed frame
      }),
    leave() {
      wanted = false;
      release?.();
      release = undefined;
    },
  };
}
