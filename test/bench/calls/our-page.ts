import { createClient } from '@consult/client';
import { openCalls } from '@consult/client/call';
import { preciseNow, watchCameraFrames } from '../../calls/pages/camera-frames.js';
import type { Contestant } from './contestant.js';

/** Ours, as a page has it: the headless client and the calls of it. */
const { server, chat } = Object.fromEntries(new URLSearchParams(location.search));
const client = createClient({
  server: server!,
  getToken: async () => (await fetch(`/token${location.search}`)).text(),
});
const calls = openCalls(client);

const video = document.createElement('video');
video.autoplay = video.playsInline = video.muted = true;
document.body.append(video);
const frames = watchCameraFrames(video);

const watch = () => {
  const call = calls.current.value;
  if (!call) return;
  const show = () => {
    const remote = call.state.value.remote ?? null;
    if (video.srcObject !== remote) video.srcObject = remote;
  };
  call.state.subscribe(show);
  show();
};
calls.current.subscribe(watch);

const until = (isSo: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => (isSo() ? resolve() : setTimeout(look, 10));
    look();
  });

const contestant: Contestant = {
  async prepare() {
    client.connection.subscribe(() => undefined);
    await until(() => client.connection.value.state === 'live');
  },
  ring: async () => void (await calls.ring(chat!)),
  rings: () => calls.current.value?.state.value.warm === true,
  accept() {
    const began = preciseNow();
    void calls.current.value!.accept();
    return began;
  },
  firstFrame: () => frames.first,
  async end() {
    await calls.current.value?.end();
    await until(() => (calls.current.value?.state.value.phase ?? 'ended') === 'ended');
    calls.current.value?.dismiss();
    video.srcObject = null;
    frames.reset();
  },
};
Object.assign(globalThis, { contestant });
