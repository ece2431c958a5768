import { createClient } from '@consult/client';
import { openCalls, type CallSessionState } from '@consult/client/call';
import { firstCameraFrame } from './first-frame.js';
import { look, watchMedia, type Seen } from './watch.js';

/** What a test does with the page, and asks of it. */
export interface CallPage {
  ring(chat: string): Promise<string>;
  accept(options?: { audioOnly?: boolean }): Promise<void>;
  /** Declines, cancels or hangs up. */
  end(): Promise<void>;
  dismiss(): void;
  /** The state without what cannot leave the page. */
  state(): Told | undefined;
  look(): Promise<Seen>;
  /** How much is open still: connections, sockets besides the feed's, tracks that live. */
  left(): { connections: number; sockets: number; tracks: number };
  /** When the first camera frame of the other side was shown in this call, ms UTC; `undefined`: not yet. */
  firstFrame(): number | undefined;
  connection(): string;
}

/** What is told of a state. */
export type Told = Omit<CallSessionState, 'remote' | 'local' | 'call'> & { readonly server: string };

const watch = watchMedia();
const query = Object.fromEntries(new URLSearchParams(location.search));
const client = createClient({
  server: query.server!,
  getToken: async () => (await fetch(`/token${location.search}`)).text(),
});
const calls = openCalls(client);

const video = document.createElement('video');
video.autoplay = video.playsInline = video.muted = true;
document.body.append(video);
let firstFrame: number | undefined;
let seenIn: string | undefined;

const show = () => {
  const handle = calls.current.value;
  if (handle?.id !== seenIn) {
    seenIn = handle?.id;
    firstFrame = undefined;
    if (handle) void firstCameraFrame(video).then((at) => (firstFrame ??= at));
  }
  const remote = handle?.state.value.remote ?? null;
  if (video.srcObject !== remote) video.srcObject = remote;
};
let stop: (() => void) | undefined;
calls.current.subscribe(() => {
  stop?.();
  stop = calls.current.value?.state.subscribe(show);
  show();
});
client.connection.subscribe(() => undefined);

const page: CallPage = {
  ring: async (chat) => (await calls.ring(chat)).id,
  accept: (options) => calls.current.value!.accept(options),
  end: () => calls.current.value!.end(),
  dismiss: () => calls.current.value?.dismiss(),
  state() {
    const state = calls.current.value?.state.value;
    if (!state) return undefined;
    const { remote: _remote, local: _local, call, ...told } = state;
    return { ...told, server: call.state };
  },
  look: () => look(watch),
  left: () => ({
    connections: watch.connections().length,
    sockets: watch.sockets().filter(({ url }) => !url.includes('/feed')).length,
    tracks: watch.tracks().length,
  }),
  firstFrame: () => firstFrame,
  connection: () => client.connection.value.state,
};
Object.assign(globalThis, { calls, client, page });
