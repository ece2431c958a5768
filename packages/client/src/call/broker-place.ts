import { codeOf, type ErrorCode } from '@consult/core';
import type { BrokerTicket } from '@consult/core/wire';
import { Peer, type MediaConnection } from './peerjs.js';
import type { LinkTuning } from './link-tuning.js';
import { withStartBitrate } from './start-bitrate.js';

export interface BrokerPlaceDeps {
  /** A fresh ticket. @throws ConsultError */
  readonly ticket: () => Promise<BrokerTicket>;
  readonly tuning: LinkTuning;
  readonly now: () => number;
  /** The broker has let us in; from now on the other side can reach us. */
  readonly onOpen: () => void;
  /** The other side calls. */
  readonly onCall: (call: MediaConnection) => void;
  readonly onLost: () => void;
}

/** After these there is no way in any more, however often one asks. */
const FINAL: readonly ErrorCode[] = [
  'account-ended',
  'call-elsewhere',
  'call-ended',
  'not-allowed',
  'not-found',
  'signed-out',
  'consent-needed',
];

const PORTS = { 'https:': 443, 'http:': 80 } as const;

/** What a connection is made with. */
export const configurationOf = ({ iceServers, relayOnly }: BrokerTicket): RTCConfiguration => ({
  iceServers: iceServers as RTCIceServer[],
  iceTransportPolicy: relayOnly ? 'relay' : 'all',
  bundlePolicy: 'max-bundle',
});

/**
 * Our place at the broker, kept as long as we want it. PeerJS would come back with the same ticket, which is good for one
 * entry, so each return is a new `Peer` with a new ticket. One that was left is not destroyed while media flows that was
 * arranged through it: that would end the media.
 */
export class BrokerPlace {
  readonly #deps: BrokerPlaceDeps;
  readonly #left = new Set<Peer>();
  #peer?: Peer | undefined;
  #partner = '';
  #tries = 0;
  #openedAt?: number | undefined;
  /** Counts the tickets asked for: one that comes late is thrown away. */
  #asked = 0;
  #timer?: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: BrokerPlaceDeps) {
    this.#deps = deps;
  }

  /** Whether the other side can reach us here. */
  get open(): boolean {
    return this.#peer?.open ?? false;
  }

  /** Goes in with a new ticket. Where we are in already, we stay until the ticket is there. */
  async enter(): Promise<void> {
    const asked = ++this.#asked;
    clearTimeout(this.#timer);
    try {
      const ticket = await this.#deps.ticket();
      if (asked === this.#asked) this.#enterWith(ticket);
    } catch (error) {
      if (asked === this.#asked && !FINAL.includes(codeOf(error))) this.#retry();
    }
  }

  /** Calls the other side, if it may still be reached from here. */
  call(
    stream: MediaStream,
    metadata: Readonly<Record<string, string | number>>,
  ): MediaConnection | undefined {
    return this.open
      ? this.#peer!.call(this.#partner, stream, { metadata, sdpTransform: withStartBitrate })
      : undefined;
  }

  /** Lets go of the places we have left and through which nothing flows any more. */
  tidy() {
    for (const peer of this.#left) {
      const calls = Object.values(peer.connections as Record<string, unknown[]>);
      if (calls.some(({ length }) => length > 0)) continue;
      this.#left.delete(peer);
      peer.destroy();
    }
  }

  close() {
    this.#asked++;
    clearTimeout(this.#timer);
    this.#leave();
    for (const peer of this.#left) peer.destroy();
    this.#left.clear();
  }

  #enterWith(ticket: BrokerTicket) {
    this.#leave();
    const { hostname, port, pathname, protocol } = new URL(ticket.broker);
    const peer = new Peer(ticket.peer, {
      host: hostname,
      port: Number(port) || PORTS[protocol as keyof typeof PORTS],
      path: pathname,
      secure: protocol === 'https:',
      key: 'peerjs',
      token: ticket.ticket,
      config: configurationOf(ticket),
      pingInterval: this.#deps.tuning.brokerPing,
    });
    this.#peer = peer;
    this.#partner = ticket.partner;
    this.#timer = setTimeout(() => this.#onLost(), this.#deps.tuning.openWithin);
    peer.on('open', () => {
      clearTimeout(this.#timer);
      this.#openedAt = this.#deps.now();
      this.#deps.onOpen();
    });
    peer.on('call', (call) => {
      if (call.peer === ticket.partner) this.#deps.onCall(call);
      else call.close();
    });
    peer.on('disconnected', () => this.#onLost());
  }

  #onLost() {
    const { tuning, now } = this.#deps;
    if (this.#openedAt !== undefined && now() - this.#openedAt > tuning.brokerBackoff[1]) this.#tries = 0;
    this.#leave();
    this.#retry();
    this.#deps.onLost();
  }

  /** Comes back after a while: quickly at first, and never all pages at once. */
  #retry() {
    const [first, longest] = this.#deps.tuning.brokerBackoff;
    const bound = Math.min(longest, first * 2 ** Math.min(this.#tries++, 10));
    this.#asked++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.enter(), bound * (0.5 + this.#deps.tuning.random() / 2));
  }

  #leave() {
    const peer = this.#peer;
    if (!peer) return;
    this.#peer = this.#openedAt = undefined;
    peer.removeAllListeners();
    peer.disconnect();
    this.#left.add(peer);
    this.tidy();
  }
}
