import * as v from 'valibot';
import type { Log } from '../deps.js';
import type { BrokerPort } from './broker-port.js';
import { type Seal, sealTicket } from './broker-tickets.js';

/** Where it says that it is there, under its address. */
export const BROKER_HEALTH = 'healthz';

/** How long the word that a call is over holds on its way, in ms. */
const END_LIFE_MS = 60_000;
const PATIENCE_MS = 5_000;
/** When it is told again where it was not heard, ms after each failure: within its life. */
const AGAIN_MS = [1_000, 5_000, 20_000] as const;

/** A broker in a process of its own, as the server knows it. */
export interface RemoteBroker extends BrokerPort {
  /** Whether it answered when it was last asked; before that it is believed to be there. */
  isUp(): boolean;
  /** Asks it. */
  look(): Promise<void>;
}

/** What a broker elsewhere needs. */
export interface RemoteBrokerOptions {
  /** Of a secret that the broker has too. */
  readonly seal: Seal;
  readonly address: string;
  readonly log: Log;
  /** ms UTC. */
  now(): number;
  /** Runs `run` after `ms`. */
  later(run: () => void, ms: number): void;
}

/**
 * A broker that stands alone, in a process of its own. It needs no database: what it must know is in the ticket. That a
 * call is over it is told until it has heard it, a few times; where that fails, its sockets end with the pages, or when
 * they have lived long enough.
 */
export function remoteBroker({ seal, address, log, now, later }: RemoteBrokerOptions): RemoteBroker {
  let up = true;

  async function look(): Promise<void> {
    const was = up;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(new URL(BROKER_HEALTH, address), { redirect: 'error', signal });
      await answer.body?.cancel();
      up = answer.ok;
    } catch {
      up = false;
    }
    if (was && !up) log.warn({ address }, 'broker-lost');
    if (!was && up) log.info({ address }, 'broker-back');
  }

  async function tell(call: string, failures: number): Promise<void> {
    const body = seal.seal('end', address, { call, expiresAt: now() + END_LIFE_MS });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const answer = await fetch(new URL('end', address), {
        method: 'POST',
        body,
        redirect: 'error',
        signal,
      });
      await answer.body?.cancel();
      if (answer.ok) return;
      log.warn({ call, status: answer.status, count: failures + 1 }, 'broker-not-told');
    } catch (error) {
      log.warn({ call, name: (error as Error).name, count: failures + 1 }, 'broker-not-told');
    }
    const again = AGAIN_MS[failures];
    if (again !== undefined) later(() => void tell(call, failures + 1), again);
  }

  return {
    address,
    issue: (grant) => sealTicket(seal, address, grant, now()),
    end: (call) => void tell(call, 0),
    isUp: () => up,
    look,
  };
}

const End = v.object({ call: v.string(), expiresAt: v.number() });

/** Such a word, in bytes at most. */
export const END_BYTES = 1024;

/** The call that a server has said is over; `undefined`: nobody who has the secret said so. */
export function readEnd(seal: Seal, address: string, text: string, now: number): string | undefined {
  const read = v.safeParse(End, seal.open('end', address, text)?.value);
  return read.success && read.output.expiresAt > now ? read.output.call : undefined;
}
