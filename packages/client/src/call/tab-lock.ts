/** The part of the browser's Web Locks that calls need. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Takes a name that only one tab of the browser can have; answers how to let go of it, or `undefined` where another tab
 * has it. Where browsers have no locks everybody gets it.
 */
export function holdLock(locks: Locks | undefined, name: string): Promise<(() => void) | undefined> {
  const free = () => undefined;
  if (!locks) return Promise.resolve(free);
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) =>
      new Promise<void>((letGo) => {
        resolve(lock ? letGo : undefined);
        if (!lock) letGo();
      });
    locks.request(name, { ifAvailable: true }, hold).catch(() => resolve(free)); // a sandboxed frame has none
  });
}
