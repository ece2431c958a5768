import type { IncomingMessage } from 'node:http';
import { ConsultError } from '@consult/core';
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../deps.js';
import type { UpgradeHandler } from '../http/upgrade-router.js';
import { type BrokerLimits, createWindow, type Window } from './broker-limits.js';
import type { BrokerGrant, BrokerPort } from './broker-port.js';
import { createTicketGate, type Seal, sealTicket, TICKET_MOST_MS } from './broker-tickets.js';
import { createFrameFilter, type FrameFilter } from './frame-filter.js';
import { createPeerRelay, type PeerPlace } from './peer-relay.js';

/** Where brokers are. */
export const BROKER_PATH = '/v1/broker/';
/** Where under it PeerJS opens its WebSocket. */
export const BROKER_ROUTE = `${BROKER_PATH}peerjs`;

/** Why the broker hung up. RFC 6455 §7.4.1. */
export const BROKER_CLOSE = { over: 1000, policy: 1008, restart: 1012, slow: 1013 } as const;

/** What the broker needs from outside. */
export interface BrokerOptions {
  readonly seal: Seal;
  readonly limits: BrokerLimits & { readonly bufferBytes: number; readonly deadMs: number };
  readonly origins: readonly string[];
  readonly log: Log;
  /** What clients are told; known once it listens. */
  address(): string;
  /** ms UTC, for tickets. */
  now(): number;
  /** ms on a clock that does not jump. */
  monotonic(): number;
}

/** The broker in this process. */
export interface Broker extends BrokerPort {
  /** Takes `/v1/broker/peerjs?id=…&token=…`. Origin and ticket are checked before the 101. */
  readonly upgrade: UpgradeHandler;
  /** Asks every socket for a sign of life; drops those that give none, and those that have been there too long. */
  ping(): void;
  /** Says goodbye to all. */
  close(): void;
  /** Drops all that are left, without a closing handshake. */
  terminate(): void;
  /** What it holds at this moment. */
  size(): { readonly sockets: number; readonly calls: number; readonly spent: number };
}

/** Somebody at the broker. */
interface Guest extends BrokerGrant {
  readonly socket: WebSocket;
  readonly filter: FrameFilter;
  readonly place: PeerPlace;
  readonly since: number;
  heard: number;
}

const CLOSE_TIMEOUT_MS = 5_000;
/** Calls that are remembered as over, unless more ended while their tickets were still good. */
const ENDED_MOST = 10_000;

