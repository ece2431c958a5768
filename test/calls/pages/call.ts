import { createClient } from '@consult/client';
import { openCalls, type CallSessionState } from '@consult/client/call';
import { preciseNow, watchCameraFrames } from './camera-frames.js';
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
  /** Since when the other side's picture moves, ms UTC; `undefined`: it does not, or not for a second yet. */
  movesSince(): number | undefined;
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
const frames = watchCameraFrames(video);
let seenIn: string | undefined;

const show = () => {
  const handle = calls.current.value;
  if (handle?.id !== seenIn) frames.reset();
  seenIn = handle?.id;
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
  movesSince() {
    const { run } = frames;
    const now = preciseNow();
    return run && now - run.last < 500 && now - run.since > 1000 ? run.since : undefined;
  },
  connection: () => client.connection.value.state,
};
Object.assign(globalThis, { calls, client, page });
