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
  'consent-changed',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
