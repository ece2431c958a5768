import type { DateRange } from '@consult/core';
import { date } from './dates.js';
import type { Lang } from './localize.js';

/** «13 апреля»: a day that is no moment, with the year only where it is not this one. */
export function dayWords(lang: Lang, day: string, now: number): string {
  return date(lang, 'long', Date.parse(`${day}T12:00:00+03:00`), now);
}

/** «13 апреля», «13–17 апреля», «30 апреля – 2 мая». */
export function rangeWords(lang: Lang, { from, to }: DateRange, now: number): string {
  const last = dayWords(lang, to, now);
  if (from === to) return last;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${last}`;
  return `${dayWords(lang, from, now)} – ${last}`;
}

/** «14.03.1985»: a birth date, as documents write it. */
export const dateOfBirth = (lang: Lang, day: string): string =>
  lang === 'ru' ? day.split('-').reverse().join('.') : day;
