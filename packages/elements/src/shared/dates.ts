import { moscowDay } from '@consult/core';
import type { Lang } from './localize.js';

/** The words dates need beside what `Intl` knows. */
export interface DateWords {
  readonly today: string;
  readonly yesterday: string;
  readonly tomorrow: string;
  /** Between a day and its time in a sentence: «10 апреля в 14:30». */
  readonly at: string;
  /** How Moscow time is marked where the hour matters. */
  readonly zone: string;
}

/** Appointments, and therefore all times here, are Moscow's, wherever the browser is. */
const timeZone = 'Europe/Moscow';
const LOCALES: Record<Lang, string> = { ru: 'ru', en: 'en-GB' };
const SHAPES = {
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const DAY = 24 * 60 * 60 * 1000;

/** Making a formatter costs a hundred times more than using it, and a list has a hundred dates. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(lang: Lang, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const key = lang + shape;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[lang], { ...SHAPES[shape], timeZone });
  formatters.set(key, made);
  return made;
}

/** «14:30», Moscow time. */
export function time(lang: Lang, at: number): string {
  return formatter(lang, 'time').format(at);
}

/** The date in words, with the year only where it is not this one. By parts: Russian would add «г.» and dots. */
export function date(lang: Lang, shape: 'short' | 'long', at: number, now: number): string {
  const parts = new Map(
    formatter(lang, shape)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get('day')} ${parts.get('month')?.replace('.', '')}`;
  return moscowDay(at).slice(0, 4) === moscowDay(now).slice(0, 4) ? day : `${day} ${parts.get('year')}`;
}

function nearDay(words: DateWords, at: number, now: number): string | undefined {
  const day = moscowDay(at);
  if (day === moscowDay(now)) return words.today;
  if (day === moscowDay(now - DAY)) return words.yesterday;
  return day === moscowDay(now + DAY) ? words.tomorrow : undefined;
}

/** The date of a row in a list: «Сегодня, 14:30», «Вчера», «10 апр», «10 апр 2025» (manual §5.1). */
export function listDate(lang: Lang, words: DateWords, at: number, now: number): string {
  const near = nearDay(words, at, now);
  return near === words.today ? `${near}, ${time(lang, at)}` : (near ?? date(lang, 'short', at, now));
}

/** What stands between two days of a thread: «Сегодня», «Вчера», «10 апреля», «10 апреля 2025». */
export function daySeparator(lang: Lang, words: DateWords, at: number, now: number): string {
  return nearDay(words, at, now) ?? date(lang, 'long', at, now);
}

/** A moment inside a sentence: «сегодня в 14:30 (МСК)», «10 апреля в 14:30 (МСК)». */
export function moment(lang: Lang, words: DateWords, at: number, now: number): string {
  const day = nearDay(words, at, now)?.toLowerCase() ?? date(lang, 'long', at, now);
  return `${day} ${words.at} ${time(lang, at)} (${words.zone})`;
}

/** A moment where there is little room: «завтра, 10:00», «10 апр, 14:30». */
export function shortMoment(lang: Lang, words: DateWords, at: number, now: number): string {
  const day = nearDay(words, at, now)?.toLowerCase() ?? date(lang, 'short', at, now);
  return `${day}, ${time(lang, at)}`;
}

/** How long until the Moscow day changes and «Сегодня» becomes «Вчера», in ms. */
export function untilTomorrow(now: number): number {
  return Date.parse(`${moscowDay(now + DAY)}T00:00:00+03:00`) - now;
}
