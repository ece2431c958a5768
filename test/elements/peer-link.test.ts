import { expect } from '@open-wc/testing';
import type { Side } from '@consult/core';
import type { LinkStatistics, PeerLink } from '@consult/client/call';
import { openPeerLink } from '../../packages/client/src/call/peer-link.js';
import { aCallLog, openRelay, type CallLog, type Relay } from '../support/call/relay.js';

const PATIENCE = 12_000;

/** Waits until `look` gives something; says what it waited for otherwise. */
async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`in vain: ${what}`);
}

/** Every connection of this window, so that none is left behind. */
const connections = new Set<RTCPeerConnection>();
const Real = window.RTCPeerConnection;

let relay: Relay;
let log: CallLog;
let links: PeerLink[];
let rooms = 0;

beforeEach(() => {
  relay = openRelay();
  log = aCallLog();
  links = [];
  rooms++;
  window.RTCPeerConnection = new Proxy(Real, {
    construct(target, args) {
      const pc = Reflect.construct(target, args) as RTCPeerConnection;
      connections.add(pc);
      return pc;
    },
  });
});

afterEach(() => {
  for (const link of links) link.close();
  relay.close();
  window.RTCPeerConnection = Real;
  connections.clear();
});

const living = () => [...connections].filter(({ signalingState }) => signalingState !== 'closed');
const newest = () => living().at(-1)!;

function open(side: Side): PeerLink {
  const [own, other] = [`${side}${rooms}`, `${side === 'doctor' ? 'patient' : 'doctor'}${rooms}`];
  const link = openPeerLink({
    side,
    ticket: () => Promise.resolve(relay.ticket(own, other)),
    line: log.line(side),
    now: () => performance.now(),
  });
  links.push(link);
  return link;
}

const isConnected = (link: PeerLink, attempt = 1) => () =>
  link.state.value.state === 'connected' && link.state.value.attempt >= attempt;

async function openBoth() {
  const doctor = open('doctor');
  const patient = open('patient');
  await until('both connected', () => isConnected(doctor)() && isConnected(patient)());
  return { doctor, patient };
}

/** Waits for a look at the connection that satisfies. */
const seen = (what: string, link: PeerLink, isSo: (statistics: LinkStatistics) => boolean) =>
  until(what, () => {
    const { value } = link.statistics;
    return value && isSo(value) && value;
  });

const camera = async () => (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()[0]!;
const microphone = async () =>
  (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0]!;

/** How large the picture is that arrives. */
async function pictureOf(link: PeerLink): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = link.remote;
  document.body.append(video);
  await video.play();
  return video;
}

describe('the link of a call', () => {
  it('connects the two pages before anybody has allowed a camera', async () => {
    const { doctor, patient } = await openBoth();
    expect(doctor.state.value).to.deep.equal({ state: 'connected', attempt: 1 });
    expect(patient.state.value).to.deep.equal({ state: 'connected', attempt: 1 });
    for (const link of [doctor, patient])
      expect(link.remote.getTracks().map(({ kind }) => kind).sort()).to.deep.equal(['audio', 'video']);
    expect(relay.frames.filter(({ type }) => type === 'OFFER')).to.deep.equal([
      { type: 'OFFER', src: `doctor${rooms}` },
    ]);
  });

  it('shows a camera and carries a voice without another word between the two', async () => {
    const { doctor, patient } = await openBoth();
    await until('quiet', () => log.signals.length > 0);
    const said = [relay.frames.filter(({ type }) => type !== 'CANDIDATE').length, log.signals.length];
    const video = await pictureOf(doctor);
    await patient.send('video', await camera());
    await patient.send('audio', await microphone());
    await until('the camera’s picture', () => video.videoWidth >= 320);
    await seen('frames and sound arrive', doctor, ({ arrived }) => arrived.frames > 2 && arrived.audio > 0);
    await seen('frames and sound leave', patient, ({ sent }) => sent.frames > 2 && sent.audio > 0);
    expect([relay.frames.filter(({ type }) => type !== 'CANDIDATE').length, log.signals.length]).to.deep.equal(said);
    await patient.send('video', null);
    await until('the small black one', () => video.videoWidth < 100);
    expect(patient.statistics.value!.sent.frames).to.equal(0);
    video.remove();
  });
});
