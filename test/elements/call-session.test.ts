import { expect } from '@open-wc/testing';
import type { Client } from '@consult/client';
import { openCalls, type CallHandle, type CallPhase, type Calls, type Media } from '@consult/client/call';
import { installBroker } from '../support/calls.js';
import { aHouse, type House } from '../support/house.js';

const PATIENCE = 15_000;

/** Waits until `look` gives something; says what it waited for otherwise. */
async function until<T>(what: string, look: () => T | false | undefined): Promise<T> {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`in vain: ${what}`);
}

const tracks: MediaStreamTrack[] = [];

/** A camera that sees one colour, beside the browser's own stand-in for a microphone. */
function colouredCamera(colour: string): Media {
  return {
    enumerateDevices: async () => [],
    async getUserMedia({ audio, video } = {}) {
      const made: MediaStreamTrack[] = [];
      if (video) {
        const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
        const pen = canvas.getContext('2d')!;
        const draw = () => {
          pen.fillStyle = colour;
          pen.fillRect(0, 0, 160, 120);
          if (made.some(({ readyState }) => readyState === 'live')) setTimeout(draw, 30);
        };
        made.push(...canvas.captureStream(30).getTracks());
        draw();
      }
      if (audio) made.push(...(await navigator.mediaDevices.getUserMedia({ audio: true })).getTracks());
      tracks.push(...made);
      return new MediaStream(made);
    },
  };
}

/** The colour in the middle of what arrives: red, green or blue, whichever is most. */
async function colourOf(stream: MediaStream | undefined): Promise<string> {
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  video.srcObject = stream ?? null;
  try {
    await video.play();
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const pen = canvas.getContext('2d')!;
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      pen.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
      const most = Math.max(red, green, blue);
      if (most > 80) return most === red ? 'red' : most === green ? 'green' : 'blue';
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return 'black';
  } finally {
    video.srcObject = null;
  }
}

interface Tab {
  readonly calls: Calls;
  shows(phase: CallPhase): Promise<CallHandle>;
  close(): void;
}

const connections = new Set<RTCPeerConnection>();
const Real = window.RTCPeerConnection;
const open: Tab[] = [];
let house: House;
let uninstall: () => void;

function aTab(who: 'patient' | 'doctor', colour: string): Tab {
  const client: Client = house.clientOf(who);
  const calls = openCalls(client, { media: colouredCamera(colour) });
  const tab: Tab = {
    calls,
    shows: (phase) =>
      until(`${who}: ${phase}`, () => {
        const handle = calls.current.value;
        return handle?.state.value.phase === phase ? handle : undefined;
      }),
    close() {
      calls.close();
      client.close();
    },
  };
  open.push(tab);
  return tab;
}

beforeEach(async () => {
  house = await aHouse({ running: true });
  uninstall = installBroker(house.server.broker);
  window.RTCPeerConnection = new Proxy(Real, {
    construct(target, args) {
      const pc = Reflect.construct(target, args) as RTCPeerConnection;
      connections.add(pc);
      return pc;
    },
  });
});

afterEach(async () => {
  for (const tab of open.splice(0)) tab.close();
  await until('nothing left', () => [...connections].every((pc) => pc.connectionState === 'closed'));
  expect(tracks.filter(({ readyState }) => readyState === 'live')).to.deep.equal([]);
  tracks.length = 0;
  connections.clear();
  window.RTCPeerConnection = Real;
  uninstall();
  sessionStorage.clear();
});

async function inACall() {
  const chat = await house.aChat();
  const [doctor, patient] = [aTab('doctor', 'red'), aTab('patient', 'lime')];
  const theirs = await doctor.calls.ring(chat.id);
  const ours = await patient.shows('incoming');
  return { doctor, patient, theirs, ours };
}

describe('a call between two pages', () => {
  it('is warm while it rings, and shows each the other’s camera after the answer', async function () {
    this.timeout(60_000);
    const { doctor, patient, theirs, ours } = await inACall();
    await until('warm', () => ours.state.value.warm && theirs.state.value.warm);
    const made = connections.size;
    expect(tracks.filter(({ kind }) => kind === 'video')).to.have.length(1); // the doctor's own
    await ours.accept();
    await Promise.all([doctor.shows('active'), patient.shows('active')]);
    expect(connections.size).to.equal(made);
    expect(await colourOf(ours.state.value.remote)).to.equal('red');
    expect(await colourOf(theirs.state.value.remote)).to.equal('green');
    for (const { state } of [ours, theirs])
      await until('all leaves and arrives', () => {
        const { camera, microphone, arriving } = state.value;
        const leaves = camera.state === 'sending' && microphone.state === 'sending';
        return leaves && arriving.audio && arriving.video;
      });
    const code = await until('a code', () => ours.state.value.code);
    await until('the same code', () => theirs.state.value.code === code);
    await theirs.end();
    await patient.shows('ended');
  });

  it('goes on after a page is loaded again', async function () {
    this.timeout(60_000);
    const { doctor, patient, theirs, ours } = await inACall();
    await ours.accept();
    await Promise.all([doctor.shows('active'), patient.shows('active')]);
    patient.close();
    const again = await aTab('patient', 'blue').shows('active');
    expect(again.id).to.equal(ours.id);
    expect(await colourOf(again.state.value.remote)).to.equal('red');
    await doctor.shows('active');
    expect(await colourOf(theirs.state.value.remote)).to.equal('blue');
    doctor.close();
    const anew = await aTab('doctor', 'lime').shows('active');
    expect(await colourOf(anew.state.value.remote)).to.equal('blue');
  });
});
