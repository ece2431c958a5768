import type { NoticeKind } from '@consult/core';
import type { CalendarEntry, Message } from './channel.js';
import type { Leased } from './notice-store.js';

/** What is written into a message besides the words. */
export interface MessageFrame {
  /** The portal's page that people are sent to. */
  readonly portal: string;
  /** A domain of the installation's own, for ids that must be unique in the world. */
  readonly domain: string;
}

type Notice = Leased['notice'];

/** A subject and a sentence. Nothing here may tell a stranger that this is about somebody's health. */
const WORDS: Readonly<Record<NoticeKind, readonly [subject: string, sentence: (notice: Notice) => string]>> =
  {
    'request-registered': [
      'Заявка зарегистрирована',
      ({ number }) => `Ваша заявка${number ? ` ${number}` : ''} зарегистрирована.`,
    ],
    'offer-made': [
      'Вам предложено время',
      ({ moment }) => `Вам предложено время.${moment ? ` Ответьте до ${timeOf(moment)}.` : ''}`,
    ],
    'offer-lapsed': ['Предложение больше не действует', () => 'Время на ответ истекло, предложение снято.'],
    'request-annulled': ['Изменения в вашей заявке', () => 'Ваша заявка аннулирована.'],
    'consultation-appointed': ['У вас запись', ({ moment }) => `У вас запись${onTime(moment)}.`],
    'consultation-cancelled': ['Запись отменена', ({ moment }) => `Ваша запись${onTime(moment)} отменена.`],
    'consultation-tomorrow': [
      'Напоминание о записи',
      ({ moment }) => `Напоминаем: у вас запись${onTime(moment)}.`,
    ],
    'consultation-soon': [
      'Скоро ваша запись',
      ({ moment }) => `Скоро начало: у вас запись${onTime(moment)}.`,
    ],
    'doctor-changed': [
      'Изменения в вашей записи',
      ({ moment }) => `В вашей записи${onTime(moment)} есть изменения.`,
    ],
    'conclusion-ready': ['Новый документ', () => 'Для вас готов документ.'],
    'conclusion-corrected': ['Новая версия документа', () => 'Для вас готова новая версия документа.'],
    'consent-changed': [
      'Изменились условия',
      () => 'Опубликована новая редакция документа, который вы приняли.',
    ],
  };

/** With these comes an entry for the calendar. */
const IN_CALENDAR: ReadonlySet<NoticeKind> = new Set([
  'consultation-appointed',
  'consultation-cancelled',
  'doctor-changed',
] satisfies NoticeKind[]);

/** Puts a notice into words. They are Russian: which language a person reads is not known. */
export function messageOf({ id, address, notice }: Leased, { portal, domain }: MessageFrame): Message {
  const [subject, sentence] = WORDS[notice.kind];
  const said = sentence(notice);
  return {
    id,
    address,
    subject,
    text: `Здравствуйте.\n\n${said} Подробности на портале:\n${portal}\n\nОтвечать на это письмо не нужно. Отказаться от уведомлений можно на портале.\n`,
    brief: `${said} Откройте портал.`,
    url: portal,
    calendar: calendarOf(notice, domain),
  };
}

function calendarOf(notice: Notice, domain: string): CalendarEntry | null {
  const { kind, chat, moment, endsAt, sequence, at } = notice;
  if (!IN_CALENDAR.has(kind) || chat === null || moment === null || endsAt === null) return null;
  const cancelled = kind === 'consultation-cancelled';
  return { uid: `${chat}@${domain}`, sequence, startsAt: moment, endsAt, cancelled, at };
}

const onTime = (moment: number | null) => (moment === null ? '' : ` ${timeOf(moment)}`);

const moscow = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('ru', { timeZone: 'Europe/Moscow', ...options });
const day = moscow({ day: 'numeric', month: 'long' });
const hour = moscow({ hour: '2-digit', minute: '2-digit' });

/** «24 ноября в 14:30 (мск)» */
const timeOf = (moment: number) => `${day.format(moment)} в ${hour.format(moment)} (мск)`;
