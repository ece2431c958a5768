import { expect } from '@open-wc/testing';
import { ConsultError, type Side } from '@consult/core';
import type { BrokerTicket } from '@consult/core/wire';
import type { LinkStatistics, PeerLink } from '@consult/client/call';
import { openProof } from '../../packages/client/src/call/proof.js';
import { openPeerLink } from '../../packages/client/src/call/peer-link.js';
import { aCallLog, openRelay, type CallLog, type Relay } from '../support/call/relay.js';

const PATIENCE = 12_000;

/** Waits until `look` gives something; says what it waited for otherwise. */
async function until<T>(what: string, look: () => T | false | undefined | ''): Promise<T> {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`in vain: ${what}`);
}

/** Every connection of this window, so that none is left behind; and what each was made with. */
const configurations: RTCConfiguration[] = [];
const connections = new Set<RTCPeerConnection>();
const Real = window.RTCPeerConnection;

let relay: Relay;
let log: CallLog;
let links: PeerLink[];
let rooms = 0;
/** ms the pages' clock has jumped ahead. */
let asleep = 0;

beforeEach(() => {
  relay = openRelay();
  log = aCallLog();
  links = [];
  rooms++;
  window.RTCPeerConnection = new Proxy(Real, {
    construct(target, args) {
      const pc = Reflect.construct(target, args) as RTCPeerConnection;
      connections.add(pc);
      configurations.push(args[0] as RTCConfiguration);
      return pc;
    },
  });
});

afterEach(() => {
  for (const link of links) link.close();
  relay.close();
  window.RTCPeerConnection = Real;
  connections.clear();
  configurations.length = 0;
});

const living = () => [...connections].filter(({ signalingState }) => signalingState !== 'closed');
const newest = () => living().at(-1)!;

function open(side: Side, more: Partial<BrokerTicket> = {}, onAnswered?: () => void): PeerLink {
  const [own, other] = [`${side}${rooms}`, `${side === 'doctor' ? 'patient' : 'doctor'}${rooms}`];
  const link = openPeerLink({
    side,
    ticket: () => Promise.resolve({ ...relay.ticket(own, other), ...more }),
    line: log.line(side),
    ...(onAnswered && { onAnswered }),
    now: () => performance.now() + asleep,
  });
  links.push(link);
  return link;
}