/** The stock PeerJS broker behind tickets and a filter: two sides of one call, and nobody else. */
export function createBroker(options: BrokerOptions): Broker {
  const { seal, limits, origins, log, now, monotonic } = options;
  const gate = createTicketGate({ seal, now });
  const relay = createPeerRelay((error) => log.error({ name: error.name }, 'broker-failed'));
  const guests = new Map<string, Guest>();
  /** Sockets that are closing: out of the call already, and still connections. */
  const leaving = new Set<WebSocket>();
  const signals = new Map<string, Window>();
  const ended = createEnded(now);
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.brokerFrameBytes,
    maxFragments: 16,
    closeTimeout: CLOSE_TIMEOUT_MS,
  } as ServerOptions);

  /** Takes somebody out at once: what they still say is heard by nobody, however long the socket takes to go. */
  const dismiss = (guest: Guest) => {
    if (guests.get(guest.peer) !== guest) return false;
    guests.delete(guest.peer);
    guest.place.leave();
    log.info({ call: guest.call, count: guests.size }, 'broker-left');
    return true;
  };

  const closeWith = (guest: Guest, code: number) => {
    if (!dismiss(guest)) return;
    leaving.add(guest.socket);
    guest.socket.close(code);
  };

  const partnerOf = ({ partner, peer, call }: Guest) => {
    const other = guests.get(partner);
    return other?.call === call && other.partner === peer ? other : undefined;
  };

  const hear = (guest: Guest, data: RawData, isBinary: boolean) => {
    if (guests.get(guest.peer) !== guest) return;
    const at = monotonic();
    guest.heard = at;
    const judged = guest.filter.judge(data as Buffer, isBinary, at);
    if (judged.verdict !== 'pass') {
      if (judged.fault === 'too-often' && judged.verdict === 'drop') return; // a heartbeat, of which there may be many
      if (judged.verdict === 'drop')
        return log.info({ call: guest.call, code: judged.fault }, 'broker-dropped');
      log.warn({ call: guest.call, code: judged.fault }, 'broker-refused');
      return closeWith(guest, BROKER_CLOSE.policy);
    }
    const { type, dst, text } = judged.frame;
    if (type === 'LEAVE' && dst === undefined) return closeWith(guest, BROKER_CLOSE.over);
    if (type === 'HEARTBEAT' || partnerOf(guest)) return guest.place.say(text);
    // Nobody there: `peer` would keep it for 5 s. An offer is answered as it would be after that time; the rest is lost.
    if (type === 'OFFER')
      tell(guest.peer, guest.socket, JSON.stringify({ type: 'EXPIRE', src: dst, dst: guest.peer }));
  };

  const tell = (peer: string, socket: WebSocket, text: string) => {
    if (socket.bufferedAmount <= limits.bufferBytes) return socket.send(text);
    const guest = guests.get(peer);
    if (guest?.socket === socket) closeWith(guest, BROKER_CLOSE.slow);
  };

  const signalsOf = (call: string) => {
    const known = signals.get(call) ?? createWindow(limits.brokerSignals);
    signals.set(call, known);
    return known;
  };

  const accept = (grant: BrokerGrant, socket: WebSocket) => {
    const before = guests.get(grant.peer);
    if (before && dismiss(before)) before.socket.terminate();
    const at = monotonic();
    const guest: Guest = {
      ...grant,
      socket,
      filter: createFrameFilter(grant, limits, signalsOf(grant.call)),
      place: relay.join(grant.peer, (text) => tell(grant.peer, socket, text)),
      since: at,
      heard: at,
    };
    guests.set(grant.peer, guest);
    log.info({ call: grant.call, count: guests.size }, 'broker-joined');
    socket.on('message', (data, isBinary) => hear(guest, data, isBinary));
    socket.on('pong', () => (guest.heard = monotonic()));
    socket.on('error', () => undefined); // a broken frame; `close` follows
    socket.on('close', () => {
      leaving.delete(socket);
      dismiss(guest);
    });
  };

  return {
    get address() {
      return options.address();
    },
    issue: (grant) => sealTicket(seal, options.address(), grant, now()),
    end(call) {
      ended.add(call);
      signals.delete(call);
      for (const guest of guests.values()) if (guest.call === call) closeWith(guest, BROKER_CLOSE.over);
    },
    upgrade(request, socket, head) {
      const { origin } = request.headers;
      if (origin === undefined || !origins.includes(origin)) throw new ConsultError('origin-refused');
      const { id, token } = queryOf(request);
      const grant = gate.redeem(token, id, options.address());
      if (ended.has(grant.call)) throw new ConsultError('call-ended');
      if (guests.size >= limits.brokerSockets && !guests.has(grant.peer))
        throw new ConsultError('unavailable', { retryAfter: TICKET_MOST_MS });
      server.handleUpgrade(request, socket, head, (opened) => accept(grant, opened));
    },
    ping() {
      const at = monotonic();
      for (const guest of [...guests.values()]) {
        if (at - guest.since >= limits.brokerLifeMs) closeWith(guest, BROKER_CLOSE.over);
        else if (at - guest.heard > limits.deadMs) guest.socket.terminate();
        else guest.socket.ping();
      }
      const calls = new Set([...guests.values()].map(({ call }) => call));
      for (const [call, window] of signals) if (window.isOver(at) && !calls.has(call)) signals.delete(call);
    },
    close() {
      for (const guest of [...guests.values()]) closeWith(guest, BROKER_CLOSE.restart);
    },
    terminate() {
      for (const { socket } of guests.values()) socket.terminate();
      for (const socket of leaving) socket.terminate();
    },
    size: () => ({ sockets: guests.size + leaving.size, calls: signals.size, spent: gate.spent }),
  };
}

/** PeerJS puts its id and its token into the query; nothing of it may reach the log. */
function queryOf({ url = '' }: IncomingMessage) {
  const query = new URLSearchParams(url.split('?', 2)[1]);
  return { id: query.get('id') ?? '', token: query.get('token') ?? '' };
}

/** Calls that are over, for longer than any ticket of theirs is good. */
function createEnded(now: () => number) {
  const calls = new Map<string, number>();
  return {
    has: (call: string) => calls.has(call),
    add(call: string) {
      const at = now();
      calls.set(call, at);
      for (const [oldest, since] of calls) {
        if (calls.size <= ENDED_MOST || at - since <= TICKET_MOST_MS) break;
        calls.delete(oldest);
      }
    },
  };
}
