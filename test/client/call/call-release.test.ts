import type { ConsentStatuses } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import type { ChatInHouse } from '../../support/chats.js';
import { aCallTab } from '../support/a-call-tab.js';
import { aComputer, aPage, someLocks, someStorage } from '../support/a-computer.js';
import { aLinkWorld, type LinkWorld } from '../support/link-world.js';
import { until } from '../support/until.js';

afterEach(closeHouses);

let house: House;
let world: LinkWorld;
let chat: ChatInHouse;

beforeEach(async () => {
  house = await aHouse();
  world = aLinkWorld();
  chat = await house.aChat();
});

const doctorTab = (wishes = {}) => aCallTab(house, world, 'doctor', wishes);
const patientTab = (wishes = {}) => aCallTab(house, world, 'patient', wishes);

/** Two people who speak with one another. */
async function inACall({ doctor = doctorTab(), patient = patientTab() } = {}) {
  const [theirs, ours] = [await doctor.calls.ring(chat.id), await patient.shows('incoming')];
  await ours.accept();
  await Promise.all([doctor.shows('active'), patient.shows('active')]);
  return { doctor, patient, theirs, ours };
}

describe('what is let go of', () => {
  it('is all of a call whose consent is withdrawn, on both pages', async () => {
    const { doctor, patient, theirs, ours } = await inACall();
    const { statuses } = await house.call<ConsentStatuses>('patient', 'GET', '/v1/consents');
    const { id } = statuses.find(({ kind }) => kind === 'remote-consultation')!.acts[0]!;
    await house.call('patient', 'POST', `/v1/consents/${id}/withdraw`);
    for (const { state } of [theirs, ours]) await until(state, ({ phase }) => phase === 'ended');
    expect([...doctor.computer.on, ...patient.computer.on]).toHaveLength(0);
  });

  it('is everything, after a hundred calls', { timeout: 60_000 }, async () => {
    const computers = [aComputer(), aComputer()] as const;
    const page = aPage();
    const locks = someLocks();
    const storage = someStorage();
    const doctor = doctorTab({ computer: computers[0], calls: { page, locks, storage } });
    const patient = patientTab({ computer: computers[1], calls: { page, locks, storage } });
    const listeners = page.listeners;
    for (let count = 0; count < 100; count++) {
      const theirs = await doctor.calls.ring(chat.id);
      const ours = await until(patient.calls.current, (one) => one?.id === theirs.id);
      if (count % 3) {
        await ours!.accept();
        await until(theirs.state, ({ phase }) => phase === 'active');
      }
      const [first, second] = count % 2 ? [theirs, ours!] : [ours!, theirs];
      await first.end();
      await until(second.state, ({ phase }) => phase === 'ended');
      theirs.dismiss();
      ours!.dismiss();
    }
    await eventually(() => {
      expect(world.links).toHaveLength(0);
      expect([...computers[0].on, ...computers[1].on]).toHaveLength(0);
      expect(page.listeners).toBe(listeners);
      expect(storage.size).toBe(2); // the pages' own ids
      expect(locks.held).toBe(2); // and their names
    });
    doctor.close();
    patient.close();
    expect(page.listeners).toBe(0);
    await eventually(() => expect(locks.held).toBe(0));
  });

  it('is everything of a page that is closed in a call, which goes on', async () => {
    const { doctor, patient } = await inACall();
    patient.calls.close();
    expect(patient.computer.on).toHaveLength(0);
    expect(patient.calls.current.value).toBeUndefined();
    await until(doctor.calls.current.value!.state, ({ phase }) => phase === 'reconnecting');
  });

  it('is everything of somebody who signs out', async () => {
    const { patient } = await inACall();
    await patient.client.signOut();
    expect(patient.computer.on).toHaveLength(0);
    expect(patient.calls.current.value).toBeUndefined();
    await eventually(() =>
      expect(patient.options.storage!.getItem('consult-device/per_matrosova')).toBeNull(),
    );
  });
});
