import { type MediaConnection, Peer } from 'peerjs';
import { preciseNow, watchCameraFrames } from '../../calls/pages/camera-frames.js';
import { type Contestant, WISH } from './contestant.js';

/** Plain PeerJS as its manual shows it: the doctor calls with the camera on, the patient answers with theirs. */
const query = new URLSearchParams(location.search);
const config = JSON.parse(query.get('rtc') ?? '{}') as RTCConfiguration;

const video = document.createElement('video');
video.autoplay = video.playsInline = video.muted = true;
document.body.append(video);
const frames = watchCameraFrames(video);

let peer: Peer;
let call: MediaConnection | undefined;
let own: MediaStream | undefined;

function watch() {
  call!.on('stream', (stream) => (video.srcObject = stream));
}

const contestant: Contestant = {
  async prepare(side) {
    const { hostname, port } = new URL(query.get('server')!);
    peer = new Peer(side, { host: hostname, port: Number(port), path: '/', secure: false, config });
    peer.on('call', (incoming) => (call = incoming));
    await new Promise((resolve) => peer.once('open', resolve));
  },
  async ring() {
    own = await navigator.mediaDevices.getUserMedia(WISH);
    call = peer.call('patient', own);
    watch();
  },
  rings: () => call !== undefined,
  accept() {
    const began = preciseNow();
    watch();
    void navigator.mediaDevices.getUserMedia(WISH).then((stream) => {
      own = stream;
      call!.answer(stream);
    });
    return began;
  },
  firstFrame: () => frames.first,
  async end() {
    for (const track of own?.getTracks() ?? []) track.stop();
    call?.close();
    video.srcObject = null;
    call = own = undefined;
    frames.reset();
    await Promise.resolve();
  },
};
Object.assign(globalThis, { contestant });
