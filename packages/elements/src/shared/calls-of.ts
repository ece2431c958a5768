import { createStore, type Client, type Readable, type Writable } from '@consult/client';
import type { Calls } from '@consult/client/call';

/** The calls of one client, and which elements hold them. */
interface Held {
  readonly calls: Promise<Calls>;
  readonly holders: Set<CallsHold>;
  readonly shown: Writable<boolean>;
}

/** By client, so that the desk that rings and the window that shows the call speak of the same one. */
const held = new WeakMap<Client, Held>();

/** A hold on the calls of a client. */
export interface CallsHold {
  readonly calls: Promise<Calls>;
  /** Whether anything on the page shows them: nobody should ring, camera on, where there is nothing to be seen. */
  readonly shown: Readable<boolean>;
  close(): void;
}

/**
 * Holds the calls of a client: opened by the first who asks, closed with the last who lets go. What does it is fetched now.
 *
 * @param shows - Whoever holds them shows what becomes of them.
 */
export function holdCalls(client: Client, shows: boolean): CallsHold {
  const one = held.get(client) ?? { calls: open(client), holders: new Set(), shown: createStore(false) };
  held.set(client, one);
  one.calls.catch(() => held.get(client) === one && held.delete(client)); // the next who asks tries again
  const hold: CallsHold = {
    calls: one.calls,
    shown: one.shown,
    close() {
      if (!one.holders.delete(hold)) return;
      if (shows) one.shown.set([...one.holders].some((other) => showing.has(other)));
      if (one.holders.size > 0) return;
      if (held.get(client) === one) held.delete(client);
      one.calls.then(
        (calls) => calls.close(),
        () => undefined,
      );
    },
  };
  one.holders.add(hold);
  if (shows) {
    showing.add(hold);
    one.shown.set(true);
  }
  return hold;
}

/** Holds of those who show what they hold. */
const showing = new WeakSet<CallsHold>();

const open = async (client: Client) => (await import('@consult/client/call')).openCalls(client);
