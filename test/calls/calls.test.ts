import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/support/screen.js';
import { openChromium } from './browsers.js';
import { type Clinic, openClinic } from './clinic.js';
import { type Coturn, startCoturn } from './coturn.js';
import { type Home, openStreet, type Street } from './network.js';
import { type Couple, openCouple, openParty } from './party.js';

const FULL = process.env.CONSULT_CALLS === 'full';
/** How long it rings here, in ms. */
const RING = 8000;

let street: Street;
let coturn: Coturn;
let clinic: Clinic;
let homes: [Home, Home];
let browsers: [Browser, Browser];
let couple: Couple;

const settings = () => ({ ...coturn.settings, CONSULT_RING_MS: String(RING) });

beforeAll(async () => {
  street = await openStreet();
  homes = [await street.home(), await street.home({ nat: true })];
  coturn = await startCoturn(street);
  clinic = await openClinic({ env: settings() });
  await street.carry(clinic.ports);
  browsers = [await openChromium(homes[0]), await openChromium(homes[1])];
});
afterEach(async () => {
  await couple?.close();
});
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()));
  await clinic?.close();
  await coturn?.stop();
  await street?.close();
});

const aCouple = async () => (couple = await openCouple(clinic, browsers));
/** Waits until both see each other again, and prints how long that took: the figure, beside a bound that is no bar. */
const recovery = async (from: string, since: number, patience = 20_000) => {
  const took = await couple.recovered(since, patience);
  console.log(`  ${from}: both see each other again after ${took} ms`);
  await couple.doctor.untilState({ phase: 'active', recovery: undefined });
  await couple.patient.untilState({ phase: 'active', recovery: undefined });
};
const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

describe('a call between two homes', () => {
  it('shows each the other, once the patient has accepted', async () => {
    const { doctor, patient, ring, untilBothSee } = await aCouple();
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
    const { doctor, patient, call } = await aCouple();
    await call();
    await until(async () => (await doctor.state())?.code && (await patient.state())?.code);
    const code = (await doctor.state())?.code;
    expect(code).toMatch(/^\d{6}$/);
    expect((await patient.state())?.code).toBe(code);
  });

  it('leaves no connection, socket or track behind when it is over', async () => {
    const { doctor, patient, call, untilEnded } = await aCouple();
    await call();
    await doctor.end();
    await untilEnded('hang-up');
    for (const party of [doctor, patient])
      await until(async () => Object.values(await party.left()).every((count) => count === 0));
  });
});

describe('a call ends', () => {
  it('declined, where the patient does not want it', async () => {
    const { patient, ring, untilEnded } = await aCouple();
    await ring();
    await patient.end();
    await untilEnded('declined');
  });

  it('cancelled, where the doctor thinks better of it', async () => {
    const { doctor, ring, untilEnded } = await aCouple();
    await ring();
    await doctor.end();
    await untilEnded('cancelled');
  });

  it('without an answer, where nobody answers', async () => {
    const { ring, untilEnded } = await aCouple();
    await ring();
    await untilEnded('no-answer');
  });

  it.each(['doctor', 'patient'] as const)('by the %s, who hangs up', async (who) => {
    const { [who]: party, call, untilEnded } = await aCouple();
    await call();
    await party.end();
    await untilEnded('hang-up');
  });

  it('at once where the patient is in another call', async () => {
    const { call } = await aCouple();
    await call();
    const second = await openParty(browsers[0], clinic, 'second doctor');
    await second.ring(await clinic.newChat('second doctor'));
    await second.untilState({ phase: 'ended', end: 'busy' });
    await second.page.close();
    await couple.doctor.page.bringToFront();
    await couple.untilBothSee();
  });

  it('on the page of the patient that did not answer', async () => {
    const { patient, ring, untilBothSee } = await aCouple();
    const other = await openParty(browsers[1], clinic, 'patient');
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
    await clinic.restart({ CONSULT_CONNECT_MS: '3000' });
    await homes[1].blockUdp();
    const { patient, ring, untilEnded } = await aCouple();
    await ring();
    await patient.accept();
    await untilEnded('failed');
    await homes[1].allowUdp();
    await clinic.restart(settings());
  });
});

