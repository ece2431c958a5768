import * as v from 'valibot';
import type { Log } from '../deps.js';
import type { BrokerPort } from './broker-port.js';
import { type Seal, sealTicket } from './broker-tickets.js';

/** How long the word that a call is over holds on its way, in ms. */
const END_LIFE_MS = 60_000;
const PATIENCE_MS = 5_000;

/** What a broker elsewhere needs. */
export interface RemoteBrokerOptions {
  /** Of a secret that the broker has too. */
  readonly seal: Seal;
  readonly address: string;
  readonly log: Log;
  /** ms UTC. */
  now(): number;
}

/**
 * A broker that stands alone, in a process of its own. It needs no database: what it must know is in the ticket. That a
 * call is over it is told once; where that fails, its sockets end with the pages, or when they have lived long enough.
 */
export const remoteBroker = ({ seal, address, log, now }: RemoteBrokerOptions): BrokerPort => ({
  address,
  issue: (grant) => sealTicket(seal, address, grant, now()),
  end(call) {
    const body = seal.seal('end', address, { call, expiresAt: now() + END_LIFE_MS });
    fetch(new URL('end', address), {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
      .then(async (answer) => {
        await answer.body?.cancel();
        if (!answer.ok) log.warn({ call, status: answer.status }, 'broker-not-told');
      })
      .catch((error: unknown) => log.warn({ call, name: (error as Error).name }, 'broker-not-told'));
  },
});

const End = v.object({ call: v.string(), expiresAt: v.number() });

/** Such a word, in bytes at most. */
export const END_BYTES = 1024;

/** The call that a server has said is over; `undefined`: nobody who has the secret said so. */
export function readEnd(seal: Seal, address: string, text: string, now: number): string | undefined {
  const read = v.safeParse(End, seal.open('end', address, text)?.value);
  return read.success && read.output.expiresAt > now ? read.output.call : undefined;
}
