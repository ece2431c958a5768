import type { ExportText } from './export-text-ru.js';

/** How an exported conversation writes its dates: Moscow's, as everywhere. */
export interface Dates {
  /** «24 ноября 2026 г.» */
  day(at: number): string;
  /** «14:30» */
  time(at: number): string;
  /** «24 ноября 2026 г., 14:30 (МСК)» */
  moment(at: number): string;
}

export function datesOf({ locale, zone }: Pick<ExportText, 'locale' | 'zone'>): Dates {
  const timeZone = 'Europe/Moscow';
  const days = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const times = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const day = (at: number) => days.format(at);
  const time = (at: number) => times.format(at);
  return { day, time, moment: (at) => `${day(at)}, ${time(at)} (${zone})` };
}
