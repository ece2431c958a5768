import type { ChannelKind } from '@consult/core';
import type { Address } from './notice-store.js';

/** An appointment for a calendar, without a word of what it is. */
export interface CalendarEntry {
  /** The same for all that is ever said of one consultation. */
  readonly uid: string;
  /** Grows with everything that is said of it (RFC 5545 §3.8.7.4): a calendar keeps the newest. */
  readonly sequence: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly cancelled: boolean;
  /** When this was said, ms UTC. */
  readonly at: number;
}

/**
 * What a channel hands over. It may be read by anybody who sees a locked screen or a shared mailbox: there is no medical
 * word in it, and no name of a person, a doctor, a specialty or an organisation.
 */
export interface Message {
  /** The delivery's id, the same at every try: what came twice after a crash can be told by it. */
  readonly id: string;
  readonly address: Address;
  readonly subject: string;
  /** The whole text, of several lines. */
  readonly text: string;
  /** The same in one line, for a screen or an SMS. */
  readonly brief: string;
  /** Where the rest is told. */
  readonly url: string;
  readonly calendar: CalendarEntry | null;
}

/** What became of it. `refused`: never this message. `gone`: never this address. */
export type Handover = 'taken' | 'refused' | 'gone';

/**
 * A way out of the system: mail, web push, an operator of SMS. Each is off until an installation configures it.
 *
 * An adapter sends the message's `id` along wherever its protocol has a place for such a thing, and resolves once the other
 * side has taken the message over. Whatever it throws counts as weather: it is tried again. An operator of SMS with an HTTP
 * interface would be
 *
 *     const smsChannel = (url: URL, key: string): Channel => ({
 *       kind: 'sms',
 *       async send({ id, address, brief, url: link }) {
 *         if (!('phone' in address)) return 'refused';
 *         const answer = await fetch(url, {
 *           method: 'POST',
 *           redirect: 'error',
 *           signal: AbortSignal.timeout(10_000),
 *           headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': id },
 *           body: JSON.stringify({ to: address.phone, text: `${brief} ${link}` }),
 *         });
 *         if (answer.ok) return 'taken';
 *         if (answer.status >= 500 || answer.status === 429) throw new Error('try again');
 *         return 'refused';
 *       },
 *     });
 */
export interface Channel {
  readonly kind: ChannelKind;
  send(message: Message): Promise<Handover>;
  /** Lets go of what it holds open. */
  close?(): void;
}
