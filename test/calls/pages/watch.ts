/** What the browser itself knows of a page's connections and devices, whatever our code says of them. */
export interface Watch {
  /** The connections, sockets and tracks of a device that are not closed, oldest first. */
  connections(): RTCPeerConnection[];
  sockets(): WebSocket[];
  tracks(): MediaStreamTrack[];
  /** How many connections the page has made. */
  readonly made: number;
}

/** Wraps the ways to them. Called before anything is opened. What is closed is let go of: it is no leak of ours. */
export function watchMedia(): Watch {
  const connections = new Set<RTCPeerConnection>();
  const sockets = new Set<WebSocket>();
  const tracks = new Set<MediaStreamTrack>();
  const open = <T>(all: Set<T>, isOpen: (one: T) => boolean) => {
    for (const one of all) if (!isOpen(one)) all.delete(one);
    return [...all];
  };
  let made = 0;

  const Connection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
      made += 1;
    }
  };
  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.add(this);
    }
  };
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const ask = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    navigator.mediaDevices[name] = async (wish) => {
      const stream = await ask(wish as MediaStreamConstraints);
      for (const track of stream.getTracks()) tracks.add(track);
      return stream;
    };
  }
  return {
    connections: () => open(connections, ({ connectionState }) => connectionState !== 'closed'),
    sockets: () => open(sockets, ({ readyState }) => readyState < WebSocket.CLOSING),
    tracks: () => open(tracks, ({ readyState }) => readyState === 'live'),
    get made() {
      return made;
    },
  };
}

/** What a page sees of a call by the browser's own figures. */
export interface Seen {
  /** Frames of the other side decoded since its connection was made. */
  readonly frames: number;
  /** Of its last frame; a placeholder is tiny. */
  readonly width: number;
  /** Which of the page's connections this is, counted from 1. */
  readonly made: number;
  /** Kinds of the page's own candidates in its description, e.g. `host`. */
  readonly offered: readonly string[];
  /** Sound that came, in samples. */
  readonly samples: number;
  readonly local?: string | undefined;
  readonly remote?: string | undefined;
  /** By which the page reaches its relay, or the other page. */
  readonly protocol?: string | undefined;
}

type Row = Record<string, unknown>;

/** The figures of the newest connection that stands. */
export async function look(watch: Watch): Promise<Seen> {
  const pc = watch.connections().at(-1);
  const rows: Row[] = pc ? [...((await pc.getStats()) as unknown as Map<string, Row>).values()] : [];
  const find = (id: unknown) => rows.find((row) => id !== undefined && row.id === id);
  const inbound = (kind: string) => rows.find((row) => row.type === 'inbound-rtp' && row.kind === kind);
  const transport = rows.find(({ type }) => type === 'transport');
  const pair =
    find(transport?.selectedCandidatePairId) ??
    rows.find((row) => row.type === 'candidate-pair' && row.selected === true); // Firefox
  const local = find(pair?.localCandidateId);
  const offered = [...(pc?.localDescription?.sdp ?? '').matchAll(/ typ (\w+)/g)].map(([, kind]) => kind!);
  return {
    made: watch.made,
    offered: [...new Set(offered)],
    frames: Number(inbound('video')?.framesDecoded ?? 0),
    width: Number(inbound('video')?.frameWidth ?? 0),
    samples: Number(inbound('audio')?.totalSamplesReceived ?? 0),
    local: local?.candidateType as string | undefined,
    remote: find(pair?.remoteCandidateId)?.candidateType as string | undefined,
    protocol: (local?.relayProtocol ?? local?.protocol) as string | undefined,
  };
}