const isConnected =
  (link: PeerLink, attempt = 1) =>
  () =>
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
    expect(doctor.state.value).to.include({ state: 'connected', attempt: 1 });
    expect(patient.state.value).to.include({ state: 'connected', attempt: 1 });
    for (const link of [doctor, patient])
      expect(
        link.remote
          .getTracks()
          .map(({ kind }) => kind)
          .sort(),
      ).to.deep.equal(['audio', 'video']);
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
    expect([
      relay.frames.filter(({ type }) => type !== 'CANDIDATE').length,
      log.signals.length,
    ]).to.deep.equal(said);
    await patient.send('video', null);
    await until('the small black one', () => video.videoWidth < 100);
    const counted: number[] = [];
    const stop = patient.statistics.subscribe(() => counted.push(patient.statistics.value!.sent.frames));
    await until('looks in which it was painted anew', () => counted.length > 5);
    stop();
    expect(counted.slice(1)).to.deep.equal([0, 0, 0, 0, 0]); // the first may have begun before
    video.remove();
  });

  it('says over the connection that the call is answered', async () => {
    let answered = 0;
    const doctor = open('doctor', {}, () => answered++);
    const patient = open('patient');
    patient.tellAnswered(); // nobody is there yet
    await until('both connected', () => isConnected(doctor)() && isConnected(patient)());
    patient.tellAnswered();
    await until('it is heard', () => answered === 1);
  });

  it('says so as soon as the two can speak to one another, where the answer comes before that', async () => {
    let answered = 0;
    open('doctor', {}, () => answered++);
    const patient = open('patient');
    await until('it is being made', () => patient.state.value.state === 'connecting');
    expect(patient.state.value.talks).to.equal(false);
    patient.tellAnswered();
    await until('it is heard', () => answered === 1);
    expect(patient.state.value.talks).to.equal(true);
  });

  it('sends a coarse picture first, for it is there sooner, and then the whole one', async () => {
    const { patient } = await openBoth();
    const scales = () =>
      living().flatMap((pc) =>
        pc
          .getSenders()
          .filter(({ track }) => track?.kind === 'video')
          .map((sender) => sender.getParameters().encodings[0]?.scaleResolutionDownBy ?? 1),
      );
    await until('both begin coarse', () => scales().every((scale) => scale === 2));
    await patient.send('video', await camera());
    await until('the one that sends is sharp', () => scales().includes(1));
    expect(scales()).to.include(2);
  });

  it('asks the ICE servers of the ticket and no others, and hides addresses where it is told to', async () => {
    const iceServers = [{ urls: ['turn:127.0.0.1:3478'], username: 'exp:call', credential: 'secret' }];
    open('doctor', { iceServers, relayOnly: true });
    open('patient');
    await until('both sides are made', () => configurations.length === 2);
    expect(configurations).to.deep.include({
      iceServers,
      iceTransportPolicy: 'relay',
      bundlePolicy: 'max-bundle',
    });
    expect(configurations).to.deep.include({
      iceServers: [],
      iceTransportPolicy: 'all',
      bundlePolicy: 'max-bundle',
    });
  });

  it('asks for no way in any more where there is none', async () => {
    let asked = 0;
    const link = openPeerLink({
      side: 'doctor',
      ticket: () => Promise.reject(new ConsultError(++asked === 1 ? 'unavailable' : 'call-ended')),
      line: log.line('doctor'),
      now: () => performance.now(),
    });
    links.push(link);
    await until('asked again after bad weather', () => asked === 2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(asked).to.equal(2);
    expect(link.state.value).to.deep.equal({ state: 'opening', attempt: 0, talks: false });
  });

  it('answers only who was asked to call', async () => {
    const patient = open('patient');
    await until('ready', () => log.signals.length === 1);
    const { link, attempt } = log.signals[0]!.payload;
    const offer = (src: string, metadata: unknown) =>
      relay.say(`patient${rooms}`, {
        type: 'OFFER',
        src,
        payload: {
          type: 'media',
          connectionId: `mc_${Math.random()}`,
          sdp: { type: 'offer', sdp: '' },
          metadata,
        },
      });
    offer(`doctor${rooms}`, undefined);
    offer(`doctor${rooms}`, { link: 'another', attempt, from: 'd', of: 1 });
    offer(`doctor${rooms}`, { link, attempt: Number(attempt) + 1, from: 'd', of: 1 });
    offer(`doctor${rooms}`, { link, attempt });
    offer('stranger', { link, attempt, from: 'd', of: 1 });
    expect(connections.size).to.equal(0);
    expect(patient.state.value.state).to.equal('waiting');
  });

  it('mends its path through the call’s log while frames go on', async () => {
    for (const starter of ['doctor', 'patient'] as const) {
      const both = await openBoth();
      await both.doctor.send('video', await camera());
      await seen('frames arrive', both.patient, ({ arrived }) => arrived.frames > 2);
      const before = living().map(fragmentOf);
      await both[starter].restartIce();
      await until('another path', () => living().every((pc, i) => fragmentOf(pc) !== before[i]));
      const { at } = both.patient.statistics.value!;
      await seen('frames go on', both.patient, (look) => look.at > at + 1500 && look.arrived.frames > 2);
      expect(both.patient.state.value).to.include({ state: 'connected', attempt: 1 });
      expect(both.doctor.state.value).to.include({ state: 'connected', attempt: 1 });
      both.doctor.close();
      both.patient.close();
      log = aCallLog();
    }
  });

  it('does not take an offer that names another certificate', async () => {
    const { patient } = await openBoth();
    const [connection] = [patient.fingerprints()!.connection];
    const sdp = newest().remoteDescription!.sdp.replace(/(a=fingerprint:\S+ )..:../g, '$100:00');
    const before = living().map(fragmentOf);
    log.line('doctor').send('ice-offer', { connection, round: 7, sdp });
    log.line('doctor').send('ice-candidate', { connection, round: 7, candidates: [] });
    await patient.restartIce();
    await until('an honest one', () => living().every((pc, i) => fragmentOf(pc) !== before[i]));
    expect(log.signals.filter(({ payload }) => payload.round === 7 && 'sdp' in payload)).to.have.length(1);
  });

  it('keeps picture and sound when the broker is gone, and comes back to it by itself', async () => {
    const { doctor, patient } = await openBoth();
    await patient.send('video', await camera());
    await seen('frames arrive', doctor, ({ arrived }) => arrived.frames > 2);
    relay.down(true);
    const { at } = doctor.statistics.value!;
    await seen('frames go on', doctor, (look) => look.at > at + 1500 && look.arrived.frames > 2);
    relay.up();
    await until('both are back', () => relay.sockets === 2);
    await seen('frames still go on', doctor, (look) => look.at > at + 2500 && look.arrived.frames > 2);
    expect(living()).to.have.length(2);
    expect(doctor.state.value).to.include({ state: 'connected', attempt: 1 });
  });

  it('does not hang up because the broker says that somebody left', async () => {
    const { doctor, patient } = await openBoth();
    relay.say(`doctor${rooms}`, { type: 'LEAVE', src: `patient${rooms}` });
    const { at } = await seen('a look', doctor, () => true);
    await seen('a later look', doctor, (look) => look.at > at + 600);
    expect([doctor.state.value.state, patient.state.value.state]).to.deep.equal(['connected', 'connected']);
  });

  for (const starter of ['doctor', 'patient'] as const)
    it(`dials anew at the wish of the ${starter}: another connection, the same stream, the tracks of before`, async () => {
      const both = await openBoth();
      await both.patient.send('video', await camera());
      await both.doctor.send('video', await camera());
      const { remote } = both.doctor;
      const [old] = remote.getVideoTracks();
      const { connection } = both.doctor.fingerprints()!;
      const entries = relay.entries;
      await both[starter].redial();
      await until('both again', () => isConnected(both.doctor, 2)() && isConnected(both.patient, 2)());
      expect(both.doctor.remote).to.equal(remote);
      expect(remote.getVideoTracks()).to.have.length(1);
      expect(remote.getVideoTracks()[0]).not.to.equal(old);
      expect(both.doctor.fingerprints()!.connection).not.to.equal(connection);
      expect(both.patient.fingerprints()!.connection).to.equal(both.doctor.fingerprints()!.connection);
      expect(relay.entries).to.equal(entries + 1);
      await seen('frames arrive', both.doctor, ({ arrived }) => arrived.frames > 2);
      await seen('and the other way', both.patient, ({ arrived }) => arrived.frames > 2);
      await until('the old one is gone', () => living().length === 2);
    });

  it('meets where both dial anew at once', async () => {
    const { doctor, patient } = await openBoth();
    await Promise.all([doctor.redial(), patient.redial()]);
    await until('one and the same', () => {
      const [own, other] = [doctor.fingerprints(), patient.fingerprints()];
      return living().length === 2 && own && own.connection === other?.connection;
    });
    expect([doctor.state.value.state, patient.state.value.state]).to.deep.equal(['connected', 'connected']);
  });

  for (const side of ['doctor', 'patient'] as const)
    it(`finds the ${side}’s page again that was loaded anew`, async () => {
      const both = await openBoth();
      const stays = side === 'doctor' ? both.patient : both.doctor;
      await stays.send('video', await camera());
      both[side].close();
      await until('the other one sees it', () => stays.state.value.state === 'lost');
      const started = performance.now();
      const loaded = open(side);
      await until('both connected', () => isConnected(loaded)() && isConnected(stays, 2)());
      await seen('frames again', loaded, ({ arrived }) => arrived.frames > 2);
      expect(performance.now() - started).to.be.below(3000);
      expect(living()).to.have.length(2);
    });

  it('begins anew where an offer got lost', async () => {
    relay.swallow('OFFER');
    const doctor = open('doctor');
    const patient = open('patient');
    await until('a call under way', () => relay.lost > 0);
    expect(doctor.state.value.state).to.equal('connecting');
    relay.swallow(undefined);
    await until('both connected', () => isConnected(doctor, 2)() && isConnected(patient)());
  });

  it('says that it is lost when nothing is heard any more, and that it is back when something is', async () => {
    const { doctor } = await openBoth();
    const told: string[] = [];
    doctor.state.subscribe(() => told.push(doctor.state.value.state));
    // As after a laptop was closed for a minute; again where a sign of life came before anybody had looked.
    await until('lost', () => told.includes('lost') || void (asleep += 60_000));
    await until('back', () => told.at(-1) === 'connected');
  });

  it('shows both the same code, and another one after a redial', async () => {
    const { doctor, patient } = await openBoth();
    const proofs = [
      openProof({ side: 'doctor', link: doctor, line: log.line('doctor') }),
      openProof({ side: 'patient', link: patient, line: log.line('patient') }),
    ] as const;
    const agreed = (not?: string) =>
      until('a code', () => {
        const [one, other] = proofs.map(({ code }) => code.value);
        return one !== not && one === other && one;
      });
    const code = await agreed();
    expect(code).to.match(/^\d{6}$/);
    await patient.redial();
    await agreed(code);
    for (const proof of proofs) proof.close();
  });

  it('leaves nothing behind, twenty times', async () => {
    for (let i = 0; i < 20; i++) {
      log = aCallLog();
      const { doctor, patient } = await openBoth();
      const video = await camera();
      await patient.send('video', video);
      const arrived = [...doctor.remote.getTracks(), ...patient.remote.getTracks()];
      doctor.close();
      patient.close();
      expect(doctor.state.value.state).to.equal('closed');
      expect(living()).to.have.length(0);
      expect(relay.sockets).to.equal(0);
      expect(doctor.remote.getTracks()).to.deep.equal([]);
      expect(video.readyState).to.equal('live'); // whose it is, stops it
      video.stop();
      await until('what arrived has ended', () => arrived.every(({ readyState }) => readyState === 'ended'));
    }
    await until('nothing under way', () => relay.sockets === 0 && living().length === 0);
  });
});

const fragmentOf = ({ localDescription }: RTCPeerConnection) =>
  /a=ice-ufrag:(\S+)/.exec(localDescription!.sdp)![1];
