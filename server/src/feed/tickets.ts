import { ConsultError } from '@consult/core';
import { base64url } from 'jose';
import type { Visitor } from './feed.js';

/** Keys to the live feed: each opens it once, soon, for one person and one origin. */
export interface Tickets {
  issue(identity: Visitor, origin: string | null): { ticket: string; expiresAt: number };
  /** @throws ConsultError `signed-out`, whatever is wrong with it: a guesser learns nothing. */
  redeem(ticket: string, origin: string | null): Visitor;
  /** Makes worthless what was given to whom `meant` tells of. */
  revoke(meant: (identity: Visitor) => boolean): void;
}

/** What tickets need from outside. */
export interface TicketsOptions {
  readonly ticketMs: number;
  /** More at once than this are refused: they are short-lived, so it is a flood and not a crowd. */
  readonly most?: number;
  /** ms UTC. */
  now(): number;
}

export function createTickets({ ticketMs, now, most = 100_000 }: TicketsOptions): Tickets {
  // In the order they were made, which is the order they run out in: the late ones are always in front.
  const issued = new Map<string, { identity: Visitor; origin: string | null; expiresAt: number }>();

  const dropLate = () => {
    const at = now();
    for (const [ticket, { expiresAt }] of issued) {
      if (expiresAt > at) break;
      issued.delete(ticket);
    }
  };

  return {
    issue(identity, origin) {
      dropLate();
      if (issued.size >= most) throw new ConsultError('unavailable', { retryAfter: ticketMs });
      const ticket = base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
      const expiresAt = now() + ticketMs;
      issued.set(ticket, { identity, origin, expiresAt });
      return { ticket, expiresAt };
    },
    redeem(ticket, origin) {
      const known = issued.get(ticket);
      issued.delete(ticket); // spent even if it is refused: whoever tries it out cannot try again
      const at = now();
      if (!known || known.expiresAt <= at || known.origin !== origin || known.identity.expiresAt <= at)
        throw new ConsultError('signed-out');
      return known.identity;
    },
    revoke(meant) {
      for (const [ticket, { identity }] of issued) if (meant(identity)) issued.delete(ticket);
    },
  };
}
