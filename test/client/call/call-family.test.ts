import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import type { ChatInHouse } from '../../support/chats.js';
import { PEOPLE, type Cast, type PersonKey } from '../../support/people.js';
import { aCallTab } from '../support/a-call-tab.js';
import { aLinkWorld, type LinkWorld } from '../support/link-world.js';
import { until } from '../support/until.js';

afterEach(closeHouses);

const FATHER: Cast = {
  id: 'per_matrosov_father',
  role: 'patient',
  name: { family: 'Матросов', given: 'Андрей', patronymic: 'Ильич' },
  birthDate: '1983-05-20',
};

let house: House;
let world: LinkWorld;
let cardiology: ChatInHouse;
let surgery: ChatInHouse;

beforeEach(async () => {
  house = await aHouse();
  world = aLinkWorld();
  await house.register(FATHER);
  await fatherSpeaksFor(null);
  cardiology = await house.aChat({ patient: 'child' });
  surgery = await house.aChat({ patient: 'child', doctor: 'surgeon' });
});

const fatherSpeaksFor = (validTo: number | null) =>
  house.call('operator', 'PUT', `/v1/people/${PEOPLE.child.id}/representatives/${FATHER.id}`, {
    validFrom: house.clock.now() - 60_000,
    validTo,
  });
const tab = (who: PersonKey | Cast) => aCallTab(house, world, who);

/** The mother speaks with the cardiologist about the child. */
async function motherSpeaks() {
  const [doctor, mother] = [tab('doctor'), tab('patient')];
  const theirs = await doctor.calls.ring(cardiology.id);
  await (await mother.shows('incoming')).accept();
  await mother.shows('active');
  return { theirs, mother };
}

describe('while the mother speaks of her child', () => {
  it('another doctor’s call rings at the father, who has just come and is shown hers', async () => {
    await motherSpeaks();
    const father = tab(FATHER);
    expect((await father.shows('elsewhere')).state.value.call.chat).toBe(cardiology.id);
    const surgeons = tab('surgeon');
    const theirs = await surgeons.calls.ring(surgery.id);
    await eventually(() => expect(father.calls.current.value!.state.value.phase).toBe('incoming'));
    expect(father.calls.current.value!.state.value.call.chat).toBe(surgery.id);
    await father.calls.current.value!.accept();
    await Promise.all([surgeons.shows('active'), father.shows('active')]);
    await theirs.end();
    await until(father.calls.current.value!.state, ({ phase }) => phase === 'ended');
  });

  it('it does not ring at her, on that page or on one she opens then; it does once she is free', async () => {
    const { theirs, mother } = await motherSpeaks();
    tab(FATHER);
    const call = await tab('surgeon').calls.ring(surgery.id);
    expect(call.state.value.phase).toBe('outgoing');
    const hers = tab('patient');
    expect((await hers.shows('elsewhere')).state.value.call.chat).toBe(cardiology.id);
    expect(mother.calls.current.value!.state.value).toMatchObject({ phase: 'active' });
    await theirs.end();
    for (const { calls } of [mother, hers])
      await eventually(() =>
        expect(calls.current.value!.state.value).toMatchObject({
          phase: 'incoming',
          call: { chat: surgery.id },
        }),
      );
  });

  it('it is busy at once where the father speaks too', async () => {
    await motherSpeaks();
    const father = tab(FATHER);
    await tab('surgeon').calls.ring(surgery.id);
    await eventually(() => expect(father.calls.current.value?.state.value.phase).toBe('incoming'));
    await father.calls.current.value!.accept();
    const therapy = await house.aChat({ patient: 'child', doctor: 'therapist' });
    const call = await tab('therapist').calls.ring(therapy.id);
    expect(call.state.value).toMatchObject({ phase: 'ended', end: 'busy' });
  });

  it('it is busy at once where nobody else speaks for the child', async () => {
    await motherSpeaks();
    await fatherSpeaksFor(house.clock.now());
    const call = await tab('surgeon').calls.ring(surgery.id);
    expect(call.state.value).toMatchObject({ phase: 'ended', end: 'busy' });
  });
});
