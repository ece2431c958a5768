import type { Client } from '@consult/client';
import { agentOf, type Capture, type CheckPorts, type CheckTimes, type Glance } from '@consult/client/check';
import type { IceServersAnswer } from '@consult/core/wire';

/** The waits of a check where nobody wants to wait. */
export const BRISK: CheckTimes = {
  answer: 200,
  look: 1,
  looks: 4,
  speech: 40,
  request: 3000,
  socket: 200,
  loopback: 60,
  gather: 60,
  level: 1,
};

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** What a browser and its machine are like in a test. */
export interface BrowserWishes {
  /** The browser's refusal, by device; `hangs`: the question is never answered. */
  readonly refuses?: Partial<Record<Capture, readonly [name: string, message?: string] | 'hangs'>>;
  readonly permission?: Partial<Record<Capture, PermissionState>>;
  readonly allowed?: Partial<Record<Capture, boolean>>;
  /** How bright the points of the picture are, look by look. */
  readonly picture?: (look: number) => readonly number[] | undefined;
  /** How loud it is, reading by reading. */
  readonly loudness?: (reading: number) => number | undefined;
  readonly line?: LineWishes;
  readonly ports?: Partial<CheckPorts>;
}

/** What connections of this machine find. */
export interface LineWishes {
  /** Candidates without servers; default: one adapter. */
  readonly own?: readonly string[];
  /** What servers answer, by a part of their address: a candidate or a code. */
  readonly servers?: Readonly<Record<string, string | number>>;
  /** Two ends of this page never meet. */
  readonly apart?: boolean;
  /** Nothing is ever gathered. */
  readonly silent?: boolean;
}

export const host = (address: string) =>
  `candidate:1 1 udp 2113937151 ${address} 54400 typ host generation 0`;
export const relay = 'candidate:3 1 udp 41885439 203.0.113.9 60000 typ relay raddr 192.0.2.1 rport 54400';
export const reflexive =
  'candidate:2 1 udp 1677729535 198.51.100.7 54400 typ srflx raddr 192.0.2.1 rport 54400';

export interface Browser {
  readonly ports: Partial<CheckPorts>;
  readonly tracks: FakeTrack[];
  /** What was asked of the person, in order. */
  readonly questions: string[];
  /** Whatever stands open now: eyes, meters, connections, sockets. */
  readonly open: Set<object>;
  /** The trouble is over, or another one has come. */
  change(wishes: BrowserWishes): void;
}

/** A browser with a camera, a microphone and a network, each of which a test can spoil. */
export function aBrowser(first: BrowserWishes = {}): Browser {
  let wishes = first;
  const tracks: FakeTrack[] = [];
  const questions: string[] = [];
  const open = new Set<object>();
  const ports: Partial<CheckPorts> = {
    secure: true,
    framed: false,
    agent: agentOf(CHROME),
    lacks: [],
    mediaDevices: {
      getUserMedia: (constraints) => capture(constraints!),
      enumerateDevices: async () =>
        ['videoinput', 'audioinput', 'audioinput'].map(
          (kind, at) => ({ kind, deviceId: at === 1 ? 'default' : `d${at}` }) as MediaDeviceInfo,
        ),
    },
    permission: async (one) => wishes.permission?.[one] ?? 'granted',
    allowed: (one) => wishes.allowed?.[one] ?? true,
    isNative: () => true,
    visible: () => true,
    live: () => {
      throw new Error('no socket is wanted here');
    },
    openEye: () => {
      let looks = 0;
      return opened({
        look(): Glance | undefined {
          const brightness = (wishes.picture ?? moving)(looks++);
          return brightness && { width: 640, height: 480, brightness };
        },
      });
    },
    openMeter: () => {
      let readings = 0;
      return opened({ loudness: () => (wishes.loudness ? wishes.loudness(readings++) : 0.1) });
    },
    playTone: async () => void questions.push('tone'),
    now: () => performance.now(),
    PeerConnection: connectionsOf(() => wishes.line ?? {}, open),
    ...first.ports,
  };

  function opened<T extends object>(thing: T): T & { close(): void } {
    const closable = { ...thing, close: () => void open.delete(closable) };
    open.add(closable);
    return closable;
  }

  async function capture({ audio, video }: MediaStreamConstraints): Promise<MediaStream> {
    const wanted = [video && 'camera', audio && 'microphone'].filter(Boolean) as Capture[];
    questions.push(wanted.join('+'));
    for (const one of wanted) {
      const refusal = wishes.refuses?.[one];
      if (refusal === 'hangs') await new Promise(() => {});
      else if (refusal) throw new DOMException(refusal[1] ?? '', refusal[0]);
    }
    const given = wanted.map((one) => new FakeTrack(one === 'camera' ? 'video' : 'audio'));
    tracks.push(...given);
    return { getTracks: () => given } as unknown as MediaStream;
  }

  return { ports, tracks, questions, open, change: (other) => void (wishes = other) };
}

const moving = (look: number) => Array.from({ length: 12 }, (_, at) => 90 + ((at + look) % 5));

/** As much of a track as a check touches. */
export class FakeTrack {
  readonly kind: string;
  readyState: MediaStreamTrackState = 'live';
  muted = false;
  onended: (() => void) | null = null;

  constructor(kind: string) {
    this.kind = kind;
  }

  stop() {
    this.readyState = 'ended';
  }

  /** The cable is pulled. */
  unplug() {
    this.readyState = 'ended';
    this.onended?.();
  }

  getSettings() {
    return { frameRate: 30 };
  }
}

/** Connections that find what the test wants; `open` holds those not closed. */
function connectionsOf(line: () => LineWishes, open: Set<object>) {
  const met: FakeConnection[] = [];

  class FakeConnection {
    onicecandidate: ((event: { candidate: { candidate: string } | null }) => void) | null = null;
    onicecandidateerror: ((event: { errorCode: number }) => void) | null = null;
    readonly #urls: readonly string[];
    #channel?: { onopen?: () => void };

    constructor({ iceServers = [] }: RTCConfiguration = {}) {
      this.#urls = iceServers.flatMap(({ urls }) => urls);
      open.add(this);
      met.push(this);
    }

    createDataChannel() {
      return (this.#channel = {});
    }

    async createOffer() {
      return {};
    }

    async createAnswer() {
      return {};
    }

    async setLocalDescription() {
      const { own = [host('192.0.2.1')], servers = {}, silent } = line();
      if (silent) return;
      for (const candidate of own) this.onicecandidate?.({ candidate: { candidate } });
      for (const url of this.#urls) {
        const answer = Object.entries(servers).find(([part]) => url.includes(part))?.[1];
        if (typeof answer === 'string') this.onicecandidate?.({ candidate: { candidate: answer } });
        if (typeof answer === 'number') this.onicecandidateerror?.({ errorCode: answer });
      }
      this.onicecandidate?.({ candidate: null });
    }

    async setRemoteDescription() {}

    async addIceCandidate() {
      if (line().apart) return;
      for (const one of met) one.#channel?.onopen?.();
    }

    close() {
      open.delete(this);
    }
  }
  return FakeConnection as unknown as typeof RTCPeerConnection;
}

/** The client of an installation with those servers. */
export function naming(client: Client, iceServers: IceServersAnswer['iceServers'] | undefined): Client {
  if (!iceServers) return client;
  return {
    ...client,
    call: <T>(...asked: Parameters<Client['call']>) =>
      asked[1] === '/v1/ice-servers'
        ? Promise.resolve({ now: 0, iceServers, iceExpiresAt: null } as T)
        : client.call<T>(...asked),
  };
}
