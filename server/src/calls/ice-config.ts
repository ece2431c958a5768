import * as v from 'valibot';
import { listOf } from '../config-values.js';
import { StartError } from '../start-error.js';

/** What an installation says of its ICE servers; the secret may lie in a file. */
export interface IceInstallation {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  readonly secret: string | undefined;
  readonly secretFile: string | undefined;
}

/** RFC 7064 §3.1 and RFC 7065 §3.1, with commas between them. */
const urls = (pattern: RegExp) => listOf(v.pipe(v.string(), v.regex(pattern)));

const HOST = String.raw`([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?`;

/** The variables that name them. */
export const ICE_VARIABLES = {
  CONSULT_STUN_URLS: v.optional(urls(new RegExp(`^stuns?:${HOST}$`))),
  CONSULT_TURN_URLS: v.optional(urls(new RegExp(String.raw`^turns?:${HOST}(\?transport=(udp|tcp))?$`))),
  CONSULT_TURN_SECRET: v.optional(v.string()),
  CONSULT_TURN_SECRET_FILE: v.optional(v.string()),
  CONSULT_RELAY_ONLY: v.optional(v.picklist(['0', '1']), '0'),
};

/** What each of them must be. */
export const ICE_MEANINGS = {
  CONSULT_STUN_URLS: 'addresses such as stun:turn.example:3478, with commas between them',
  CONSULT_TURN_URLS: 'addresses such as turns:turn.example:443?transport=tcp, with commas between them',
  CONSULT_RELAY_ONLY: '1 or 0',
} as const;

/** Reads them together. @throws StartError where one makes no sense without another */
export function iceOf(e: v.InferOutput<v.ObjectSchema<typeof ICE_VARIABLES, undefined>>): IceInstallation {
  const { CONSULT_TURN_SECRET: secret, CONSULT_TURN_SECRET_FILE: secretFile } = e;
  const turnUrls = e.CONSULT_TURN_URLS ?? [];
  if (secret && secretFile)
    throw new StartError(
      'CONSULT_TURN_SECRET and CONSULT_TURN_SECRET_FILE are one and the same: give one of them',
    );
  if (Boolean(turnUrls.length) !== Boolean(secret ?? secretFile))
    throw new StartError(
      'CONSULT_TURN_URLS goes with CONSULT_TURN_SECRET_FILE: what the TURN server has as its static-auth-secret',
    );
  if (e.CONSULT_RELAY_ONLY === '1' && !turnUrls.length)
    throw new StartError('CONSULT_RELAY_ONLY needs CONSULT_TURN_URLS: nothing else relays a call');
  return { stunUrls: e.CONSULT_STUN_URLS ?? [], turnUrls, secret, secretFile };
}
