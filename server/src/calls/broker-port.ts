import type { Side } from '@consult/core';

/** One way into the broker: for one side of one call, used once and soon. */
export interface BrokerGrant {
  readonly call: string;
  /** The id at the broker of whoever gets the ticket. */
  readonly peer: string;
  /** The id of the other side: the only one that can be spoken to. */
  readonly partner: string;
  readonly side: Side;
  /** ms UTC. */
  readonly expiresAt: number;
}

/** Where the two sides of a call find one another. A port: it stands in this process, in another one, or nowhere. */
export interface BrokerPort {
  /** Base URL given to clients, e.g. `https://host/v1/broker/`. */
  readonly address: string;
  /** The ticket that says so. */
  issue(grant: BrokerGrant): string;
  /** The call is over: nobody of it may stay. */
  end(call: string): void;
}
