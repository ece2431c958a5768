import { describe, expect, it } from 'vitest';
import { createBrokerFleet } from '../../../server/src/calls/broker-fleet-node.js';
import { drawCallId } from '../../../server/src/calls/brokers.js';
import type { RemoteBroker } from '../../../server/src/calls/remote-broker.js';

const CALLS = Array.from({ length: 2_000 }, (_, at) => `call_${at}`);

const aBroker = (address: string, isUp = true): RemoteBroker => ({
  address,
  issue: () => address,
  end: () => undefined,
  isUp: () => isUp,
  look: () => Promise.resolve(),
});
const fleetOf = (...addresses: string[]) => createBrokerFleet(addresses.map((address) => aBroker(address)));
const choices = (fleet: ReturnType<typeof fleetOf>) => CALLS.map((call) => fleet.of(call).address);

describe('Brokers side by side', () => {
  it('are chosen by the call alone, in whatever order they are named', () => {
    expect(choices(fleetOf('a', 'b', 'c'))).to.deep.equal(choices(fleetOf('c', 'a', 'b')));
  });

  it('get about as many calls each', () => {
    const chosen = choices(fleetOf('a', 'b', 'c', 'd'));
    for (const address of ['a', 'b', 'c', 'd'])
      expect(chosen.filter((one) => one === address).length / CALLS.length).to.be.closeTo(0.25, 0.05);
  });

  it('keep the calls they have when one is added, but for its share', () => {
    const [before, after] = [choices(fleetOf('a', 'b', 'c')), choices(fleetOf('a', 'b', 'c', 'd'))];
    const moved = after.filter((address, at) => address !== before[at]);
    expect(new Set(moved)).to.deep.equal(new Set(['d']));
    expect(moved.length / CALLS.length).to.be.closeTo(0.25, 0.05);
  });
});

describe('The id of a new call', () => {
  it.each([
    ['is the first, where its broker is up', [], 1],
    ['is drawn again, until its broker is up', ['call_1', 'call_2'], 3],
  ])('%s', (_, down, draws) => {
    let drawn = 0;
    const id = drawCallId({ isUp: (call) => !down.includes(call) }, () => `call_${++drawn}`);
    expect([id, drawn]).to.deep.equal([`call_${draws}`, draws]);
  });

  it('is one all the same, where no broker is up', () => {
    let drawn = 0;
    expect(drawCallId({ isUp: () => false }, () => `call_${++drawn}`)).to.equal(`call_${drawn}`);
    expect(drawn).to.equal(64);
  });
});
