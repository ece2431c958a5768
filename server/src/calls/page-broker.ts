import { ConsultError } from '@consult/core';
import { BROKER_DEFAULTS } from '../config-defaults.js';
import { createWindow } from './broker-limits.js';
import type { BrokerGrant, BrokerPort } from './broker-port.js';
import { createFrameFilter, type FrameFilter } from './frame-filter.js';

/** What PeerJS uses of a `WebSocket`; a page puts the class in its place for addresses under {@link PageBroker.address}. */
export interface BrokerSocket {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  onclose: ((event: CloseEvent | Event) => void) | null;
  send(text: string): void;
  close(): void;
}

/** The broker without a network: the same tickets, pairs and filter, for PeerJS in the page of the server. */
export interface PageBroker extends BrokerPort {
  /** Opens a place as `new WebSocket(url)` does, of the address that PeerJS makes from a ticket. */
  openSocket(url: string): BrokerSocket;
  /** Drops every socket, as a broker that is started anew; tickets that were given stay good. */
  restart(): void;
  /** Sockets that are open. */
  readonly size: number;
}

/** What the broker needs from outside. */
export interface PageBrokerOptions {
  readonly address: string;
  /** ms UTC. */
  now(): number;
}

/** Somebody at the broker. */
interface Guest extends BrokerGrant {
  readonly filter: FrameFilter;
  /** Says something to this page. */
  hear(text: string): void;
  /** Ends the socket. */
  drop(code: number): void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;
/** RFC 6455 §7.4.1 and §7.1.5: over, refused for what was said, never opened, gone without a word. */
const CLOSE = { over: 1000, policy: 1008, abnormal: 1006, restart: 1012 } as const;

/** Makes a broker that lives in this page. */
export function createPageBroker({ address, now }: PageBrokerOptions): PageBroker {
  const tickets = new Map<string, BrokerGrant>();
  const guests = new Map<string, Guest>();
  const ended = new Set<string>();
  const signals = new Map<string, ReturnType<typeof createWindow>>();

  const signalsOf = (call: string) => {
    const known = signals.get(call) ?? createWindow(BROKER_DEFAULTS.brokerSignals);
    signals.set(call, known);
    return known;
  };

  /** @throws ConsultError `signed-out`, `call-ended` */
  const redeem = (url: URL): BrokerGrant => {
    const ticket = url.searchParams.get('token') ?? '';
    const grant = tickets.get(ticket);
    tickets.delete(ticket);
    if (!grant || grant.expiresAt <= now() || grant.peer !== url.searchParams.get('id'))
      throw new ConsultError('signed-out');
    if (ended.has(grant.call)) throw new ConsultError('call-ended');
    return grant;
  };

  const join = (grant: BrokerGrant, socket: Pick<Guest, 'hear' | 'drop'>): Guest => {
    guests.get(grant.peer)?.drop(CLOSE.abnormal); // who comes again takes the place
    const guest = {
      ...grant,
      ...socket,
      filter: createFrameFilter(grant, BROKER_DEFAULTS, signalsOf(grant.call)),
    };
    guests.set(grant.peer, guest);
    guest.hear(JSON.stringify({ type: 'OPEN' }));
    return guest;
  };

  const leave = (guest: Guest | undefined) => {
    if (guest && guests.get(guest.peer) === guest) guests.delete(guest.peer);
  };

  const take = (guest: Guest, text: string) => {
    if (guests.get(guest.peer) !== guest) return;
    const judged = guest.filter.judge(text, false, performance.now());
    if (judged.verdict !== 'pass') return judged.verdict === 'close' ? guest.drop(CLOSE.policy) : undefined;
    const { type, dst } = judged.frame;
    if (type === 'HEARTBEAT') return;
    if (type === 'LEAVE' && dst === undefined) return guest.drop(CLOSE.over);
    const other = guests.get(guest.partner);
    const isPartner = other?.call === guest.call && other.partner === guest.peer;
    const frame = JSON.parse(judged.frame.text) as object;
    if (isPartner) other.hear(JSON.stringify({ ...frame, src: guest.peer }));
    else if (type === 'OFFER') guest.hear(JSON.stringify({ type: 'EXPIRE', src: dst, dst: guest.peer }));
  };

  /** Like a socket it opens, delivers and closes in later turns, never within a call. */
  const openSocket = (url: string): BrokerSocket => {
    let state = CONNECTING;
    let guest: Guest | undefined;
    const later = (run: () => void) => setTimeout(run, 0);
    const end = (code: number) => {
      if (state === CLOSED) return;
      state = CLOSED;
      leave(guest);
      later(() => socket.onclose?.(closing(code)));
    };
    const socket: BrokerSocket = {
      get readyState() {
        return state;
      },
      onopen: null,
      onmessage: null,
      onerror: null,
      onclose: null,
      send: (text) => {
        later(() => guest && state === OPEN && take(guest, text));
      },
      close: () => end(CLOSE.over),
    };
    later(() => {
      if (state !== CONNECTING) return;
      let grant: BrokerGrant;
      try {
        grant = redeem(new URL(url));
      } catch {
        return end(CLOSE.abnormal); // a browser is not told why an upgrade was refused
      }
      state = OPEN;
      socket.onopen?.(new Event('open'));
      guest = join(grant, {
        hear: (data) => {
          later(() => state === OPEN && socket.onmessage?.(new MessageEvent('message', { data })));
        },
        drop: end,
      });
    });
    return socket;
  };

  const dropAll = (code: number, isMeant: (guest: Guest) => boolean = () => true) => {
    for (const guest of [...guests.values()]) if (isMeant(guest)) guest.drop(code);
  };

  return {
    address,
    issue(grant) {
      const ticket = crypto.randomUUID();
      tickets.set(ticket, grant);
      return ticket;
    },
    end(call) {
      ended.add(call);
      signals.delete(call);
      for (const [ticket, grant] of tickets) if (grant.call === call) tickets.delete(ticket);
      dropAll(CLOSE.over, (guest) => guest.call === call);
    },
    openSocket,
    restart: () => dropAll(CLOSE.restart),
    get size() {
      return guests.size;
    },
  };
}

/** Node knows no `CloseEvent` before 23. */
function closing(code: number): Event {
  return typeof CloseEvent === 'undefined'
    ? Object.assign(new Event('close'), { code, reason: '', wasClean: code !== CLOSE.abnormal })
    : new CloseEvent('close', { code, wasClean: code !== CLOSE.abnormal });
}
