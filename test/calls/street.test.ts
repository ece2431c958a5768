import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/support/screen.js';
import { connectBare, openBare, pathOf } from './bare.js';
import { openChromium } from './browsers.js';
import { type Coturn, startCoturn } from './coturn.js';
import { type Home, openStreet, type Street } from './network.js';
import { run } from './run.js';

let street: Street;
let coturn: Coturn;
let homes: [Home, Home];
let browsers: [Browser, Browser];
let pages: [Page, Page];
const web = createServer((_, answer) =>
  answer.setHeader('Content-Type', 'text/html').end('<!doctype html><link rel="icon" href="data:,">'),
);

beforeAll(async () => {
  street = await openStreet();
  homes = [await street.home(), await street.home({ nat: true })];
  const port = await listen(web);
  await street.carry([port]);
  coturn = await startCoturn(street);
  browsers = [await openChromium(homes[0]), await openChromium(homes[1])];
  pages = [await browsers[0].newPage(), await browsers[1].newPage()];
  for (const page of pages) await page.goto(`http://localhost:${port}/`);
});
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()));
  await coturn?.stop();
  await street?.close();
  web.close();
});

const listen = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
let calls = 0;
/** Of a call each, as coturn counts by it. */
const credentials = (expiresIn = 60_000, secret?: string) =>
  coturn.credentials(`call_${++calls}`, Date.now() + expiresIn, secret);
const iceServers = () => [{ urls: [...coturn.urls], ...credentials() }];
const frames = async (page: Page, more = 10) => {
  const before = (await pathOf(page)).frames;
  await until(async () => (await pathOf(page)).frames >= before + more);
  return pathOf(page);
};
const inHome = (home: Home, ...command: string[]) => {
  const [first, ...rest] = home.inside(...command);
  return run(first, ...rest);
};
const talksTo = (home: Home, address: string, port: number) =>
  inHome(home, 'socat', '-T1', '-u', '/dev/null', `TCP4:${address}:${port},connect-timeout=1`).then(
    () => true,
    () => false,
  );

describe('the street', () => {
  it('carries a port of this machine into a home, where it is a secure origin', async () => {
    for (const page of pages) {
      expect(await page.evaluate(() => [isSecureContext, typeof navigator.mediaDevices])).toEqual([
        true,
        'object',
      ]);
    }
  });

  it('shows a picture from home to home, also where one of them is behind a router', async () => {
    await connectBare(pages[0], pages[1], { iceServers: [] });
    expect(await frames(pages[0])).toMatchObject({ local: 'host', protocol: 'udp' });
    expect(await frames(pages[1])).toMatchObject({ remote: 'host', protocol: 'udp' });
  });

  it('stops the picture with the cable, and goes on when it is back', async () => {
    await homes[0].unplug();
    await until(async () => !(await pages[0].evaluate(() => navigator.onLine)));
    const { frames: then } = await pathOf(pages[1]);
    await homes[0].plugIn();
    await until(async () => await pages[0].evaluate(() => navigator.onLine));
    await until(async () => (await pathOf(pages[1])).frames > then + 10);
  });

  it('lets everything vanish without telling the browser', async () => {
    await homes[1].lose();
    const { frames: then } = await pathOf(pages[0]);
    expect(await talksTo(homes[1], coturn.address, 3478)).toBe(false);
    expect(await pages[1].evaluate(() => navigator.onLine)).toBe(true);
    await homes[1].find();
    await until(async () => (await pathOf(pages[0])).frames > then + 10);
  });

  it('moves a home to another address', async () => {
    const before = homes[0].address;
    await homes[0].move();
    expect(homes[0].address).not.toBe(before);
    expect(await talksTo(homes[0], coturn.address, 3478)).toBe(true);
  });

  it('holds back what goes between two places', async () => {
    const [third, fourth] = [await street.home(), await street.home()];
    const asks = async () => {
      const started = performance.now();
      expect(await talksTo(third, fourth.address, 9)).toBe(false); // refused, after a way there and back
      return performance.now() - started;
    };
    /** A busy machine makes some of them slow, and none of them fast. */
    const fastest = async () => Math.min(await asks(), await asks(), await asks());
    const direct = await fastest();
    await street.slow(300, [third, fourth]);
    expect((await fastest()) - direct).toBeGreaterThan(200);
  });

  it('knows every foreign address that somebody has tried', async () => {
    expect(await street.foreign()).toEqual([]);
    expect(await talksTo(homes[0], '192.0.2.99', 80)).toBe(false);
    expect(await street.foreign()).toEqual(['192.0.2.99']);
  });
});

describe('coturn', () => {
  it('relays where UDP is blocked, by TCP', async () => {
    await homes[0].blockUdp();
    await homes[1].blockUdp();
    await connectBare(pages[0], pages[1], { iceServers: iceServers() });
    expect(await frames(pages[0])).toMatchObject({ local: 'relay', protocol: 'tcp' });
    expect(await frames(pages[1])).toMatchObject({ local: 'relay', protocol: 'tcp' });
    await homes[0].allowUdp();
    await homes[1].allowUdp();
  });

  it('relays by UDP where nobody may see an address', async () => {
    await connectBare(pages[0], pages[1], { iceServers: iceServers(), iceTransportPolicy: 'relay' });
    expect(await frames(pages[0])).toMatchObject({ local: 'relay', remote: 'relay', protocol: 'udp' });
  });

  it.each([
    ['that has expired', () => credentials(-60_000)],
    ['made with another secret', () => credentials(60_000, 'another')],
  ])('refuses a credential %s', async (_, refused) => {
    const { sdp } = await openBare(pages[0], {
      iceServers: [{ urls: [...coturn.urls], ...refused() }],
      iceTransportPolicy: 'relay',
    });
    expect(sdp).not.toContain('typ relay');
    expect((await pathOf(pages[0])).errors).toContain('401');
  });

  it.each(['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.2', '169.254.169.254', '100.64.0.1', 'its own'])(
    'relays nothing to %s',
    async (named) => {
      const peer = named === 'its own' ? coturn.address : named;
      const { username, credential } = credentials();
      const who = ['-u', username, '-w', credential, '-e', peer, '-n', '1', '-c', coturn.address];
      const said = await inHome(homes[0], 'timeout', '5', 'turnutils_uclient', ...who).catch(
        (error: { stdout: string }) => error.stdout,
      );
      expect(said).toContain('403');
    },
  );
});
