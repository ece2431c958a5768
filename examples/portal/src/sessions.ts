import { randomBytes } from 'node:crypto';
import type { Account } from './esia.js';
import type { Post } from './staff.js';

const MINUTE = 60_000;
const IDLE = 60 * MINUTE;
const LONGEST = 12 * 60 * MINUTE;

/** Somebody signed in to the portal. */
export interface Session extends Account, Post {
  /** Names the session to other systems; it is not the secret the cookie holds. */
  readonly sid: string;
  readonly openedAt: number;
  readonly expiresAt: number;
}

/** The sessions of this process. A restart of the portal ends them all: people sign in again, usually without a question. */
export interface Sessions {
  /** Opens a session and answers the secret for the cookie. */
  open(account: Account, post: Post): string;
  /** The session behind a secret, which being used keeps open; `undefined` when there is none or it has run out. */
  find(secret: string | undefined): Session | undefined;
  /** Closes it and answers what it was. */
  close(secret: string | undefined): Session | undefined;
  /** Closes those that are meant and answers them. */
  closeAll(isMeant: (session: Session) => boolean): Session[];
}

export function createSessions(now: () => number): Sessions {
  const kept = new Map<string, Session>();

  const dropExpired = () => {
    for (const [secret, { expiresAt }] of kept) if (expiresAt <= now()) kept.delete(secret);
  };

  return {
    open(account, post) {
      dropExpired();
      const secret = randomBytes(32).toString('base64url');
      const sid = `sid_${randomBytes(16).toString('base64url')}`;
      kept.set(secret, { ...account, ...post, sid, openedAt: now(), expiresAt: now() + IDLE });
      return secret;
    },
    find(secret) {
      const session = secret ? kept.get(secret) : undefined;
      if (!secret || !session || session.expiresAt <= now()) return undefined;
      const used = { ...session, expiresAt: Math.min(now() + IDLE, session.openedAt + LONGEST) };
      kept.set(secret, used);
      return used;
    },
    close(secret) {
      const session = this.find(secret);
      if (secret) kept.delete(secret);
      return session;
    },
    closeAll(isMeant) {
      dropExpired();
      const meant = [...kept].filter(([, session]) => isMeant(session));
      for (const [secret] of meant) kept.delete(secret);
      return meant.map(([, session]) => session);
    },
  };
}
