import type { CallPage, Media } from '@consult/client/call';
import type { Locks } from '../../../packages/client/src/call/tab-lock.js';
import type { TabStorage } from '../../../packages/client/src/call/device-id.js';

type Kind = 'audioinput' | 'videoinput' | 'audiooutput';

/** A microphone's or camera's track, as far as a page without a screen sees it. */
export class DeviceTrack extends EventTarget {
  readonly id = crypto.randomUUID();
  readonly kind: 'audio' | 'video';
  readonly device: string;
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  contentHint = '';

  constructor(kind: 'audio' | 'video', device: string) {
    super();
    this.kind = kind;
    this.device = device;
  }

  stop() {
    this.readyState = 'ended';
  }

  /** The device is gone: browsers tell the page, which they do not for `stop`. */
  unplug() {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** A computer's devices and what its person answers when the browser asks. */
export interface Computer {
  readonly media: Media;
  /** Tracks that are on now, lights and all. */
  readonly on: DeviceTrack[];
  /** Each question put to the person. */
  readonly asked: MediaStreamConstraints[];
  /** Rejects what it names with a browser's error. */
  refuse: Partial<Record<'audio' | 'video', string>>;
  plug(kind: Kind, id: string): void;
  unplug(id: string): void;
  /** Answers wait until the person has made up their mind. */
  hesitate(): () => void;
}

export function aComputer(
  devices: readonly (readonly [Kind, string])[] = [
    ['audioinput', 'mic-1'],
    ['videoinput', 'cam-1'],
    ['audiooutput', 'out-1'],
  ],
): Computer {
  const events = new EventTarget();
  const tracks: DeviceTrack[] = [];
  const plugged = new Map(devices.map(([kind, id]) => [id, kind]));
  let answered = Promise.resolve();

  const pick = (kind: Kind, wish: unknown) => {
    const ids = [...plugged].filter(([, one]) => one === kind).map(([id]) => id);
    const wanted = (Object(wish) as { deviceId?: { ideal?: string } }).deviceId?.ideal;
    const id = ids.find((one) => one === wanted) ?? ids[0];
    if (id === undefined) throw new DOMException('', 'NotFoundError');
    return id;
  };
  const streamOf = (made: DeviceTrack[]) =>
    ({ getTracks: () => made, getVideoTracks: () => made }) as unknown as MediaStream;

  const computer: Computer = {
    asked: [],
    refuse: {},
    get on() {
      return tracks.filter(({ readyState }) => readyState === 'live');
    },
    media: {
      async getUserMedia(wish = {}) {
        computer.asked.push(wish);
        await answered;
        const made: DeviceTrack[] = [];
        for (const kind of ['audio', 'video'] as const) {
          if (!wish[kind]) continue;
          const refusal = computer.refuse[kind];
          if (refusal) throw new DOMException('', refusal);
          made.push(new DeviceTrack(kind, pick(kind === 'audio' ? 'audioinput' : 'videoinput', wish[kind])));
        }
        tracks.push(...made);
        return streamOf(made);
      },
      async getDisplayMedia() {
        const track = new DeviceTrack('video', 'screen');
        tracks.push(track);
        return streamOf([track]);
      },
      enumerateDevices: async () =>
        [...plugged].map(([deviceId, kind]) => ({ deviceId, kind, label: deviceId }) as MediaDeviceInfo),
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
    },
    plug(kind, id) {
      plugged.set(id, kind);
      events.dispatchEvent(new Event('devicechange'));
    },
    unplug(id) {
      plugged.delete(id);
      for (const track of tracks) if (track.device === id) track.unplug();
      events.dispatchEvent(new Event('devicechange'));
    },
    hesitate() {
      let decide!: () => void;
      answered = new Promise((resolve) => (decide = resolve));
      return decide;
    },
  };
  return computer;
}

/** Locks shared by the tabs of one browser. */
export function someLocks(): Locks & { readonly held: number } {
  const held = new Set<string>();
  return {
    get held() {
      return held.size;
    },
    request: (async (name: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({ name, mode: 'exclusive' });
      } finally {
        held.delete(name);
      }
    }) as Locks['request'],
  };
}

/** What a tab remembers over reloads. */
export function someStorage(): TabStorage & { readonly size: number } {
  const kept = new Map<string, string>();
  return {
    get size() {
      return kept.size;
    },
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

/** A page one can look at and look away from. */
export function aPage(hidden = false): CallPage & { readonly listeners: number; show(): void } {
  const wakes = new Set<() => void>();
  return {
    isHidden: () => hidden,
    watch({ onWake }) {
      wakes.add(onWake);
      return () => void wakes.delete(onWake);
    },
    get listeners() {
      return wakes.size;
    },
    show() {
      hidden = false;
      wakes.forEach((wake) => wake());
    },
  };
}
