import type { BrokerTicket } from '@consult/core/wire';

/** For which call, and when that ends at the latest. */
export interface IceWish {
  readonly call: string;
  readonly now: number;
  readonly endsBy: number;
}

/** What a page is given; `until`: when the credentials end, `null` where there are none. */
export interface IceGrant {
  readonly servers: BrokerTicket['iceServers'];
  readonly until: number | null;
}

/** The ICE servers of an installation. */
export interface IceConfig {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  /** What the TURN server's `static-auth-secret` says. */
  readonly turnSecret?: string | undefined;
}

/** Answers the ICE servers for one call. */
export type IceServers = (wish: IceWish) => Promise<IceGrant>;

/** Credentials are good for no longer, however long the call may be: a page fetches new ones before they end. */
export const ICE_LIFE_MS = 60 * 60_000;

/**
 * ICE servers with credentials of this call alone, as coturn's `use-auth-secret` checks them: the name is when they end and
 * for what, the password an HMAC-SHA1 over it (draft-uberti-behave-turn-rest-00 §2.2). None are foreign: what the
 * configuration does not name is not there.
 */
export function createIceServers({ stunUrls, turnUrls, turnSecret }: IceConfig): IceServers {
  const stun = stunUrls.length ? [{ urls: [...stunUrls] }] : [];
  if (!turnUrls.length || !turnSecret) return () => Promise.resolve({ servers: stun, until: null });
  const encode = (text: string) => new TextEncoder().encode(text);
  let key: Promise<CryptoKey> | undefined;

  return async ({ call, now, endsBy }) => {
    const seconds = Math.floor(Math.min(now + ICE_LIFE_MS, endsBy) / 1000);
    const username = `${seconds}:${call}`;
    key ??= crypto.subtle.importKey('raw', encode(turnSecret), { name: 'HMAC', hash: 'SHA-1' }, false, [
      'sign',
    ]);
    const mac = await crypto.subtle.sign('HMAC', await key, encode(username));
    const credential = btoa(String.fromCharCode(...new Uint8Array(mac)));
    return { servers: [...stun, { urls: [...turnUrls], username, credential }], until: seconds * 1000 };
  };
}
