import { createHash } from 'node:crypto';
import type { Brokers } from './brokers.js';
import type { RemoteBroker } from './remote-broker.js';

/** Several brokers, each in a process of its own. */
export interface BrokerFleet extends Brokers {
  /** Asks each whether it is there. */
  look(): Promise<void>;
}

/**
 * Brokers side by side, among which a call's id chooses (rendezvous hashing): each weighs its own address with the id, and
 * the heaviest has the call. One that is added takes its share from all and moves no other call.
 */
export function createBrokerFleet(brokers: readonly RemoteBroker[]): BrokerFleet {
  const of = (call: string) => {
    const weighed = brokers.map((broker) => ({ broker, weight: weightOf(broker.address, call) }));
    return weighed.reduce((one, other) => (other.weight > one.weight ? other : one)).broker;
  };
  return {
    of,
    isUp: (call) => of(call).isUp(),
    look: async () => void (await Promise.all(brokers.map((broker) => broker.look()))),
  };
}

const weightOf = (address: string, call: string) =>
  createHash('sha256').update(`${address} ${call}`).digest('hex');
