import type { Browser, Page } from 'puppeteer-core';
import { openChromium } from '../calls/browsers.js';
import { type Clinic, openClinic } from '../calls/clinic.js';
import { type Coturn, startCoturn } from '../calls/coturn.js';
import { type Home, openStreet, reasonForNoStreet, type Street } from '../calls/network.js';
import type { Contestant } from './calls/contestant.js';
import { openRelay, startPeerServer } from './calls/signalling.js';
import { type Figure, median } from './figures.js';

export const CONTESTANTS = ['our', 'bare', 'peerjs'] as const;
type Name = (typeof CONTESTANTS)[number];

const ROUNDS = 15;
/** Between the two browsers, in ms, whichever way they speak: to one another, through the server or through coturn. */
const FAR = 100;

type Pair = readonly [doctor: Page, patient: Page];
interface Places {
  readonly browsers: readonly [Browser, Browser];
  readonly rtc: RTCConfiguration;
}

const run = (page: Page, verb: 'ring' | 'end' | 'accept') =>
  page.evaluate((name) => (globalThis as unknown as { contestant: Contestant }).contestant[name](), verb);
const untilTrue = (page: Page, what: 'rings' | 'firstFrame') =>
  page.waitForFunction(
    (name) => (globalThis as unknown as { contestant: Contestant }).contestant[name](),
    { polling: 10, timeout: 30_000 },
    what,
  );

/** One call: from the click to the later of the two first camera frames, in ms. */
async function acceptToFrame([doctor, patient]: Pair): Promise<number> {
  await run(doctor, 'ring');
  await untilTrue(patient, 'rings');
  const began = (await run(patient, 'accept')) as number;
  const shown = await Promise.all(
    [doctor, patient].map(async (page) => (await untilTrue(page, 'firstFrame')).jsonValue()),
  );
  await run(patient, 'end');
  await run(doctor, 'end');
  return Math.max(...(shown as number[])) - began;
}

/** All contestants in turn, so that a busy moment of the machine meets each of them. */
async function compete(
  clinic: Clinic,
  ports: Record<'bare' | 'peerjs', number>,
  { browsers, rtc }: Places,
  names: readonly Name[],
): Promise<Record<string, number>> {
  const chat = await clinic.newChat();
  const addresses: Record<Name, string> = {
    our: clinic.address,
    bare: `ws://127.0.0.1:${ports.bare}`,
    peerjs: `http://127.0.0.1:${ports.peerjs}`,
  };
  const pairs: (readonly [Name, Pair])[] = [];
  const waits: Record<string, number[]> = {};
  for (const name of names) {
    const query = { server: addresses[name], chat, rtc: JSON.stringify(rtc) };
    const open = async (at: 0 | 1, who: 'doctor' | 'patient') => {
      const page = await browsers[at].newPage();
      await page.goto(clinic.pageOf(who, name, query));
      await page.evaluate(
        (side) => (globalThis as unknown as { contestant: Contestant }).contestant.prepare(side),
        who,
      );
      return page;
    };
    pairs.push([name, [await open(0, 'doctor'), await open(1, 'patient')]]);
    waits[name] = [];
  }
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, pair] of pairs) {
      // A page that is not in front draws nothing.
      await Promise.all(pair.map((page) => page.bringToFront()));
      const wait = await acceptToFrame(pair);
      if (round >= 0) waits[name]!.push(wait); // the first one of each compiles
    }
  for (const [, pair] of pairs) await Promise.all(pair.map((page) => page.close()));
  return Object.fromEntries(Object.entries(waits).map(([name, all]) => [name, median(all)]));
}

/** A street on which the two homes, the server and coturn are so far apart that it is {@link FAR} from page to page. */
async function openFarStreet(ports: readonly number[], street: Street) {
  const homes: [Home, Home] = [await street.home(), await street.home()];
  const clinic = await street.carry(ports);
  const coturn = await startCoturn(street);
  await street.slow(FAR, homes);
  const middle = [clinic, coturn, { address: coturn.relay }];
  await street.slow(FAR / 2, ...homes.flatMap((home) => middle.map((place) => [home, place] as const)));
  return { homes, coturn };
}

const iceOf = (coturn: Coturn): RTCConfiguration => ({
  iceServers: [{ urls: [...coturn.urls], ...coturn.credentials('bench', Date.now() + 3_600_000) }],
});

/** Accept → first remote camera frame on the later side, `getUserMedia` included, beside the floor and plain PeerJS. */
export async function callFigures(names: readonly Name[] = CONTESTANTS): Promise<Figure[]> {
  const scripts = {
    ...(names.includes('our') && { our: 'test/bench/calls/our-page.ts' }),
    stock: { bare: 'test/bench/calls/bare-page.ts', peerjs: 'test/bench/calls/peerjs-page.ts' },
  };
  const [relay, peer, clinic] = [await openRelay(), await startPeerServer(), await openClinic({ scripts })];
  const ports = { bare: relay.port, peerjs: peer.port };
  const closers: (() => Promise<unknown>)[] = [];
  const measure = async (homes: readonly [Home?, Home?], rtc: RTCConfiguration) => {
    const browsers = [await openChromium(homes[0]), await openChromium(homes[1])] as const;
    try {
      return await compete(clinic, ports, { browsers, rtc }, names);
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()));
    }
  };
  try {
    const near = await measure([], { iceServers: [] });
    const figures = figuresOf('on loopback', near, 0.95);
    const reason = await reasonForNoStreet();
    if (reason) {
      console.log(`Calls with ${FAR} ms between the browsers were not measured: ${reason}`);
      return figures;
    }
    const street = await openStreet();
    closers.push(() => street.close());
    const { homes, coturn } = await openFarStreet([...clinic.ports, relay.port, peer.port], street);
    closers.unshift(() => coturn.stop());
    await clinic.restart(coturn.settings);
    return [...figures, ...figuresOf(`${FAR} ms apart`, await measure(homes, iceOf(coturn)), 0.5)];
  } finally {
    await Promise.all([relay.close(), peer.close(), clinic.close()]);
    for (const close of closers) await close();
  }
}

const figuresOf = (where: string, of: Record<string, number>, bar: number): Figure[] => [
  {
    what: `accept → first camera frame, ${where}, beside a bare connection`,
    unit: 'ms',
    ours: of.our ?? Number.NaN,
    floor: of.bare,
    bar: ['<=', bar],
  },
  {
    what: `accept → first camera frame, ${where}, beside plain PeerJS`,
    unit: 'ms',
    ours: of.our ?? Number.NaN,
    floor: of.peerjs,
    bar: undefined,
  },
];
