/** What the browser itself knows of a page's connections and devices, whatever our code says of them. */
export interface Watch {
  /** All that were opened since the page was loaded. */
  readonly connections: readonly RTCPeerConnection[];
  /** All tracks of the camera, the microphone and the screen. */
  readonly tracks: readonly MediaStreamTrack[];
  readonly sockets: readonly WebSocket[];
}

/** Wraps the ways to them. Called before anything is opened. */
export function watchMedia(): Watch {
  const connections: RTCPeerConnection[] = [];
  const tracks: MediaStreamTrack[] = [];
  const sockets: WebSocket[] = [];

  const Connection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  };
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const ask = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    navigator.mediaDevices[name] = async (wish) => {
      const stream = await ask(wish as MediaStreamConstraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }
  return { connections, tracks, sockets };
}

/** What a page sees of a call by the browser's own figures. */
export interface Seen {
  /** Frames of the other side decoded since its connection was made. */
  readonly frames: number;
  /** Of its last frame; a placeholder is tiny. */
  readonly width: number;
  /** Sound that came, in samples. */
  readonly samples: number;
  readonly local?: string | undefined;
  readonly remote?: string | undefined;
  /** By which the page reaches its relay, or the other page. */
  readonly protocol?: string | undefined;
}

type Row = Record<string, unknown>;

/** The figures of the one connection that stands. */
export async function look({ connections }: Watch): Promise<Seen> {
  const pc = connections.findLast(({ connectionState }) => connectionState !== 'closed');
  const rows: Row[] = pc ? [...((await pc.getStats()) as unknown as Map<string, Row>).values()] : [];
  const find = (id: unknown) => rows.find((row) => id !== undefined && row.id === id);
  const inbound = (kind: string) => rows.find((row) => row.type === 'inbound-rtp' && row.kind === kind);
  const transport = rows.find(({ type }) => type === 'transport');
  const pair =
    find(transport?.selectedCandidatePairId) ??
    rows.find((row) => row.type === 'candidate-pair' && row.selected === true); // Firefox
  const local = find(pair?.localCandidateId);
  return {
    frames: Number(inbound('video')?.framesDecoded ?? 0),
    width: Number(inbound('video')?.frameWidth ?? 0),
    samples: Number(inbound('audio')?.totalSamplesReceived ?? 0),
    local: local?.candidateType as string | undefined,
    remote: find(pair?.remoteCandidateId)?.candidateType as string | undefined,
    protocol: (local?.relayProtocol ?? local?.protocol) as string | undefined,
  };
}
