import { ConsultError, type Role } from '@consult/core';
import { FEED_CLOSE } from '@consult/core/wire';
import type { Identity, ServerConfig } from '../deps.js';
import { createAttendance, whenLater } from './attendance.js';
import {
  BEAT_SHARES,
  type Change,
  type Expulsion,
  type Feed,
  type FeedFrame,
  type FeedPeer,
  type Reader,
  type Visitor,
} from './feed.js';
import { createLeases } from './leases.js';
import { createTickets } from './tickets.js';

/** What the feed needs from outside. */
export interface FeedOptions {
  /** The database's life, told with every hint. */
  readonly epoch: string;
  readonly config: Pick<ServerConfig, 'beatMs' | 'socketsPerPerson' | 'socketsPerFamily' | 'ticketMs'>;
  /** ms UTC. */
  now(): number;
  /** Runs `run` after `ms`; default: a timer that keeps no process alive. */
  readonly later?: ((run: () => void, ms: number) => void) | undefined;
}

/** One who listens: who it is, the socket, and with which share of all it gets its heartbeats. */
interface Listener {
  readonly identity: Visitor;
  readonly peer: FeedPeer;
  readonly share: number;
}

/**
 * The live feed of one process.
 *
 * A person has at most `config.socketsPerPerson` sockets, `config.socketsPerFamily` of them in one browser, and a new one
 * beyond that is refused, before it opens where possible. Closing the oldest instead would set nine open tabs to push one another out for ever; refused, the ninth
 * polls, and nothing is lost.
 */
