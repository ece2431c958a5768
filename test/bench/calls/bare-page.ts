import { preciseNow, watchCameraFrames } from '../../calls/pages/camera-frames.js';
import { type Contestant, WISH } from './contestant.js';

/**
 * The floor: a bare RTCPeerConnection that is begun at accept, over a WebSocket that stands already. Nothing is asked
 * twice and nothing waits that need not: candidates trickle, and both sides ask for their cameras at the first word.
 */
const query = new URLSearchParams(location.search);
const rtc: RTCConfiguration = JSON.parse(query.get('rtc') ?? '{}') as RTCConfiguration;

const video = document.createElement('video');
video.autoplay = video.playsInline = video.muted = true;
document.body.append(video);
const frames = watchCameraFrames(video);

let socket: WebSocket;
let pc: RTCPeerConnection | undefined;
let own: Promise<MediaStream> | undefined;
let isRinging = false;

const say = (message: object) => socket.send(JSON.stringify(message));

function open() {
  pc = new RTCPeerConnection(rtc);
  pc.addEventListener('icecandidate', ({ candidate }) => candidate && say({ candidate }));
  const remote = new MediaStream();
  pc.addEventListener('track', ({ track }) => {
    remote.addTrack(track);
    video.srcObject = remote;
  });
  return pc;
}

const addTracks = async () => {
  const stream = await own!;
  for (const track of stream.getTracks()) pc!.addTrack(track, stream);
};

/** Candidates may come while the description is still being taken. */
let described: Promise<void> = Promise.resolve();

async function hear(message: {
  ring?: true;
  accepted?: true;
  description?: RTCSessionDescriptionInit;
  candidate?: RTCIceCandidateInit;
}) {
  if (message.ring) isRinging = true;
  if (message.accepted) own = navigator.mediaDevices.getUserMedia(WISH);
  if (message.candidate) {
    await described;
    await pc?.addIceCandidate(message.candidate);
  }
  if (!message.description) return;
  if (message.description.type === 'answer')
    return void (described = pc!.setRemoteDescription(message.description));
  open();
  described = pc!.setRemoteDescription(message.description);
  await described;
  await addTracks();
  await pc!.setLocalDescription();
  say({ description: pc!.localDescription });
}

const contestant: Contestant = {
  async prepare(side) {
    socket = new WebSocket(`${query.get('server')}/${side}`);
    socket.addEventListener('message', ({ data }) => void hear(JSON.parse(String(data)) as object));
    await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  },
  async ring() {
    say({ ring: true });
    await Promise.resolve();
  },
  rings: () => isRinging,
  accept() {
    const began = preciseNow();
    say({ accepted: true });
    own = navigator.mediaDevices.getUserMedia(WISH);
    open();
    // The offer is described before the candidates of the answer can come.
    void addTracks()
      .then(() => pc!.setLocalDescription())
      .then(() => say({ description: pc!.localDescription }));
    return began;
  },
  firstFrame: () => frames.first,
  async end() {
    for (const track of (await own)?.getTracks() ?? []) track.stop();
    pc?.close();
    video.srcObject = null;
    pc = own = undefined;
    frames.reset();
    described = Promise.resolve();
    isRinging = false;
  },
};
Object.assign(globalThis, { contestant });
