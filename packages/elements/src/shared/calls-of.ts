import type { Client } from '@consult/client';
import type { Calls } from '@consult/client/call';

/** The calls of one client, and how many elements hold them. */
interface Held {
  readonly calls: Promise<Calls>;
  holders: number;
}

/** By client, so that the desk that rings and the window that shows the call speak of the same one. */
const held = new WeakMap<Client, Held>();

/** A hold on the calls of a client. */
export interface CallsHold {
  readonly calls: Promise<Calls>;
  close(): void;
}

/** Holds the calls of a client: opened by the first who asks, closed with the last who lets go. What does it is fetched now. */
export function holdCalls(client: Client): CallsHold {
  const one = held.get(client) ?? { calls: open(client), holders: 0 };
  held.set(client, one);
  one.holders++;
  one.calls.catch(() => held.get(client) === one && held.delete(client)); // the next who asks tries again
  let holds = true;
  return {
    calls: one.calls,
    close() {
      if (!holds) return;
      holds = false;
      if (--one.holders > 0) return;
      if (held.get(client) === one) held.delete(client);
      one.calls.then(
        (calls) => calls.close(),
        () => undefined,
      );
    },
  };
}

const open = async (client: Client) => (await import('@consult/client/call')).openCalls(client);