export function createFeed({ epoch, config, now, later = whenLater }: FeedOptions): Feed {
  const tickets = createTickets({ ticketMs: config.ticketMs, now });
  /** Those who listen, by whom a change is addressed to: one person in one role. */
  const listeners = new Map<string, Set<Listener>>();
  /** Operators who listen, by the organisation they act for. */
  const desks = new Map<string, Set<Listener>>();
  /** Sockets there are of each person, and of each browser of theirs. */
  const sockets = new Map<string, number>();
  const attendance = createAttendance(later);
  const leases = createLeases();
  let size = 0;
  let joined = 0;
  let closed = false;

  const refuseWhenClosed = () => {
    if (closed) throw new ConsultError('unavailable');
  };
  const isFull = (visitor: Visitor) =>
    (sockets.get(visitor.person) ?? 0) >= config.socketsPerPerson ||
    (sockets.get(familyOf(visitor)) ?? 0) >= config.socketsPerFamily;
  const count = (visitor: Visitor, by: 1 | -1) => {
    for (const whose of [visitor.person, visitor.family && familyOf(visitor)]) {
      if (!whose) continue;
      const left = (sockets.get(whose) ?? 0) + by;
      if (left > 0) sockets.set(whose, left);
      else sockets.delete(whose);
    }
  };

  const add = (listener: Listener) => {
    const { identity } = listener;
    const address = addressOf(identity);
    const others = listeners.get(address);
    if (others) others.add(listener);
    else {
      listeners.set(address, new Set([listener]));
      attendance.came(address, identity);
    }
    const desk = deskOf(identity);
    if (desk) desks.set(desk, (desks.get(desk) ?? new Set()).add(listener));
    count(identity, 1);
    size++;
  };

  const remove = (listener: Listener) => {
    const { identity } = listener;
    const address = addressOf(identity);
    const others = listeners.get(address);
    if (!others?.delete(listener)) return;
    if (others.size === 0) {
      listeners.delete(address);
      attendance.left(address, identity);
    }
    const desk = deskOf(identity);
    if (desk && desks.get(desk)!.delete(listener) && desks.get(desk)!.size === 0) desks.delete(desk);
    count(identity, -1);
    size--;
  };

  const hangUp = (listener: Listener, code: number) => {
    remove(listener);
    try {
      listener.peer.close(code);
    } catch {
      // the socket is gone already, which is what we wanted
    }
  };

  const deliver = (listener: Listener, text: string) => {
    try {
      listener.peer.send(text);
    } catch {
      hangUp(listener, FEED_CLOSE.slow); // a peer that cannot take a frame misses it; it asks the log when it is back
    }
  };

  const listenersOf = (reader: Reader) => [...(listeners.get(addressOf(reader)) ?? [])];

  const tell = (text: string, reader: Reader) => {
    for (const listener of listenersOf(reader)) deliver(listener, text);
  };

  const everyone = () => [...listeners.values()].flatMap((same) => [...same]);

  return {
    issueTicket(identity, origin) {
      refuseWhenClosed();
      return tickets.issue(identity, origin);
    },
    redeem(ticket, origin) {
      refuseWhenClosed();
      const identity = tickets.redeem(ticket, origin);
      if (isFull(identity)) throw new ConsultError('too-many-requests');
      return identity;
    },
    join(identity, peer) {
      const listener: Listener = { identity, peer, share: joined++ % BEAT_SHARES };
      if (closed || isFull(identity)) {
        peer.close(closed ? FEED_CLOSE.restart : FEED_CLOSE.policy);
        return () => undefined;
      }
      add(listener);
      deliver(listener, frame({ type: 'hello', epoch, beat: config.beatMs }));
      return () => remove(listener);
    },
    announce({ chat, revision, entry, readers, formerReaders = [], gone = [] }: Change) {
      let whole: string | undefined;
      let bare: string | undefined;
      const hint = { type: 'hint', epoch, chat, revision } as const;
      for (const reader of readers) {
        for (const listener of listenersOf(reader))
          if (!entry || !mayRead(listener, reader)) deliver(listener, (bare ??= frame(hint)));
          else deliver(listener, (whole ??= frame({ ...hint, entry })));
      }
      for (const reader of formerReaders) tell((bare ??= frame(hint)), reader);
      leases.cut(chat, formerReaders, gone);
    },
    tell(content, readers) {
      const text = frame(content);
      for (const reader of readers) tell(text, reader);
    },
    tellDesk(content, organisation) {
      const text = frame(content);
      for (const listener of [...(desks.get(organisation) ?? [])]) deliver(listener, text);
    },
    tellRole(content, role) {
      const text = frame(content);
      for (const listener of everyone()) if (listener.identity.role === role) deliver(listener, text);
    },
    isOnline(who) {
      const address = addressOf(who);
      return listeners.has(address) || attendance.lingers(address);
    },
    watch: (listener) => attendance.watch(listener),
    lease: leases.take,
    expel(expulsion) {
      const isMeant = meantBy(expulsion);
      tickets.revoke(isMeant);
      leases.cutAll(isMeant);
      for (const listener of everyone())
        if (isMeant(listener.identity)) hangUp(listener, FEED_CLOSE.signedOut);
    },
    beat(share) {
      for (const listener of everyone())
        if (share === undefined || share === listener.share) deliver(listener, BEAT);
    },
    closeExpired() {
      const at = now();
      for (const listener of everyone())
        if (listener.identity.expiresAt <= at) hangUp(listener, FEED_CLOSE.signedOut);
    },
    close() {
      closed = true;
      attendance.close();
      for (const listener of everyone()) hangUp(listener, FEED_CLOSE.restart);
    },
    get size() {
      return size;
    },
  };
}

/** Whether what was said may go to this page. */
const mayRead = ({ identity }: Listener, { withoutText, levels }: Reader): boolean =>
  !withoutText && (levels?.includes(identity.level) ?? true);

const meantBy =
  (expulsion: Expulsion) =>
  ({ person, role, session }: { person: string; role: Role; session?: string }): boolean =>
    'session' in expulsion
      ? expulsion.session === session
      : expulsion.person === person && (expulsion.role ?? role) === role;

const frame = (content: FeedFrame) => JSON.stringify(content);

const BEAT = frame({ type: 'beat' });

/** Whose registry somebody sits in; `undefined` for those who sit in none. */
const deskOf = ({ role, organisation }: Identity) =>
  role === 'operator' && organisation !== null ? organisation : undefined;

/** Of whom and of which browser: neither an id nor a name has a space in it. */
const familyOf = ({ person, family = '' }: Visitor) => `${person} ${family}`;

const addressOf = ({ person, role }: { person: string; role: string }) => `${role} ${person}`;
