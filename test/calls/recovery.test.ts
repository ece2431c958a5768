import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { until } from '../e2e/support/screen.js';
import { type Neighbourhood, openNeighbourhood } from './neighbourhood.js';
import type { Couple } from './party.js';

const FULL = process.env.CONSULT_CALLS === 'full';

let place: Neighbourhood;
beforeAll(async () => {
  place = await openNeighbourhood();
});
afterEach(() => place?.empty());
afterAll(() => place?.close());

/** Waits until both see each other again, and prints how long that took: the figure, beside a bound that is no bar. */
const recovery = async ({ doctor, patient, recovered }: Couple, from: string, since: number) => {
  const took = await recovered(since, 60_000);
  console.log(`  ${from}: both see each other again after ${took} ms`);
  for (const party of [doctor, patient]) await party.untilState({ phase: 'active', recovery: undefined });
};
const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

describe('a call goes on', () => {
  it.each(['doctor', 'patient'] as const)('after the %s has loaded the page again', async (who) => {
    const couple = await place.couple();
    await couple.call();
    const since = Date.now();
    await couple[who].reload();
    await recovery(couple, `reload by the ${who}`, since);
  });

  it('after both have loaded the page again', async () => {
    const couple = await place.couple();
    await couple.call();
    const since = Date.now();
    await Promise.all([couple.doctor.reload(), couple.patient.reload()]);
    await recovery(couple, 'reload by both', since);
  });

  it.each(FULL ? [5, 20, 60] : [5, 20])('after %i s without a network', async (seconds) => {
    const couple = await place.couple();
    await couple.call();
    await place.homes[0].unplug();
    await wait(seconds);
    // A frozen picture is never without a word.
    for (const party of [couple.doctor, couple.patient]) await party.untilState({ phase: 'reconnecting' });
    const since = Date.now();
    await place.homes[0].plugIn();
    await recovery(couple, `${seconds} s without a cable`, since);
  });

  it('after 5 s in which everything was lost and no browser was told', async () => {
    const couple = await place.couple();
    await couple.call();
    await place.homes[1].lose();
    await wait(5);
    const since = Date.now();
    await place.homes[1].find();
    await recovery(couple, '5 s on a dead radio link', since);
  });

  it.each([0, 1] as const)('after a change of network (home %i)', async (at) => {
    const couple = await place.couple();
    await couple.call();
    const since = Date.now();
    await place.homes[at].move();
    await recovery(couple, `another address${at ? ' behind a router' : ''}`, since);
  });

  it('where the broker is killed while it rings', async () => {
    const { patient, ring, untilBothSee } = await place.couple();
    await ring();
    await place.clinic.killBroker();
    await patient.accept();
    await place.clinic.startBroker();
    await untilBothSee(60_000);
  });

  it('where the broker is killed in the middle of the offer', async () => {
    const { chat, doctor, patient, untilBothSee } = await place.couple();
    await doctor.ring(chat);
    await until(async () => (await doctor.left()).connections > 0);
    await place.clinic.killBroker();
    const again = place.clinic.startBroker(); // a start may take as long as it rings
    await patient.untilState({ phase: 'incoming' });
    await patient.accept();
    await again;
    await untilBothSee(60_000);
  });

  it('where the broker is killed during the call, and also after a reload then', async () => {
    const couple = await place.couple();
    await couple.call();
    await place.clinic.killBroker();
    await couple.untilBothSee();
    await place.clinic.startBroker();
    await couple.untilBothSee();
    const since = Date.now();
    await couple.patient.reload();
    await recovery(couple, 'reload after a restart of the broker', since);
  });
});
