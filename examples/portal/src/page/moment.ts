const MOSCOW = { timeZone: 'Europe/Moscow' } as const;

/** «28 ноября 2026 г. в 12:00 (МСК)». */
export const momentOf = (
  at: number,
  { locale, moscow }: { readonly locale: string; readonly moscow: string },
) =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', ...MOSCOW }).format(at)} (${moscow})`;

/** «28 ноября 2026 г.», in Moscow. */
export const dayOf = (at: number, { locale }: { readonly locale: string }) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...MOSCOW }).format(at);

/** «5 дней». */
export const daysIn = (days: number, { locale }: { readonly locale: string }) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);
