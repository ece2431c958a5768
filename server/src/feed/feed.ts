import type { EsiaLevel, Role } from '@consult/core';
import type { Entry } from '@consult/core';
import type { FeedFrame } from '@consult/core/wire';
import type { Identity } from '../deps.js';
import type { NoticeNews } from '../notices/notice-store.js';
import type { Lease } from './leases.js';

/** Somebody who may see a change, in the role in which they may see it. */
export interface Reader {
  readonly person: string;
  readonly role: Role;
  /** May not read what was said, e.g. before the consent: learns that something has changed and not what. */
  readonly withoutText?: boolean;
  /** Accounts the organisation accepts; with another one likewise. Absent: whichever was let in. */
  readonly levels?: readonly EsiaLevel[];
}

/** A committed change of one chat, and who may know of it at this moment. */
export interface Change {
  readonly chat: string;
  readonly revision: number;
  /** Where the change is one entry. */
  readonly entry?: Entry;
  readonly readers: readonly Reader[];
  /**
   * Who could see the chat until this change, or its documents: they learn that something has changed, ask, and are told
   * what they may not. Downloads of theirs that have begun are cut.
   */
  readonly formerReaders?: readonly Reader[];
  /** Files that nobody may have any more. Downloads of them that have begun are cut, whoever makes them. */
  readonly gone?: readonly string[];
  /** Where the change has ended the chat's call, in the same transaction. */
  readonly call?: CallNews;
  /** Where the change has moved the deferred request that the consultation came of. */
  readonly request?: RequestNews;
  /** Whom the change was also told to in «Мои уведомления». */
  readonly notices?: readonly NoticeNews[];
}

/** Where a deferred request stands, and who may know of it at this moment. */
export interface RequestNews {
  readonly request: string;
  readonly revision: number;
  /** Whose operators are told. */
  readonly organisation: string;
  /** The patient's side, and the doctor who entered it. */
  readonly readers: readonly Reader[];
  /** When something becomes of it by itself, unless something happens before; `null`: never. */
  readonly dueAt: number | null;
  /** Whom the change was also told to in «Мои уведомления». */
  readonly notices?: readonly NoticeNews[];
  /** Whether a consent was given in the same act: the patient's side is told of that too. */
  readonly consented?: boolean;
}

/** What a call has come to, and who may know of it at this moment. */
export interface CallNews {
  readonly chat: string;
  readonly call: string;
  readonly revision: number;
  readonly signals: number;
  /** It is over: nobody of it may stay at the broker. */
  readonly over: boolean;
  /** When it ends by itself, unless something happens before; `null` where it is over. */
  readonly dueAt: number | null;
  readonly readers: readonly Reader[];
}

/** Who has to go: a session, a person, or a person in one role. */
export type Expulsion = { readonly session: string } | { readonly person: string; readonly role?: Role };

/** One open socket, as the feed sees it. Node puts a WebSocket behind it, a page a function. */
export interface FeedPeer {
  /** Hands one frame over; `text` is its JSON, made once for all peers. */
  send(text: string): void;
  close(code: number): void;
}

/** Who brings a ticket, and the tabs of which browser theirs is one of; `undefined`: their page has not said. */
export interface Visitor extends Identity {
  readonly family?: string | undefined;
}

/** Fans hints out to the sockets of this process. */
export interface Feed {
  /** Makes a single-use ticket for this person, good for `config.ticketMs`. */
  issueTicket(visitor: Visitor, origin: string | null): { ticket: string; expiresAt: number };
  /**
   * Spends the ticket. Call before the upgrade is answered.
   * @throws ConsultError `signed-out` for a ticket that is unknown, used, late or made for another origin;
   * `too-many-requests` where the person, or the browser, has as many sockets as it may.
   */
  redeem(ticket: string, origin: string | null): Visitor;
  /** Begins to deliver to `peer`; sends `hello` first. Returns how to stop. */
  join(visitor: Visitor, peer: FeedPeer): () => void;
  /** Tells everyone who may know. Never throws, never waits. */
  announce(change: Change): void;
  /** Tells these readers one thing that passes and is kept nowhere. Never throws, never waits. */
  tell(frame: FeedFrame, readers: readonly Reader[]): void;
  /** Tells the operators of an organisation who have a socket here. Never throws, never waits. */
  tellDesk(frame: FeedFrame, organisation: string): void;
  /** Tells everybody who has a socket here in this role. Never throws, never waits. */
  tellRole(frame: FeedFrame, role: Role): void;
  /** Whether this person has a socket here in this role, or had one a moment ago. */
  isOnline(who: Reader): boolean;
  /** Calls `listener` when somebody's first socket has come, and when the last one has been gone for a while. */
  watch(listener: (who: Reader) => void): void;
  /** A file that is being handed out to this person: it ends with the right to see the chat, and with the file. */
  lease(chat: string, file: string, who: Reader & { readonly session?: string }): Lease;
  /** Closes the sockets of those who are meant, makes their tickets worthless and breaks off what they are being handed. */
  expel(meant: Expulsion): void;
  /** Sends the heartbeat to everybody, or to one of the {@link BEAT_SHARES}. Each is due one every `config.beatMs`. */
  beat(share?: number): void;
  /** Closes the sockets whose token has run out. Called every second. */
  closeExpired(): void;
  /** Closes every socket with `restart`. */
  close(): void;
  readonly size: number;
}

export type { FeedFrame };

/** In so many shares the sockets get their heartbeats: all at once, a thousand of them hold up everything else for 0.1 s. */
export const BEAT_SHARES = 50;
