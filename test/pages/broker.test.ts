import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSeal } from '../../server/src/calls/broker-tickets.js';
import { openChromium, openFirefox } from '../e2e/support/browsers.js';
import { type BrokerRig, openBrokerRig } from '../server/calls/broker-rig.js';
import { eventually } from '../support/eventually.js';
import { type FilesServer, serveFiles } from '../support/files-server.js';

/** What a page tries with PeerJS as it is published. */
interface Tries {
  enter(id: string, token: string, port: number): Promise<string>;
  call(partner: string): Promise<void>;
  connect(partner: string): void;
  comeBack(): Promise<string>;
  /** Frames of the other side that were decoded so far. */
  frames(): Promise<number>;
  /** What has happened besides. */
  readonly events: string[];
}
declare const tries: Tries;

const SCRIPT = `
  const events = [];
  let peer, call;
  const stream = () => navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const outcome = (of) => new Promise((resolve) => {
    of.once('open', () => resolve('open'));
    of.once('disconnected', () => resolve('refused'));
  });
  window.tries = {
    events,
    enter(id, token, port) {
      peer?.disconnect();
      peer = new Peer(id, {
        host: '127.0.0.1', port, path: '/v1/broker/', secure: false, key: 'peerjs', token,
        config: { iceServers: [] }, debug: 0,
      });
      peer.on('call', async (incoming) => {
        call = incoming;
        call.on('close', () => events.push('close'));
        call.answer(await stream());
      });
      peer.on('connection', () => events.push('connection'));
      peer.on('error', ({ type }) => events.push(type));
      return outcome(peer);
    },
    async call(partner) {
      call = peer.call(partner, await stream(), { metadata: { call: 'call-1' } });
      call.on('close', () => events.push('close'));
    },
    connect: (partner) => void peer.connect(partner),
    comeBack() {
      peer.disconnect();
      peer.reconnect();
      return outcome(peer);
    },
    async frames() {
      let frames = 0;
      for (const report of (await call?.peerConnection?.getStats())?.values() ?? [])
        if (report.type === 'inbound-rtp' && report.kind === 'video') frames += report.framesDecoded ?? 0;
      return frames;
    },
  };
`;
const PAGE = `<!doctype html><meta charset="utf-8" /><title>Портал</title>
<script src="/peerjs/peerjs.min.js"></script><script src="/tries.js"></script>`;

describe.each([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
])('PeerJS as it is published, in %s', (_, open) => {
  let browser: Browser;
  let portal: FilesServer;
  let rig: BrokerRig;
  let doctor: Page;
  let patient: Page;

  beforeAll(async () => void (browser = await open()));
  afterAll(() => browser.close());
  beforeEach(async () => {
    portal = await serveFiles({
      folders: { '/peerjs/': new URL('../../node_modules/peerjs/dist/', import.meta.url).pathname },
      texts: { '/page': PAGE, '/tries.js': SCRIPT },
    });
    rig = await openBrokerRig({}, createSeal(), { origin: portal.address });
    [doctor, patient] = (await Promise.all(
      ['doctor', 'patient'].map(async () => {
        const page = await browser.newPage();
        await page.goto(`${portal.address}/page`);
        return page;
      }),
    )) as [Page, Page];
  });
  afterEach(async () => {
    await Promise.all([doctor.close(), patient.close()]);
    await rig.close();
    portal.close();
  });

  const enter = (page: Page, side: 'doctor' | 'patient') => {
    const grant = rig.grant('call-1', side);
    const token = rig.broker.issue(grant);
    return page.evaluate((id, ticket, port) => tries.enter(id, ticket, port), grant.peer, token, rig.port);
  };
  const frames = (page: Page) => page.evaluate(() => tries.frames());
  const moreFrames = async (page: Page) => {
    const before = await frames(page);
    await eventually(async () => expect(await frames(page)).to.be.greaterThan(before));
  };

  it('calls through our broker, outlives its restart, and comes back with a new ticket only', async () => {
    expect(await enter(patient, 'patient')).to.equal('open');
    expect(await enter(doctor, 'doctor')).to.equal('open');
    await doctor.evaluate(() => tries.call('call-1-patient'));
    await Promise.all([moreFrames(doctor), moreFrames(patient)]);

    const { port } = rig;
    await rig.close();
    await Promise.all([moreFrames(doctor), moreFrames(patient)]);
    rig = await openBrokerRig({}, createSeal(), { at: port, origin: portal.address });
    expect(await doctor.evaluate(() => tries.comeBack())).to.equal('refused');
    expect(await enter(doctor, 'doctor')).to.equal('open');
    await Promise.all([moreFrames(doctor), moreFrames(patient)]);
    expect(await patient.evaluate(() => tries.events)).not.to.include('close');
  });

  it('gets no data connection, and the patient cannot call', async () => {
    await enter(patient, 'patient');
    await enter(doctor, 'doctor');
    await patient.evaluate(() => tries.call('call-1-doctor'));
    await doctor.evaluate(() => tries.connect('call-1-patient'));
    await eventually(() => {
      const codes = rig.logged
        .filter(({ event }) => event === 'broker-dropped')
        .map(({ fields }) => fields.code);
      expect(codes).to.include('not-allowed').and.include('shape');
    });
    expect(await doctor.evaluate(() => tries.events)).not.to.include('connection');
    expect(await frames(doctor)).to.equal(0);
  });
});
