import type { ErrorCode } from './errors.js';
import { refusalWithoutConsent, type ConsentStanding } from './consent.js';
import type { Actor } from './person.js';

/** What a person is told of outside a chat: in «Мои уведомления» and, with consent, by the channels that are configured. */
export const NOTICE_KINDS = [
  'request-registered',
  'offer-made',
  'offer-lapsed',
  'request-annulled',
  'consultation-appointed',
  'consultation-cancelled',
  'consultation-tomorrow',
  'consultation-soon',
  'doctor-changed',
  'conclusion-ready',
  'conclusion-corrected',
  'consent-changed',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The ways a notice may leave the system. Each is off until an installation configures it. */
export const CHANNEL_KINDS = ['email', 'push', 'sms'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

const EVERY_WAY = CHANNEL_KINDS;

/** A request's receipt disturbs nobody's pocket; a changed document is asked about at the next sign-in, not by mail to thousands. */
const WAYS: Readonly<Record<NoticeKind, readonly ChannelKind[]>> = {
  'request-registered': ['email'],
  'offer-made': EVERY_WAY,
  'offer-lapsed': ['email', 'push'],
  'request-annulled': EVERY_WAY,
  'consultation-appointed': EVERY_WAY,
  'consultation-cancelled': EVERY_WAY,
  'consultation-tomorrow': EVERY_WAY,
  'consultation-soon': EVERY_WAY,
  'doctor-changed': EVERY_WAY,
  'conclusion-ready': ['email', 'push'],
  'conclusion-corrected': ['email', 'push'],
  'consent-changed': [],
};

/** Which of the configured channels a notice of this kind leaves by. */
export function channelsFor(kind: NoticeKind, configured: readonly ChannelKind[]): readonly ChannelKind[] {
  return WAYS[kind].filter((channel) => configured.includes(channel));
}

/** Kinds that are about a time which, once past, nobody needs to be told of. */
const PASSING: ReadonlySet<NoticeKind> = new Set([
  'offer-made',
  'consultation-appointed',
  'consultation-cancelled',
  'consultation-tomorrow',
  'consultation-soon',
  'doctor-changed',
] satisfies NoticeKind[]);

/** How long news stay news, in ms: what could not leave for so long stays in «Мои уведомления» alone. */
export const NEWS_LIFE = 3 * 24 * 60 * 60 * 1000;

/** Whether it is too late to send the notice. */
export function isStale(
  notice: { readonly kind: NoticeKind; readonly at: number; readonly moment: number | null },
  now: number,
): boolean {
  if (now - notice.at > NEWS_LIFE) return true;
  return notice.moment !== null && notice.moment <= now && PASSING.has(notice.kind);
}

/** What is asked before a notice leaves the system: once when it is planned, and again at the moment it goes. */
export interface Leaving {
  readonly kind: NoticeKind;
  readonly at: number;
  readonly moment: number | null;
  /** What the patient it is about has said to the consent to notifications. */
  readonly consent: ConsentStanding;
  /** Whether the addressee is the patient or speaks for the patient now. */
  readonly speaksFor: boolean;
}

/** Whether the notice may leave: with the consent in force, to somebody it still concerns, while it is news. */
export function mayLeave(leaving: Leaving, now: number): boolean {
  return leaving.speaksFor && !refusalWithoutConsent(leaving.consent) && !isStale(leaving, now);
}

/** Why this person has no «Мои уведомления»: they are the patient's side's. */
export function refusalToBeTold({ role }: Pick<Actor, 'role'>): ErrorCode | undefined {
  return role === 'patient' ? undefined : 'not-allowed';
}
