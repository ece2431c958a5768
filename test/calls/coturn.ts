import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { keepRunning } from './programs.js';
import type { Street } from './network.js';

/** What nobody's media may be relayed to: the machine itself and every network that is not the open one. */
const DENIED = [
  '0.0.0.0-0.255.255.255',
  '10.0.0.0-10.255.255.255',
  '100.64.0.0-100.127.255.255',
  '127.0.0.0-127.255.255.255',
  '169.254.0.0-169.254.255.255',
  '172.16.0.0-172.31.255.255',
  '192.168.0.0-192.168.255.255',
  '224.0.0.0-255.255.255.255',
  '::1',
  '::ffff:0:0-::ffff:ffff:ffff',
  'fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];

/** Debian's coturn on a street. */
export interface Coturn {
  readonly address: string;
  /** The address its relays have: another one, as two people who are both relayed meet there, and the server itself is denied. */
  readonly relay: string;
  readonly secret: string;
  /** The same place by UDP and by TCP. */
  readonly urls: readonly string[];
  /** What a server must be told of it. */
  readonly settings: Record<string, string>;
  credentials(forCall: string, expiresAt: number, secret?: string): Credentials;
  output(): string;
  stop(): Promise<void>;
}

/** As coturn's `use-auth-secret` wants them. */
export interface Credentials {
  readonly username: string;
  readonly credential: string;
}

export async function startCoturn(street: Street): Promise<Coturn> {
  const { folder } = street;
  const site = await street.site();
  const relay = await site.addAddress();
  const secret = 'a secret of this test only';
  const settings = [
    ['-n'], // no file of the machine
    ['--log-file', 'stdout'],
    ['--simple-log'],
    ['--pidfile', '/dev/null'],
    ['--userdb', join(folder, 'turn.db')],
    ['--no-cli'],
    ['--no-tls'],
    ['--no-dtls'],
    ['--fingerprint'],
    ['--use-auth-secret'],
    ['--static-auth-secret', secret],
    ['--realm', 'consult.test'],
    ['--listening-ip', site.address],
    ['--listening-port', '3478'],
    ['--relay-ip', relay],
    ['--no-multicast-peers'],
    ['--user-quota', '12'],
    ['--total-quota', '200'],
    ['--max-bps', '4000000'],
    ...[...DENIED, site.address].map((range) => ['--denied-peer-ip', range]),
  ].flat();
  const running = await keepRunning(site.inside('turnserver', ...settings), /SQLite DB connection success/);
  const { address } = site;
  const urls = [`turn:${address}:3478?transport=udp`, `turn:${address}:3478?transport=tcp`];
  return {
    address,
    relay,
    secret,
    urls,
    settings: { CONSULT_TURN_URLS: urls.join(), CONSULT_TURN_SECRET: secret },
    credentials(forCall, expiresAt, withSecret = secret) {
      const username = `${Math.floor(expiresAt / 1000)}:${forCall}`;
      return { username, credential: createHmac('sha1', withSecret).update(username).digest('base64') };
    },
    output: running.output,
    stop: running.stop,
  };
}
