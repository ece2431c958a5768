import { QUIET_HOURS, type QuietHours } from '@consult/core';
import * as v from 'valibot';
import { listOf } from '../config-values.js';
import { StartError } from '../start-error.js';

/** What an installation says of the channels its notices leave by. */
export interface NoticeInstallation {
  /** Where messages send people to: the portal. `undefined`: no channel is configured either. */
  readonly portal: URL | undefined;
  readonly mail: MailInstallation | undefined;
  readonly push: PushInstallation | undefined;
}

/** The mail server, and whose name messages come in. */
export interface MailInstallation {
  readonly smtp: URL;
  readonly passwordFile: string | undefined;
  readonly from: string;
}

/** The key pair of web push (RFC 8292), and whom a push service may ask about it. */
export interface PushInstallation {
  readonly publicKey: string;
  readonly privateKeyFile: string;
  readonly subject: string;
}

const isUrl = (protocols: RegExp) =>
  v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && protocols.test(new URL(text).protocol)),
    v.transform((text) => new URL(text)),
  );

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

const Quiet = v.pipe(
  v.string(),
  v.regex(CLOCK),
  v.transform((text): QuietHours => {
    const [, fromHour, fromMinute, toHour, toMinute] = CLOCK.exec(text)!.map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  }),
);

const two = (n: number) => String(n).padStart(2, '0');
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The variables that name them. */
export const NOTICE_VARIABLES = {
  CONSULT_PORTAL_URL: v.optional(isUrl(/^https?:$/)),
  CONSULT_QUIET_HOURS: v.optional(Quiet, `${clock(QUIET_HOURS.from)}-${clock(QUIET_HOURS.to)}`),
  CONSULT_SMTP_URL: v.optional(isUrl(/^smtps?:$/)),
  CONSULT_SMTP_PASSWORD_FILE: v.optional(v.string()),
  CONSULT_MAIL_FROM: v.optional(v.pipe(v.string(), v.email())),
  CONSULT_VAPID_PUBLIC_KEY: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{87}$/))),
  CONSULT_VAPID_PRIVATE_KEY_FILE: v.optional(v.string()),
  CONSULT_VAPID_SUBJECT: v.optional(v.pipe(v.string(), v.regex(/^(mailto:|https:\/\/)\S+$/))),
  CONSULT_PUSH_HOSTS: v.optional(
    listOf(v.pipe(v.string(), v.regex(/^(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*(:\d{1,5})?$/))),
  ),
};

/** What each of them must be. */
export const NOTICE_MEANINGS = {
  CONSULT_PORTAL_URL: 'the address of the portal’s page that messages send people to',
  CONSULT_QUIET_HOURS: 'hours of Moscow such as 21:00-08:00; the same twice: never',
  CONSULT_SMTP_URL: 'smtp://user@host:587 or smtps://user@host:465',
  CONSULT_MAIL_FROM: 'an address of mail',
  CONSULT_VAPID_PUBLIC_KEY: 'an uncompressed point of P-256 in base64url, 87 characters',
  CONSULT_VAPID_SUBJECT: 'mailto: or https:, whom a push service may ask',
  CONSULT_PUSH_HOSTS:
    'hosts such as updates.push.services.mozilla.com or *.notify.windows.com, with commas between them',
} as const;

type Read = v.InferOutput<v.ObjectSchema<typeof NOTICE_VARIABLES, undefined>>;

/** Reads them together. @throws StartError where one makes no sense without another */
export function noticesOf(e: Read): NoticeInstallation {
  const portal = e.CONSULT_PORTAL_URL;
  const mail = mailOf(e);
  const push = pushOf(e);
  if ((mail ?? push) && !portal)
    throw new StartError('CONSULT_PORTAL_URL is missing: messages have to send people somewhere');
  return { portal, mail, push };
}

function mailOf(e: Read): MailInstallation | undefined {
  const { CONSULT_SMTP_URL: smtp, CONSULT_MAIL_FROM: from, CONSULT_SMTP_PASSWORD_FILE: passwordFile } = e;
  if (Boolean(smtp) !== Boolean(from))
    throw new StartError(
      'CONSULT_SMTP_URL and CONSULT_MAIL_FROM go together: the mail server, and the sender',
    );
  if (passwordFile && !smtp?.username)
    throw new StartError('CONSULT_SMTP_PASSWORD_FILE needs CONSULT_SMTP_URL with a user in it');
  return smtp && from ? { smtp, from, passwordFile } : undefined;
}

function pushOf(e: Read): PushInstallation | undefined {
  const all = [
    e.CONSULT_VAPID_PUBLIC_KEY,
    e.CONSULT_VAPID_PRIVATE_KEY_FILE,
    e.CONSULT_VAPID_SUBJECT,
    e.CONSULT_PUSH_HOSTS,
  ];
  if (all.every((value) => value === undefined)) return undefined;
  const [publicKey, privateKeyFile, subject, hosts] = all as [string?, string?, string?, string[]?];
  if (!publicKey || !privateKeyFile || !subject || !hosts)
    throw new StartError(
      'CONSULT_VAPID_PUBLIC_KEY, CONSULT_VAPID_PRIVATE_KEY_FILE, CONSULT_VAPID_SUBJECT and CONSULT_PUSH_HOSTS go together',
    );
  return { publicKey, privateKeyFile, subject };
}
