import * as v from 'valibot';
import { CONFIG_DEFAULTS } from './config-defaults.js';
import type { Rate } from './calls/broker-limits.js';
import type { LimitRule } from './deps.js';

/** A whole number, written in digits. */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.minValue(least), v.maxValue(most));

/** A limit with its default. */
export const limit = (standard: number, least = 1, most?: number) =>
  v.optional(whole(least, most), String(standard));

/** Several, with commas between them. */
export const listOf = <T>(item: v.GenericSchema<string, T>) =>
  v.pipe(
    v.string(),
    v.transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
    v.minLength(1),
    v.array(item),
  );

/** `uses/ms`, e.g. `20/4000`. */
export const rate = (standard: LimitRule | Rate) => {
  const { uses, windowMs } = typeof standard === 'string' ? CONFIG_DEFAULTS.limits[standard] : standard;
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,8}\/[1-9]\d{0,8}$/),
      v.transform((text) => {
        const [most, ms] = text.split('/').map(Number) as [number, number];
        return { uses: most, windowMs: ms };
      }),
    ),
    `${uses}/${windowMs}`,
  );
};

/** On or off. */
export const flag = v.optional(v.picklist(['0', '1']), '0');

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** https, or http on this machine. */
export const Url = v.pipe(
  v.string(),
  v.url(),
  v.transform((text) => new URL(text)),
  v.check(
    ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)),
  ),
);

/** A page's origin. */
export const Origin = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text),
);

/** A base address: what is beside its last slash is under it. */
export const BaseUrl = v.pipe(
  Url,
  v.check(({ href, search, hash, username }) => !search && !hash && !username && !href.includes(',')),
  v.transform((url) => new URL(url.href.replace(/\/*$/, '/'))),
);