describe('a call goes on', () => {
  it.each(['doctor', 'patient'] as const)('after the %s has loaded the page again', async (who) => {
    const { [who]: party, call } = await aCouple();
    await call();
    const since = Date.now();
    await party.reload();
    await recovery(`reload by the ${who}`, since);
  });

  it('after both have loaded the page again', async () => {
    const { doctor, patient, call } = await aCouple();
    await call();
    const since = Date.now();
    await Promise.all([doctor.reload(), patient.reload()]);
    await recovery('reload by both', since);
  });

  it.each(FULL ? [5, 20, 60] : [5, 20])('after %i s without a network', async (seconds) => {
    const { doctor, patient, call } = await aCouple();
    await call();
    await homes[0].unplug();
    await wait(seconds);
    // A frozen picture is never without a word.
    for (const party of [doctor, patient]) await party.untilState({ phase: 'reconnecting' });
    const since = Date.now();
    await homes[0].plugIn();
    await recovery(`${seconds} s without a cable`, since, 40_000);
  });

  it('after 5 s in which everything was lost and no browser was told', async () => {
    const { call } = await aCouple();
    await call();
    await homes[1].lose();
    await wait(5);
    const since = Date.now();
    await homes[1].find();
    await recovery('5 s on a dead radio link', since, 40_000);
  });

  it.each([0, 1] as const)('after a change of network (home %i)', async (at) => {
    const { call } = await aCouple();
    await call();
    const since = Date.now();
    await homes[at].move();
    await recovery(`another address${at ? ' behind a router' : ''}`, since, 40_000);
  });

  it('where the broker is killed while it rings', async () => {
    const { patient, ring, untilBothSee } = await aCouple();
    await ring();
    await clinic.killBroker();
    await patient.accept();
    await clinic.startBroker();
    await untilBothSee(30_000);
  });

  it('where the broker is killed in the middle of the offer', async () => {
    const { doctor, patient, ring, untilBothSee } = await aCouple();
    await doctor.ring(couple.chat);
    await until(async () => (await doctor.left()).connections > 0);
    await clinic.killBroker();
    await clinic.startBroker();
    await patient.untilState({ phase: 'incoming' });
    await patient.accept();
    await untilBothSee(30_000);
    void ring;
  });

  it('where the broker is killed during the call, and also after a reload then', async () => {
    const { patient, call, untilBothSee } = await aCouple();
    await call();
    await clinic.killBroker();
    await untilBothSee();
    await clinic.startBroker();
    await untilBothSee();
    const since = Date.now();
    await patient.reload();
    await recovery('reload after a restart of the broker', since, 30_000);
  });
});

describe('a call finds its way', () => {
  it('by TURN over TCP where UDP is blocked', async () => {
    await Promise.all(homes.map((home) => home.blockUdp()));
    const { doctor, patient, call } = await aCouple();
    await call();
    for (const party of [doctor, patient])
      expect(await party.look()).toMatchObject({ local: 'relay', protocol: 'tcp' });
    await Promise.all(homes.map((home) => home.allowUdp()));
  });

  it('by relays only, without an address of either, where the installation wants it', async () => {
    await clinic.restart({ ...settings(), CONSULT_RELAY_ONLY: '1' });
    const { doctor, patient, call } = await aCouple();
    await call();
    for (const party of [doctor, patient])
      expect(await party.look()).toMatchObject({ local: 'relay', remote: 'relay', offered: ['relay'] });
    await clinic.restart(settings());
  });

  it('without the camera and the microphone of whoever may not use them', async () => {
    const strict = await openChromium(homes[1], true);
    await strict.defaultBrowserContext().overridePermissions(clinic.pages.origin, []);
    couple = await openCouple(clinic, [browsers[0], strict]);
    const { patient, ring } = couple;
    await ring();
    await patient.accept();
    await patient.untilSees(); // the doctor is seen all the same
    await until(async () => (await patient.state())?.camera.state === 'failed');
    expect((await patient.state())?.camera.cause).toMatch(/denied/);
    await couple.close();
    await strict.close();
  });
});

it(`leaves the page as it was after ${FULL ? 100 : 10} calls`, async () => {
  const { doctor, patient, chat, untilEnded } = await aCouple();
  const once = async () => {
    await doctor.ring(chat);
    await patient.untilState({ phase: 'incoming' });
    await patient.accept();
    await couple.untilBothSee();
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
    console.log(`  heap ${before[at]!.heap.toFixed(2)} → ${heap.toFixed(2)} MB`);
    expect(heap - before[at]!.heap).toBeLessThan(1);
    expect(nodes - before[at]!.nodes).toBeLessThan(10);
    expect(listeners - before[at]!.listeners).toBeLessThan(10);
  }
}, 400_000);

it('has reached no foreign host in all of this', async () => {
  expect(await street.foreign()).toEqual([]);
});
