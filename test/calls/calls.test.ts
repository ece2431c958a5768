import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/support/screen.js';
import { openChromium } from './browsers.js';
import { type Neighbourhood, openNeighbourhood } from './neighbourhood.js';
import { type Couple, openParty } from './party.js';

const FULL = process.env.CONSULT_CALLS === 'full';

let place: Neighbourhood;
beforeAll(async () => {
  place = await openNeighbourhood();
});
afterEach(() => place?.empty());
afterAll(() => place?.close());

describe('a call between two homes', () => {
  it('shows each the other, once the patient has accepted', async () => {
    const { doctor, patient, ring, untilBothSee } = await place.couple();
    await ring();
    expect((await patient.left()).tracks).toBe(0); // camera and microphone stay off until then
    await patient.accept();
    await untilBothSee();
    await doctor.untilState({ phase: 'active', server: 'active' });
    await patient.untilState({ phase: 'active', server: 'active' });
    for (const party of [doctor, patient]) {
      await until(async () => (await party.look()).samples > 0);
      await until(async () => (await party.state())?.camera.state === 'sending');
      await until(async () => (await party.state())?.microphone.state === 'sending');
      expect(party.faults).toEqual([]);
    }
  });

  it('proves itself by the same six digits on both screens', async () => {
    const { doctor, patient, call } = await place.couple();
    await call();
    await until(async () => (await doctor.state())?.code && (await patient.state())?.code);
    const code = (await doctor.state())?.code;
    expect(code).toMatch(/^\d{6}$/);
    expect((await patient.state())?.code).toBe(code);
  });

  it('leaves no connection, socket or track behind when it is over', async () => {
    const { doctor, patient, call, untilEnded } = await place.couple();
    await call();
    await doctor.end();
    await untilEnded('hang-up');
    for (const party of [doctor, patient])
      await until(async () => Object.values(await party.left()).every((count) => count === 0));
  });
});

describe('a call ends', () => {
  it('declined, where the patient does not want it', async () => {
    const { patient, ring, untilEnded } = await place.couple();
    await ring();
    await patient.end();
    await untilEnded('declined');
  });

  it('cancelled, where the doctor thinks better of it', async () => {
    const { doctor, ring, untilEnded } = await place.couple();
    await ring();
    await doctor.end();
    await untilEnded('cancelled');
  });

  it('without an answer, where nobody answers', async () => {
    const { ring, untilEnded } = await place.couple();
    await ring();
    await untilEnded('no-answer');
  });

  it.each(['doctor', 'patient'] as const)('by the %s, who hangs up', async (who) => {
    const { [who]: party, call, untilEnded } = await place.couple();
    await call();
    await party.end();
    await untilEnded('hang-up');
  });

  it('at once where the patient is in another call', async () => {
    const { doctor, call, untilBothSee } = await place.couple();
    await call();
    const second = await openParty(place.browsers[0], place.clinic, 'second doctor');
    await second.ring(await place.clinic.newChat('second doctor'));
    await second.untilState({ phase: 'ended', end: 'busy' });
    await second.page.close();
    await doctor.page.bringToFront();
    await untilBothSee();
  });

  it('on the page of the patient that did not answer', async () => {
    const { patient, ring, untilBothSee } = await place.couple();
    const other = await openParty(place.browsers[1], place.clinic, 'patient');
    await ring();
    await other.untilState({ phase: 'incoming' });
    await patient.page.bringToFront();
    await patient.accept();
    await untilBothSee();
    await until(async () => {
      const state = await other.state();
      return state?.phase === 'elsewhere' || state?.end === 'answered-elsewhere';
    });
    await other.page.close();
  });

  it('failed, where the two could not be connected', async () => {
    await place.clinic.restart({ CONSULT_CONNECT_MS: '3000' });
    await place.homes[1].blockUdp();
    const { patient, ring, untilEnded } = await place.couple();
    await ring();
    await patient.accept();
    await untilEnded('failed');
    await place.homes[1].allowUdp();
    await place.clinic.restart(place.settings);
  });
});

describe('a call finds its way', () => {
  it('by TURN over TCP where UDP is blocked', async () => {
    await Promise.all(place.homes.map((home) => home.blockUdp()));
    const { doctor, patient, call } = await place.couple();
    await call();
    for (const party of [doctor, patient])
      expect(await party.look()).toMatchObject({ local: 'relay', protocol: 'tcp' });
    await Promise.all(place.homes.map((home) => home.allowUdp()));
  });

  it('by relays only, without an address of either, where the installation wants it', async () => {
    await place.clinic.restart({ ...place.settings, CONSULT_RELAY_ONLY: '1' });
    const { doctor, patient, call } = await place.couple();
    await call();
    for (const party of [doctor, patient])
      expect(await party.look()).toMatchObject({ local: 'relay', remote: 'relay', offered: ['relay'] });
    await place.clinic.restart(place.settings);
  });

  it('without the camera and the microphone of whoever may not use them', async () => {
    const strict = await openChromium(place.homes[1], true);
    await strict.defaultBrowserContext().overridePermissions(place.clinic.pages.origin, []);
    const { patient, ring } = await place.couple([place.browsers[0], strict]);
    await ring();
    await patient.accept();
    await patient.untilSees(); // the doctor is seen all the same
    await until(async () => (await patient.state())?.camera.state === 'failed');
    expect((await patient.state())?.camera.cause).toMatch(/denied/);
    await place.empty();
    await strict.close();
  });
});

it(`leaves the page as it was after ${FULL ? 100 : 10} calls`, async () => {
  const { doctor, patient, chat, untilBothSee, untilEnded } = await place.couple();
  const once = async () => {
    await doctor.ring(chat);
    await patient.untilState({ phase: 'incoming' });
    await patient.accept();
    await untilBothSee();
    await doctor.end();
    await untilEnded('hang-up');
    await Promise.all([doctor.dismiss(), patient.dismiss()]);
  };
  const measure = async ({ page, left }: Couple['doctor']) => {
    await until(async () => Object.values(await left()).every((count) => count === 0));
    const session = await page.createCDPSession();
    for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage');
    await session.detach();
    const { JSHeapUsedSize, Nodes, JSEventListeners } = await page.metrics();
    return { heap: JSHeapUsedSize! / 1e6, nodes: Nodes!, listeners: JSEventListeners! };
  };
  for (let n = 0; n < 3; n++) await once();
  const parties = [doctor, patient];
  const before = await Promise.all(parties.map(measure));
  for (let n = 0; n < (FULL ? 100 : 10); n++) await once();
  const after = await Promise.all(parties.map(measure));
  for (const [at, { heap, nodes, listeners }] of after.entries()) {
    console.log(
      `  heap ${before[at]!.heap.toFixed(2)} → ${heap.toFixed(2)} MB, nodes ${before[at]!.nodes} → ${nodes}, listeners ${before[at]!.listeners} → ${listeners}`,
    );
    expect(heap - before[at]!.heap).toBeLessThan(1);
    expect(nodes - before[at]!.nodes).toBeLessThan(10);
    expect(listeners - before[at]!.listeners).toBeLessThan(10);
  }
}, 900_000); // three seconds a call on a quiet machine, and three times as long on a busy one

it('has reached no foreign host in all of this', async () => {
  expect(await place.street.foreign()).toEqual([]);
});
