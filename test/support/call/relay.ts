import type { Side } from '@consult/core';
import type { BrokerTicket, SignalKind, SignalView } from '@consult/core/wire';
import type { SignalLine } from '@consult/client/call';

/** As the broker passes frames on, between pages that share a window. Its address is nowhere. */
export interface Relay {
  readonly address: string;
  /** A ticket that opens it once. */
  ticket(peer: string, partner: string): BrokerTicket;
  /** Frames that were passed on. */
  readonly frames: readonly { readonly type: string; readonly src: string }[];
  /** Sockets that stand now. */
  readonly sockets: number;
  /** How many tickets were used. */
  readonly entries: number;
  /** Closes every socket; where `stays`, nobody gets in until `up`. */
  down(stays?: boolean): void;
  up(): void;
  /** Frames of this type vanish from now on; `undefined`: none. */
  swallow(type: string | undefined): void;
  /** Frames that have vanished. */
  readonly lost: number;
  /** Says something to a peer that no peer has said. */
  say(peer: string, frame: unknown): void;
  /** Gives the window its own sockets back. */
  close(): void;
}

type Handlers = Partial<Record<'onopen' | 'onmessage' | 'onclose', ((event: unknown) => void) | null>>;

const ADDRESS = 'http://broker.invalid/broker/';

export function openRelay(): Relay {
  const real = window.WebSocket;
  const peers = new Map<string, RelaySocket>();
  const tickets = new Set<string>();
  const frames: { type: string; src: string }[] = [];
  let isDown = false;
  let swallowed: string | undefined;
  let made = 0;
  let entries = 0;
  let lost = 0;

  class RelaySocket implements Handlers {
    readyState = 0;
    onopen: Handlers['onopen'] = null;
    onmessage: Handlers['onmessage'] = null;
    onclose: Handlers['onclose'] = null;
    #id = '';

    constructor(url: string) {
      const query = new URL(url).searchParams;
      this.#id = query.get('id')!;
      setTimeout(() => this.#enter(query.get('token')!));
    }

    #enter(token: string) {
      if (this.readyState !== 0) return;
      if (isDown || !tickets.delete(token)) return this.end();
      entries++;
      peers.get(this.#id)?.end();
      peers.set(this.#id, this);
      this.readyState = 1;
      this.onopen?.({});
      this.hear({ type: 'OPEN' });
    }

    hear(frame: unknown) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    send(text: string) {
      const frame = JSON.parse(text) as { type: string; dst?: string };
      if (frame.type === 'HEARTBEAT') return;
      if (frame.type === swallowed) return void lost++;
      frames.push({ type: frame.type, src: this.#id });
      setTimeout(() => peers.get(frame.dst ?? '')?.hear({ ...frame, src: this.#id }));
    }

    close() {
      this.readyState = 3;
      if (peers.get(this.#id) === this) peers.delete(this.#id);
    }

    end() {
      this.close();
      this.onclose?.({});
    }
  }

  window.WebSocket = new Proxy(real, {
    construct: (_, [url, ...more]: [string, ...unknown[]]) =>
      String(url).includes('broker.invalid')
        ? new RelaySocket(url)
        : (Reflect.construct(real, [url, ...more]) as object),
  });

  return {
    address: ADDRESS,
    frames,
    get sockets() {
      return peers.size;
    },
    get lost() {
      return lost;
    },
    get entries() {
      return entries;
    },
    ticket(peer, partner) {
      const ticket = `t${++made}`;
      tickets.add(ticket);
      return {
        broker: ADDRESS,
        peer,
        partner,
        ticket,
        expiresAt: 0,
        iceServers: [],
        iceExpiresAt: null,
        relayOnly: false,
        warm: true,
      };
    },
    down(stays = false) {
      isDown = stays;
      for (const socket of [...peers.values()]) socket.end();
    },
    up: () => void (isDown = false),
    swallow: (type) => void (swallowed = type),
    say: (peer, frame) => peers.get(peer)?.hear(frame),
    close: () => void (window.WebSocket = real),
  };
}

/** The log of one call, as both pages see it. */
export interface CallLog {
  readonly signals: readonly SignalView[];
  /** A page's end of it. A page that is loaded again reads from the beginning. */
  line(side: Side): SignalLine;
}

export function aCallLog(): CallLog {
  const signals: SignalView[] = [];
  const listeners = new Set<() => void>();
  return {
    signals,
    line: (side) => ({
      send(kind: SignalKind, payload) {
        const seq = signals.length + 1;
        // Through JSON, as it travels.
        const copy = JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
        signals.push({ seq, from: side, device: `dev_${side}`, kind, payload: copy });
        setTimeout(() => listeners.forEach((tell) => tell()));
      },
      listen(listener) {
        let read = 0;
        const tell = () => {
          while (read < signals.length) {
            const signal = signals[read++]!;
            if (signal.from !== side) listener(signal);
          }
        };
        listeners.add(tell);
        setTimeout(() => listeners.has(tell) && tell());
        return () => void listeners.delete(tell);
      },
    }),
  };
}
