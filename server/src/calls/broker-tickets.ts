import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ConsultError } from '@consult/core';
import * as v from 'valibot';
import type { BrokerGrant } from './broker-port.js';

/** A ticket is good for no longer, whatever was asked for. */
export const TICKET_MOST_MS = 30_000;

/** How far the clocks of server and broker may be apart. */
const SKEW_MS = 5_000;

/** Bytes of a shared secret, at least. */
export const SECRET_BYTES = 32;

/** How long a spent ticket is remembered: it is over by then, by any of the two clocks. */
const MEMORY_MS = TICKET_MOST_MS + SKEW_MS;

const IV_BYTES = 12;
const TAG_BYTES = 16;
const TEXT_LENGTH = 1024;

/** What a sealed text is for: one that was made for one thing opens nothing else. */
type Purpose = 'ticket' | 'end';

/** Texts that only who has the secret can write or read. */
export interface Seal {
  seal(purpose: Purpose, audience: string, value: unknown): string;
  /** The value and its number, which no other sealed text has; `undefined`: it is not ours, or was altered. */
  open(purpose: Purpose, audience: string, text: string): { id: string; value: unknown } | undefined;
}

/** AES-256-GCM under a key made from the secret; `audience` is the broker it is meant for. */
export function createSeal(secret: Uint8Array = randomBytes(SECRET_BYTES)): Seal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'consult broker 1', 32));
  const about = (purpose: Purpose, audience: string) => Buffer.from(`${purpose} ${audience}`);

  return {
    seal(purpose, audience, value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(about(purpose, audience));
      const body = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
      return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(purpose, audience, text) {
      if (text.length > TEXT_LENGTH) return undefined;
      const bytes = Buffer.from(text, 'base64url');
      // One spelling only: bits that the encoding has over must not make a second ticket of the first.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== text) return undefined;
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
        .setAAD(about(purpose, audience))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
        return { id: iv.toString('base64url'), value: JSON.parse(body.toString()) };
      } catch {
        return undefined; // the tag does not match
      }
    },
  };
}

const Sealed = v.object({
  call: v.string(),
  peer: v.string(),
  partner: v.string(),
  side: v.picklist(['patient', 'doctor']),
  issuedAt: v.number(),
  expiresAt: v.number(),
});

/** Writes a ticket for the broker at `audience`. */
export function sealTicket(seal: Seal, audience: string, grant: BrokerGrant, now: number): string {
  const { call, peer, partner, side } = grant;
  const expiresAt = Math.min(grant.expiresAt, now + TICKET_MOST_MS);
  return seal.seal('ticket', audience, { call, peer, partner, side, issuedAt: now, expiresAt });
}

/** Takes tickets in, each once. */
export interface TicketGate {
  /**
   * What the ticket says, if it lets `peer` in. It is spent, even if it does not.
   * @throws ConsultError `signed-out`, whatever is wrong with it: a guesser learns nothing; `unavailable` in a flood.
   */
  redeem(text: string, peer: string, audience: string): BrokerGrant;
  /** Tickets it remembers as spent. */
  readonly spent: number;
}

/** What the gate needs from outside. */
export interface TicketGateOptions {
  readonly seal: Seal;
  /** Tickets remembered as spent, at most; each for 30 s. */
  readonly most?: number;
  /** ms UTC. */
  now(): number;
}

export function createTicketGate({ seal, now, most = 100_000 }: TicketGateOptions): TicketGate {
  const openedAt = now();
  /** When each may be forgotten, in the order they came, which is that order: all are forgotten after the same time. */
  const spent = new Map<string, number>();

  const forgetLate = (at: number) => {
    for (const [id, until] of spent) {
      if (until > at) break;
      spent.delete(id);
    }
  };

  return {
    redeem(text, peer, audience) {
      const at = now();
      forgetLate(at);
      const opened = seal.open('ticket', audience, text);
      const read = v.safeParse(Sealed, opened?.value);
      if (!opened || !read.success) throw new ConsultError('signed-out');
      const { issuedAt, ...grant } = read.output;
      const { expiresAt } = grant;
      if (expiresAt <= at || expiresAt > at + MEMORY_MS) throw new ConsultError('signed-out');
      // What was spent before this process began is not remembered: none of that time is taken.
      if (issuedAt < openedAt || spent.has(opened.id)) throw new ConsultError('signed-out');
      if (spent.size >= most) throw new ConsultError('unavailable', { retryAfter: TICKET_MOST_MS });
      spent.set(opened.id, at + MEMORY_MS);
      if (grant.peer !== peer) throw new ConsultError('signed-out');
      return grant;
    },
    get spent() {
      return spent.size;
    },
  };
}
