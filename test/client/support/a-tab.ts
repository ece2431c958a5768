import type { Client, ClientOptions, KeptStorage } from '@consult/client';
import { onTestFinished } from 'vitest';
import { createClient, type LoadBackground } from '../../../packages/client/src/client.js';
import type { Tuning } from '../../../packages/client/src/tuning.js';
import type { House } from '../../support/house.js';
import { memoryStorage } from '../../support/memory-storage.js';
import type { Network } from '../../support/network.js';
import { actorOf, type Cast, type PersonKey } from '../../support/people.js';

/** The client's intervals where nobody wants to wait: every wait is there, and short. */
export const QUICK: Partial<Tuning> = {
  backoff: [5, 40],
  tryEvery: 5,
  searchAfter: 10,
  readAfter: 10,
  deliveredAfter: 30_000, // tests of it hand in less; the others count requests
  pollEvery: [20, 20],
  turnWithin: 30_000,
  requestTimeout: 3000,
};

export interface TabWishes extends Partial<Omit<ClientOptions, 'server'>> {
  readonly network?: Network;
  readonly storage?: KeptStorage;
  readonly tuning?: Partial<Tuning>;
  /** How the rest of the client is fetched; default: at once. */
  readonly load?: LoadBackground;
}

/** A page open in somebody's browser: a client with quick intervals, on the house's network. */
export function aTab(house: House, who: PersonKey | Cast, wishes: TabWishes = {}): Client {
  const { network = house.network, storage = memoryStorage(), tuning, load, ...options } = wishes;
  const client = createClient(
    {
      server: house.server.origin,
      getToken: () => house.server.tokenFor(actorOf(who)),
      fetch: network.fetch,
      live: network.live,
      storage,
      now: house.clock.now,
      ...options,
    },
    { ...QUICK, ...tuning },
    load,
  );
  onTestFinished(() => client.close());
  return client;
}
